package io.citybrain.bench;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deploy/bench incidents}: from an alert to the incident on people's screens. */
@Command(
        name = "incidents",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "The incidents job between a real Mosquitto and a real store, with many incidents open.",
            "事件作业：真实消息代理与数据库之间，同时有大量未结事件。",
            "",
            "First it opens the incidents, each of one alert. Then 1,000 alerts a second: every other one begins a new",
            "incident, the others join one that was opened just before. Measured is from handing the alert to the",
            "publisher to the incident's message at a subscriber, with checkpoints each second. Bytes an open incident",
            "are the heap after garbage collection with all open, less the heap before the first one: state, indices,",
            "timers. The broker, the store, the publisher and the subscriber share the machine.",
            ""
        })
final class IncidentsCommand implements Callable<Integer> {
    private static final int PER_SECOND = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Rough, under a minute: 10,000 open incidents, 10 s of alerts.")
    private boolean quick;

    @Option(names = "--open", paramLabel = "N", description = "Open incidents. Default: 50000; quick: 10000.")
    private Integer open;

    @Option(names = "--seconds", paramLabel = "N", description = "How long to send alerts. Default: 60; quick: 10.")
    private Integer seconds;

    @Override
    public Integer call() throws Exception {
        int incidents = open == null ? (quick ? 10_000 : 50_000) : open;
        int duration = seconds == null ? (quick ? 10 : 60) : seconds;
        IncidentsRun.Figures figures;
        try (WorkFolder folder = WorkFolder.create()) {
            figures = new IncidentsRun(incidents, PER_SECOND, duration, folder.path(), new Progress(System.err))
                    .measure();
        }
        print(figures);
        return figures.lost() == 0 ? 0 : 1;
    }

    private void print(IncidentsRun.Figures found) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%n%-52s %,12d%n", "alerts", found.alerts());
        out.printf("%-52s %,12d%n", "incidents open at the end", found.incidents());
        out.printf("%-52s %,12.1f%n", "alert to incident, median, ms", found.p50Millis());
        out.printf("%-52s %,12.1f%n", "alert to incident, 99 of 100, ms", found.p99Millis());
        out.printf("%-52s %,12.0f%n", "heap bytes an open incident", found.bytesPerOpenIncident());
        out.printf("%-52s %,12d%n%n", "alerts without an incident", found.lost());
        new Result()
                .put("alerts", found.alerts())
                .put("incidents", found.incidents())
                .put("p50Millis", found.p50Millis())
                .put("p99Millis", found.p99Millis())
                .put("bytesPerOpenIncident", Math.round(found.bytesPerOpenIncident()))
                .put("lost", found.lost())
                .print(out);
    }
}
