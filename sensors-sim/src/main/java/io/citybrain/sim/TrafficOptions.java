package io.citybrain.sim;

import io.citybrain.sim.traffic.DistrictRoads;
import io.citybrain.sim.traffic.SumoScene;
import io.citybrain.sim.traffic.TrafficStreet;
import io.citybrain.wire.NetworkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What the command line may say of traffic. */
final class TrafficOptions {
    /** Whose traffic it is. */
    enum Source {
        NONE,
        CITY,
        SUMO
    }

    @Option(
            names = "--traffic",
            paramLabel = "none|city|sumo",
            defaultValue = "none",
            description =
                    "Traffic, signals and ambulances: the built-in model, or a SUMO that is started here. They obey "
                            + "priority and drive the plans of missions. Default: none")
    private Source source;

    @Option(
            names = "--network-folder",
            paramLabel = "DIR",
            defaultValue = "roads",
            description = "With --traffic city: where district.net.xml and places.geojson are written. Default: roads")
    private Path networkFolder;

    @Option(names = "--net", paramLabel = "FILE", description = "A road network (.net.xml); needed with sumo.")
    private Path net;

    @Option(names = "--routes", paramLabel = "FILE", description = "With sumo: its traffic (.rou.xml).")
    private Path routes;

    @Option(
            names = "--additional",
            paramLabel = "FILE",
            split = ",",
            description = "With sumo: additional files, such as other signal programmes.")
    private List<Path> additional = List.of();

    @Option(names = "--scale", paramLabel = "N", defaultValue = "1", description = "With sumo: times the traffic.")
    private double scale;

    @Option(
            names = "--begin",
            paramLabel = "SECOND",
            description = "With sumo: where in its traffic to begin. Default: the first departure")
    private Double begin;

    @Option(names = "--sumo", paramLabel = "FILE", defaultValue = "sumo", description = "SUMO itself. Default: sumo")
    private String sumo;

    @Option(
            names = "--missions",
            paramLabel = "N",
            defaultValue = "0",
            description = "One of three ambulances asks for an escort each N simulated seconds. Default: 0 = never; an "
                    + "ambulance that a request names for the first time stands at its origin")
    private double missions;

    boolean isSumo() {
        return source == Source.SUMO;
    }

    /** Null if there is no traffic. */
    StreetRunner.TrafficMaker maker() throws IOException {
        return switch (source) {
            case NONE -> null;
            case CITY -> city();
            case SUMO -> sumo();
        };
    }

    private StreetRunner.TrafficMaker city() throws IOException {
        Path file = net == null ? DistrictRoads.write(networkFolder).network() : net;
        NetworkFile.Result read = NetworkFile.read(file);
        if (read.network() == null) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), read.errors()));
        }
        return (seed, now) -> TrafficStreet.builtIn(read.network(), seed, now, missions);
    }

    private StreetRunner.TrafficMaker sumo() throws IOException {
        if (net == null || routes == null) {
            throw new IllegalArgumentException("--traffic sumo needs --net and --routes");
        }
        Path folder = Files.createTempDirectory("city-brain-sumo");
        folder.toFile().deleteOnExit();
        SumoScene scene =
                SumoScene.read(sumo, net, routes, additional, scale, begin == null ? Double.NaN : begin, folder);
        return (seed, now) -> TrafficStreet.sumo(scene, seed, now, missions);
    }
}
