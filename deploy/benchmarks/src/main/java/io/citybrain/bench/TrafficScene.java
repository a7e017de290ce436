package io.citybrain.bench;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.wire.NetworkFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network with its traffic and the trips through it.
 *
 * @param additional SUMO's additional files, such as other signal programmes
 * @param beginSeconds when its traffic begins
 * @param scale how many times the traffic
 */
record TrafficScene(
        String name,
        Path net,
        Path routes,
        List<Path> additional,
        List<Trip> trips,
        RoadNetwork roads,
        double beginSeconds,
        double scale) {
    private static final Pattern DEPART = Pattern.compile("depart=\"([0-9.]+)\"");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final int LINES_BEFORE_TRAFFIC = 10_000;

    static TrafficScene read(String name, Path net, Path routes, List<Path> additional, Path trips, double scale) {
        NetworkFile.Result read = NetworkFile.read(net, additional);
        if (read.network() == null) {
            throw new CannotMeasure("The network can't be used: " + String.join("; ", read.errors()));
        }
        return new TrafficScene(
                name, net, routes, additional, Trip.read(trips), read.network(), firstDeparture(routes), scale);
    }

    TrafficScene firstTrips(int most) {
        List<Trip> first = trips.subList(0, Math.min(most, trips.size()));
        return new TrafficScene(name, net, routes, additional, first, roads, beginSeconds, scale);
    }

    /** All that SUMO reads of it, without comments: netgenerate writes the time of day into one. */
    String digest() {
        List<Path> files = new ArrayList<>(List.of(net, routes));
        files.addAll(additional);
        List<byte[]> parts = new ArrayList<>();
        for (Path file : files) {
            try {
                String text = Files.readString(file);
                parts.add(COMMENT.matcher(text).replaceAll("").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new CannotMeasure(file + " can't be read: " + e.getMessage());
            }
        }
        return KeptDrives.digest(parts);
    }

    private static double firstDeparture(Path routes) {
        try (BufferedReader lines = Files.newBufferedReader(routes)) {
            for (int i = 0; i < LINES_BEFORE_TRAFFIC; i++) {
                String line = lines.readLine();
                if (line == null) {
                    break;
                }
                Matcher depart = DEPART.matcher(line);
                if (depart.find()) {
                    return Math.floor(Double.parseDouble(depart.group(1)) / 60) * 60;
                }
            }
            return 0;
        } catch (IOException e) {
            throw new CannotMeasure("The traffic in " + routes + " can't be read: " + e.getMessage());
        }
    }
}
