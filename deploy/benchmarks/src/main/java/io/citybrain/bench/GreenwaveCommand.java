package io.citybrain.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deploy/bench greenwave}: an ambulance's trips through SUMO's traffic, with and without City Brain. */
@Command(
        name = "greenwave",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Ambulance trips through SUMO's traffic, judged by SUMO: an ordinary car, the ambulance without priority,",
            "local pre-emption at the junction, City Brain, and the empty road with green everywhere.",
            "急救车在 SUMO 交通中的行程，由 SUMO 评判：普通车、无优先、路口本地优先、City Brain、空路全绿。",
            ""
        })
final class GreenwaveCommand implements Callable<Integer> {
    private static final String SUMO = "/usr/bin/sumo";
    private static final int QUICK_TRIPS = 2;
    private static final int MQTT_TRIPS = 3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", description = "folder with traffic/hangzhou4x4 and traffic/cologne8 / 公开数据目录")
    private Path data;

    @Option(names = "--net", description = "another network (.net.xml); with --routes and --trips / 其他路网")
    private Path net;

    @Option(names = "--routes", description = "its traffic (.rou.xml) / 其车流")
    private Path routes;

    @Option(names = "--additional", split = ",", description = "SUMO's additional files / SUMO 附加文件")
    private List<Path> additional = List.of();

    @Option(names = "--trips", description = "trips as in ambulance_trips.json / 急救行程")
    private Path trips;

    @Option(
            names = "--generate",
            description = "instead: a crowded network that is made anew, ${COMPLETION-CANDIDATES} / 生成拥堵路网")
    private SaturatedNetwork generate;

    @Option(names = "--network", description = "only one of the shared networks: hangzhou4x4, cologne8 / 只用一个路网")
    private String only;

    @Option(names = "--seeds", split = ",", defaultValue = "1,2,3", description = "default: ${DEFAULT-VALUE} / 随机种子")
    private List<Integer> seeds;

    @Option(names = "--first-trips", defaultValue = "1000", description = "only so many trips of each network / 行程数")
    private int firstTrips;

    @Option(names = "--scale", defaultValue = "1", description = "so many times the traffic / 车流倍数")
    private double scale;

    @Option(names = "--speed-factor", defaultValue = "1.2", description = "of the ambulance, default: ${DEFAULT-VALUE}")
    private double speedFactor;

    @Option(names = "--gps-noise", defaultValue = "0", description = "metres, of what City Brain sees / 定位误差（米）")
    private double gpsNoise;

    @Option(names = "--latency", defaultValue = "0", description = "seconds, of each message / 每条消息的延迟（秒）")
    private double latency;

    @Option(names = "--loss", defaultValue = "0", description = "share of messages lost, such as 0.05 / 丢失比例")
    private double loss;

    @Option(
            names = "--together",
            defaultValue = "1",
            description = "so many ambulances at once on crossing ways (2 to 5), the judged one the most urgent"
                    + " / 同时出动的救护车数")
    private int together;

    @Option(
            names = "--longest-seizure",
            defaultValue = "90",
            description = "seconds that the checker allows City Brain")
    private double longestSeizure;

    @Option(
            names = "--modes",
            split = ",",
            converter = DriveMode.FromKey.class,
            description =
                    "only these: ordinary, navigated, obeying, local, localWatchdog, citybrainFixedRoute, citybrain,"
                            + " free / 只测这些")
    private List<DriveMode> modes;

    @Option(
            names = {"--jobs", "--parallel"},
            defaultValue = "2",
            description = "simulations side by side, default: ${DEFAULT-VALUE} / 同时运行的仿真数")
    private int parallel;

    @Option(
            names = "--keep",
            description = "folder that keeps the drives without City Brain; they do not change with it / 保留参照结果")
    private Path keep;

    @Option(names = "--rows", description = "file that gets each drive as a line of CSV / 每次行程写入 CSV")
    private Path rows;

    @Option(
            names = "--path",
            defaultValue = "direct",
            description =
                    "direct: in lock step; mqtt: City Brain alone, through broker and Flink job at 10x speed, beside "
                            + "direct; three trips of each network and one seed unless told otherwise / 直连或经 MQTT")
    private EscortPath path;

