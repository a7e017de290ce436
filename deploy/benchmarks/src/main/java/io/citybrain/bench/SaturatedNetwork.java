package io.citybrain.bench;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.wire.NetworkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Networks with more traffic than they can take, made by SUMO's netgenerate and by dice with a fixed seed, the same
 * everywhere. One counts as saturated if at least 3 of 10 ambulances do not arrive under local pre-emption without
 * watchdog: the table's column {@code lost} of the mode {@code local} tells. These two have not been shown to be yet.
 */
enum SaturatedNetwork {
    /** Four by four signals, a lane each way and one to turn, a vehicle every 0.75 s. */
    grid4(3, 0.75, "--grid", "--grid.number=4", "--grid.length=150", "--default.lanenumber=1", "--turn-lanes=1"),
    /** Three rings and five radial roads, a lane each way and one to turn, a vehicle every 0.72 s. */
    rings(
            9,
            0.72,
            "--spider",
            "--spider.arm-number=5",
            "--spider.circle-number=3",
            "--spider.space-radius=140",
            "--spider.omit-center",
            "--default.lanenumber=1",
            "--turn-lanes=1");

    private static final int TRAFFIC_SECONDS = 2_700;
    private static final int TRIPS = 10;
    private static final double FIRST_REQUEST_SECONDS = 600;
    private static final double BETWEEN_REQUESTS_SECONDS = 100;

    private final int seed;
    private final double secondsBetweenVehicles;
    private final List<String> options;

    SaturatedNetwork(int seed, double secondsBetweenVehicles, String... options) {
        this.seed = seed;
        this.secondsBetweenVehicles = secondsBetweenVehicles;
        this.options = List.of(options);
    }

    TrafficScene make(Path folder, double scale) {
        try {
            Files.createDirectories(folder);
            Path net = folder.resolve(name() + ".net.xml");
            generate(net, folder);
            NetworkFile.Result read = NetworkFile.read(net);
            if (read.network() == null) {
                throw new CannotMeasure("netgenerate made a network that can't be used: " + read.errors());
            }
            Random dice = new Random(seed);
            Path routes = folder.resolve(name() + ".rou.xml");
            Files.writeString(routes, traffic(read.network(), dice));
            return new TrafficScene(
                    name(), net, routes, List.of(), ambulances(read.network(), dice), read.network(), 0, scale);
        } catch (IOException e) {
            throw new CannotMeasure("The network can't be written to " + folder + ": " + e.getMessage());
        }
    }

    private void generate(Path net, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of("netgenerate", "--xml-validation=never"));
        command.addAll(options);
        command.addAll(List.of(
                "--seed=" + seed,
                "--default-junction-type=traffic_light",
                "--no-turnarounds=true",
                "--tls.cycle.time=90",
                "-o",
                net.toString()));
        Path log = folder.resolve("netgenerate.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new CannotMeasure("netgenerate failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new CannotMeasure("Interrupted.");
        }
    }

    /** Trips between edges drawn alike; SUMO finds their routes as they depart. */
    private String traffic(RoadNetwork roads, Random dice) {
        StringBuilder text = new StringBuilder("<routes>\n");
        int number = 0;
        for (double depart = 0; depart < TRAFFIC_SECONDS; depart += secondsBetweenVehicles) {
            List<String> route = route(roads, dice, 4);
            text.append(String.format(
                    Locale.ROOT,
                    "<trip id=\"v%d\" depart=\"%.2f\" from=\"%s\" to=\"%s\" departLane=\"best\"/>%n",
                    number++,
                    depart,
                    route.get(0),
                    route.get(route.size() - 1)));
        }
        return text.append("</routes>\n").toString();
    }

    private static List<Trip> ambulances(RoadNetwork roads, Random dice) {
        List<Trip> trips = new ArrayList<>();
        for (int i = 0; i < TRIPS; i++) {
            trips.add(new Trip(route(roads, dice, 6), FIRST_REQUEST_SECONDS + i * BETWEEN_REQUESTS_SECONDS));
        }
        return trips;
    }

    /** The free-flow route between two edges that dice choose, with so many edges at least. */
    private static List<String> route(RoadNetwork roads, Random dice, int leastEdges) {
        while (true) {
            String from = roads.edges().id(dice.nextInt(roads.edges().count()));
            String to = roads.edges().id(dice.nextInt(roads.edges().count()));
            List<String> route = LiveRoute.find(
                    roads,
                    from,
                    to,
                    edge -> roads.edges().lengthMetres(edge) / roads.edges().speedMetresPerSecond(edge));
            if (route.size() >= leastEdges) {
                return route;
            }
        }
    }
}
