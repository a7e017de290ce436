package io.citybrain.sim.traffic;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.wire.NetworkFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network and its traffic as SUMO reads them.
 *
 * @param program SUMO itself, a name to be looked up or a path
 * @param net {@code .net.xml}
 * @param routes {@code .rou.xml}: who drives
 * @param additional SUMO's additional files, such as other signal programmes
 * @param scale how many times that traffic
 * @param beginSeconds where in that traffic it begins
 * @param folder for SUMO's log and what is written for it
 * @param roads the same network as City Brain reads it
 */
public record SumoScene(
        String program,
        Path net,
        Path routes,
        List<Path> additional,
        double scale,
        double beginSeconds,
        Path folder,
        RoadNetwork roads) {
    private static final Pattern DEPART = Pattern.compile("(?:depart|begin)=\"([0-9.]+)\"");
    private static final int LINES_BEFORE_TRAFFIC = 10_000;

    /**
     * Reads the network.
     *
     * @param beginSeconds NaN = with the first vehicle's departure
     * @throws IllegalArgumentException with everything that is wrong with the files
     */
    public static SumoScene read(
            String program,
            Path net,
            Path routes,
            List<Path> additional,
            double scale,
            double beginSeconds,
            Path folder)
            throws IOException {
        NetworkFile.Result read = NetworkFile.read(net, additional);
        if (read.network() == null) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), read.errors()));
        }
        double begin = Double.isNaN(beginSeconds) ? firstDeparture(routes) : beginSeconds;
        return new SumoScene(program, net, routes, additional, scale, begin, folder, read.network());
    }

    private static double firstDeparture(Path routes) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(routes)) {
            String line = lines.readLine();
            for (int i = 0; line != null && i < LINES_BEFORE_TRAFFIC; i++) {
                Matcher depart = DEPART.matcher(line);
                if (depart.find()) {
                    return Math.floor(Double.parseDouble(depart.group(1)) / 60) * 60;
                }
                line = lines.readLine();
            }
            return 0;
        }
    }
}