    @Option(names = "--quick", description = "two trips, one seed, cologne8: under a minute / 一分钟内的小测")
    private boolean quick;

    @Override
    public Integer call() throws IOException {
        if (!Files.isExecutable(Path.of(SUMO))) {
            throw new CannotMeasure("SUMO is not installed. On Debian: apt-get install --no-install-recommends sumo");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (path == EscortPath.MQTT) {
            return measureMqtt(out);
        }
        KeptDrives kept = keep == null ? null : new KeptDrives(keep, SUMO);
        Drives drives = new Drives(settings(), List.copyOf(chosenModes()), chosenSeeds(), parallel, kept);
        long violations = 0;
        GreenwaveRun run;
        try (WorkFolder work = WorkFolder.create();
                PrintWriter table = rows == null ? null : new PrintWriter(Files.newBufferedWriter(rows))) {
            run = new GreenwaveRun(drives, out, table);
            for (TrafficScene scene : scenes(work.path())) {
                violations += run.measure(scene, work.path().resolve(scene.name()));
            }
        }
        run.result().print(out);
        return violations == 0 ? 0 : 1;
    }

    /** How City Brain is reached. */
    enum EscortPath {
        DIRECT,
        MQTT
    }

    private int measureMqtt(PrintWriter out) {
        MqttPathRun run = new MqttPathRun(settings(), out);
        long violations = 0;
        try (WorkFolder work = WorkFolder.create()) {
            for (TrafficScene scene : scenes(work.path())) {
                violations += run.measure(
                        scene.firstTrips(Math.min(firstTrips, MQTT_TRIPS)),
                        seeds.get(0),
                        work.path().resolve(scene.name()));
            }
        }
        run.result().print(out);
        return violations == 0 ? 0 : 1;
    }

    private DriveSettings settings() {
        return new DriveSettings(SUMO, speedFactor, gpsNoise, latency, loss, longestSeizure, together);
    }

    private List<Integer> chosenSeeds() {
        return quick ? seeds.subList(0, 1) : seeds;
    }

    /** Ratios need the ordinary car and the free road whatever is asked for. */
    private Set<DriveMode> chosenModes() {
        EnumSet<DriveMode> chosen = modes == null ? EnumSet.allOf(DriveMode.class) : EnumSet.copyOf(modes);
        if (together > 1) {
            chosen.add(DriveMode.CITYBRAIN);
            chosen.add(DriveMode.TOGETHER);
        } else {
            chosen.remove(DriveMode.TOGETHER);
        }
        chosen.add(DriveMode.ORDINARY);
        chosen.add(DriveMode.FREE);
        return chosen;
    }

    private List<TrafficScene> scenes(Path work) {
        List<TrafficScene> scenes = new ArrayList<>();
        if (generate != null) {
            scenes.add(generate.make(work.resolve("generated"), scale));
        } else if (net != null) {
            if (routes == null || trips == null) {
                throw new ParameterException(spec.commandLine(), "--net needs --routes and --trips");
            }
            scenes.add(TrafficScene.read("network", net, routes, additional, trips, scale));
        } else {
            sharedNames().forEach(name -> scenes.add(shared(name)));
        }
        int most = quick ? QUICK_TRIPS : firstTrips;
        return scenes.stream().map(scene -> scene.firstTrips(most)).toList();
    }

    private Stream<String> sharedNames() {
        if (only != null) {
            return Stream.of(only);
        }
        return quick ? Stream.of("cologne8") : Stream.of("hangzhou4x4", "cologne8");
    }

    private TrafficScene shared(String name) {
        Path folder = (data != null ? data : Path.of("../shared/data"))
                .resolve("traffic")
                .resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new CannotMeasure("There is no " + folder.toAbsolutePath().normalize()
                    + ": name the folder with the public data by --data, or a network by --net, --routes and --trips.");
        }
        // Hangzhou's four-phase programme is the stronger ordinary control.
        Path programmes = folder.resolve("tls4phase.add.xml");
        return TrafficScene.read(
                name,
                folder.resolve(name + ".net.xml"),
                folder.resolve(name + ".rou.xml"),
                Files.exists(programmes) ? List.of(programmes) : List.of(),
                folder.resolve("ambulance_trips.json"),
                scale);
    }
}
