package io.citybrain.standalone;

import io.citybrain.sim.Replayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the command line may say. A mistake is told with the option's name and what it may be. */
final class CityOptions {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smh]?)");
    private static final double USUAL_MISSION_SECONDS = 180;
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,40}");

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "End after this time, such as 60s, 10m, 2h. Default: run until stopped.")
    private String duration;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            description = "Simulated or recorded seconds per second. Default: 20; of a replay: 1000.")
    private String speed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Messages per second of the simulation. Default: as its sensors' heartbeats give.")
    private double rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Everything random follows from it. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            description = "Faults to inject (YAML) instead of the scripted ones.")
    private Path faults;

    @Option(
            names = "--replay",
            paramLabel = "DIR",
            description = "Play recorded data: LoRaWAN uplinks.json or CSV files of gauges.")
    private Path replay;

    @Option(names = "--description", paramLabel = "FILE", description = "Of a replay: which gauge each file is (YAML).")
    private Path description;

    @Option(names = "--no-sim", description = "No simulation: wait for real devices.")
    private boolean noSim;

    @Option(
            names = "--clock",
            paramLabel = "wall|external",
            description = "With --no-sim: whether city/v1/clock may drive the city. Default: wall.")
    private String clock;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description =
                    "Escort ambulances on this road network (SUMO .net.xml or .net.xml.gz). The simulation has its own.")
    private Path network;

    @Option(
            names = "--missions",
            paramLabel = "N",
            description = "The simulation asks for an escort each N simulated seconds; 0 = never. Default: 180.")
    private Double missions;

    @Option(
            names = "--grids",
            paramLabel = "FILE",
            description = "Grids, crews and levels (GeoJSON) that incidents belong to. The simulation has its own.")
    private Path grids;

    @Option(
            names = "--registry",
            paramLabel = "FILE",
            description = "Sensors to register (YAML); published as retained city/v1/registry/...")
    private Path registry;

    @Option(names = "--summary", paramLabel = "FILE", description = "Write what happened as JSON at the end.")
    private Path summary;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep the state here; the same command goes on where it was. Default: a temporary folder.")
    private Path data;

    @Option(
            names = "--lang",
            paramLabel = "zh|en",
            description = "Language of the terminal. Default: that of this machine.")
    private String language;

    @Option(
            names = "--mqtt-port",
            paramLabel = "PORT",
            defaultValue = "1883",
            description = "Embedded MQTT broker, 0 = any. Default: ${DEFAULT-VALUE}.")
    private int mqttPort;

    @Option(
            names = "--store-port",
            paramLabel = "PORT",
            defaultValue = "9000",
            description = "Embedded QuestDB, 0 = any. Default: ${DEFAULT-VALUE}.")
    private int storePort;

    @Option(
            names = "--flink-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Flink's web interface, 0 = any. Default: ${DEFAULT-VALUE}.")
    private int flinkPort;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Metrics for Prometheus, 0 = any. Default: 9249, or any if that is busy.")
    private Integer metricsPort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description =
                    "The screens for people, on this machine only, 0 = any. Default: 8080, or any if that is busy.")
    private Integer httpPort;

    @Option(names = "--no-http", description = "No screens for people.")
    private boolean noHttp;

    @Mixin
    private BrokerOptions broker;

    @Option(
            names = "--client-id",
            paramLabel = "NAME",
            defaultValue = "city-brain",
            description =
                    "MQTT client ids begin with it; two cities on one broker need two. Default: ${DEFAULT-VALUE}.")
    private String clientId;

    @Mixin
    private StoreOptions store;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** @throws ParameterException naming the first option that is wrong */
    CitySettings settings() {
        boolean simulate = !noSim && replay == null;
        boolean external = "external".equals(word("--clock", clock, "wall", "external"));
        reject(external && !noSim, "--clock external goes with --no-sim: the simulation has its own clock");
        reject(replay != null && noSim, "--replay and --no-sim exclude each other");
        reject(faults != null && !simulate, "--faults goes with the simulation");
        reject(description != null && replay == null, "--description goes with --replay");
        reject(missions != null && !simulate, "--missions goes with the simulation");
        reject(missions != null && !(missions >= 0 && missions <= 86_400), "--missions " + missions + ": 0 to 86400");
        requireFile("--faults", faults);
        requireFile("--network", network);
        requireFile("--grids", grids);
        requireFile("--registry", registry);
        requireFile("--description", description);
        requireWritable("--summary", summary);
        reject(
                !CLIENT_ID.matcher(clientId).matches(),
                "--client-id " + clientId + ": 1 to 40 letters, digits, -, _ and .");
        return new CitySettings(
                duration(),
                speed(),
                rate,
                seed,
                faults,
                replay,
                description,
                simulate,
                external,
                network,
                missions == null ? USUAL_MISSION_SECONDS : missions,
                grids,
                registry,
                summary,
                data,
                language(),
                new CitySettings.Ports(
                        port(mqttPort),
                        port(storePort),
                        port(flinkPort),
                        metricsPort == null ? null : port(metricsPort),
                        httpPort()),
                new CitySettings.Outside(broker.connection(), clientId, store.address()));
    }

    /** zh, en, or null for that of this machine. */
    String language() {
        return word("--lang", language, "zh", "en");
    }

    private String word(String option, String value, String... known) {
        reject(
                value != null && !Arrays.asList(known).contains(value),
                option + " " + value + ": must be one of " + String.join(", ", known));
        return value;
    }

    private void requireFile(String option, Path file) {
        reject(file != null && !Files.isReadable(file), option + " " + file + ": there is no such readable file");
    }

    /** Known at the start, not after a long run. */
    private void requireWritable(String option, Path file) {
        if (file != null) {
            Path folder = file.toAbsolutePath().getParent();
            reject(
                    Files.isDirectory(file) || folder == null || !Files.isWritable(folder),
                    option + " " + file + ": can't be written; name a file in a folder that is there");
        }
    }

    private Integer httpPort() {
        reject(noHttp && httpPort != null, "--http-port and --no-http exclude each other");
        return noHttp ? Integer.valueOf(CitySettings.Ports.NONE) : httpPort == null ? null : (Integer) port(httpPort);
    }

    private int port(int port) {
        reject(port < 0 || port > 65_535, "port " + port + ": must be 0 to 65535");
        return port;
    }

    private double speed() {
        if (speed == null) {
            return replay == null ? 20 : 1000;
        }
        if (speed.equals("max")) {
            reject(replay == null, "--speed max goes with --replay");
            return Replayer.MAX_SPEED;
        }
        try {
            double value = Double.parseDouble(speed);
            reject(!(value >= 0.1 && value <= 1_000_000), "--speed " + speed + ": must be 0.1 to 1000000, or max");
            return value;
        } catch (NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), "--speed " + speed + ": must be a number or max", e);
        }
    }

    private Duration duration() {
        if (duration == null) {
            return null;
        }
        Matcher matcher = DURATION.matcher(duration);
        reject(!matcher.matches(), "--duration " + duration + ": write it like 60s, 10m or 2h");
        long amount = Long.parseLong(matcher.group(1));
        reject(amount == 0, "--duration " + duration + ": must be more than nothing");
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    private void reject(boolean wrong, String message) {
        if (wrong) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
