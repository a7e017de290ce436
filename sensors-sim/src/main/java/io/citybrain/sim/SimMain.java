package io.citybrain.sim;

import io.citybrain.mqtt.client.MqttConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The simulator as a program of its own, against any MQTT 5 broker. */
@Command(
        name = "deploy/sim",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Speaks for the sensors of a simulated district, or replays recorded files, over MQTT.",
            "",
            "The same seed and settings give the same messages, byte for byte, and the same faults."
        },
        footer = {
            "",
            "Examples:",
            "  deploy/sim --duration 60s --truth truth.jsonl",
            "  deploy/sim --speed 1 --rate 500 --state street.json",
            "  deploy/sim --traffic city --network-folder roads",
            "  deploy/sim --traffic sumo --net city.net.xml --routes city.rou.xml --speed 10",
            "  deploy/sim --replay ../shared/data/water/ouse-york-2015 --speed max"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all was sent", "1:it failed; the reason is on standard error", "2:an option is wrong"})
public final class SimMain implements Callable<Integer> {
    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final int GLANCES_PER_REPORT = 10;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--broker",
            paramLabel = "URI",
            defaultValue = "tcp://127.0.0.1:1883",
            description = "tcp://host:port or ssl://host:port. Default: ${DEFAULT-VALUE}")
    private String broker;

    @Option(names = "--user", paramLabel = "NAME", description = "Name at the broker.")
    private String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The password at the broker is the first line of this file.")
    private String passwordFile;

    @Option(
            names = "--trust-store",
            paramLabel = "FILE",
            description = "PEM certificates to trust for ssl://. Default: those of Java.")
    private String trustStore;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "All randomness follows from it. Default: 1")
    private long seed;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "Simulated start, such as 2026-07-01T06:00:00Z. Default: now")
    private java.time.Instant start;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            defaultValue = "20",
            description = "Simulated seconds per real second, 0.1 to 1000; for a replay also more, or max. Default: 20")
    private String speed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Messages per real second, reached by covers that send more or less often than their 60 to "
                    + "600 simulated seconds. Default: 0, as it comes (about 550 at speed 20)")
    private double rate;

    @Option(
            names = "--covers",
            paramLabel = "N",
            description = "Manhole covers. Default: 2000; with --traffic sumo no sensors but those of the traffic")
    private Integer covers;

    @Option(names = "--gauges", paramLabel = "N", description = "Water gauges. Default: 60")
    private Integer gauges;

    @Option(names = "--signals", paramLabel = "N", description = "Traffic signals. Default: 40")
    private Integer signals;

    @Mixin
    private TrafficOptions traffic;

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            description = "YAML list of {fault, sensor?, atSeconds, forSeconds?} in simulated seconds, instead of the "
                    + "schedule of the seed. An empty list [] = a healthy city.")
    private Path faults;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Real time after which it ends, such as 90, 90s, 5m or 1h. Default: never")
    private String duration;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Keeps the position here; a killed run goes on where it was.")
    private Path state;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Writes the ground truth as JSON lines: every fault injected so far; in a replay of device "
                    + "frames, what each frame must be decoded to.")
    private Path truth;

    @Option(
            names = "--replay",
            paramLabel = "DIR",
            description = "Replays a folder of gauge CSV files or a folder with LoRaWAN uplinks.json.")
    private Path replay;

    @Option(
            names = "--description",
            paramLabel = "FILE",
            description = "Which gauge each file of the replay is. Default: replay.yaml in the folder, or what ships.")
    private Path description;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new SimMain()).setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            boolean missing = failure instanceof NoSuchFileException;
            command.getErr().println(missing ? failure.getMessage() + ": there is no such file" : words(failure));
            return missing || failure instanceof IllegalArgumentException
                    ? CommandLine.ExitCode.USAGE
                    : CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    private static String words(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (replay != null) {
            replay();
        } else {
            simulate();
        }
        return CommandLine.ExitCode.OK;
    }

    private void simulate() throws IOException, InterruptedException {
        SimSettings settings = new SimSettings(
                seed,
                start == null ? System.currentTimeMillis() : start.toEpochMilli(),
                speed(),
                duration == null ? 0 : Durations.seconds("--duration", duration),
                sensors(covers, 2_000),
                sensors(gauges, 60),
                sensors(signals, 40),
                rate,
                faults == null ? null : FaultFile.read(faults));
        try (StreetRunner runner = StreetRunner.open(settings, connection(), state, traffic.maker())) {
            Runtime.getRuntime().addShutdownHook(new Thread(runner::close, "street-stop"));
            runner.start();
            boolean ended = false;
            int glances = 0;
            while (!ended) {
                ended = runner.awaitEnd(GLANCE);
                if (truth != null) {
                    TruthFile.write(truth, runner.faults());
                }
                if (ended || ++glances % GLANCES_PER_REPORT == 0) {
                    tellIfAway(ended || runner.isConnected());
                    report(runner.nowMillis(), runner.counts());
                }
            }
        }
    }

    /** A network of its own lies elsewhere: the district's sensors are not there unless they are asked for. */
    private int sensors(Integer wanted, int usual) {
        return wanted != null ? wanted : traffic.isSumo() ? 0 : usual;
    }

    private void replay() throws IOException, InterruptedException {
        Recording recording = Replayer.read(replay, description);
        PrintWriter out = spec.commandLine().getOut();
        recording.remarks().forEach(out::println);
        recording.problems().forEach(spec.commandLine().getErr()::println);
        out.printf(
                Locale.ROOT,
                "%d readings of %d sensors; %d rows skipped, %d without a value%n",
                recording.events().size(),
                recording.registry().size(),
                recording.skippedRows(),
                recording.missingValues());
        if (truth != null) {
            TruthFile.write(truth, recording.expectedFrames());
        }
        try (Replayer replayer = Replayer.open(recording, speed(), connection())) {
            replayer.start();
            int glances = 0;
            while (!replayer.awaitEnd(GLANCE)) {
                if (++glances % GLANCES_PER_REPORT == 0) {
                    tellIfAway(replayer.isConnected());
                    report(replayer.nowMillis(), replayer.counts());
                }
            }
            report(replayer.nowMillis(), replayer.counts());
        }
    }

    private void tellIfAway(boolean connected) {
        if (!connected) {
            spec.commandLine()
                    .getErr()
                    .println("waiting for the MQTT broker " + broker
                            + ": nobody answers there; start it or name another" + " with --broker");
        }
    }

    private void report(long nowMillis, StreetCounts counts) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s sent %d (%d malformed) %s%n",
                java.time.Instant.ofEpochMilli(nowMillis),
                counts.sent(),
                counts.malformedSent(),
                counts.sentByKind());
        out.flush();
    }

    private double speed() {
        if (speed.equals("max")) {
            if (replay == null) {
                throw new IllegalArgumentException(
                        "--speed max is for --replay; a simulated city runs at most at 1000");
            }
            return Replayer.MAX_SPEED;
        }
        try {
            return Double.parseDouble(speed);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--speed is '" + speed + "', must be a number or max", e);
        }
    }

    private MqttConnection connection() {
        MqttConnection connection = MqttConnection.of(broker);
        if (user != null || passwordFile != null) {
            connection = connection.withCredentials(user, passwordFile);
        }
        return trustStore == null ? connection : connection.withTrustStore(trustStore, null);
    }
}
