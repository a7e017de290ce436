package io.citybrain.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deploy/bench core}: what a message costs between the broker and the ends. */
@Command(
        name = "core",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "The sensing job's operators without a broker, from bytes to alerts and lines for the store.",
            "不经消息代理的感知作业算子：从字节到告警与入库行。",
            "",
            "Per core: messages by the processor time of the whole process (all threads, garbage collection,",
            "compilation). Parse-only is the same source and messages, but topics and readings are only parsed, in the",
            "source's thread; it is measured in turn with the whole, and the ratio is the median of the pairs.",
            "Checkpoints are off. The ends encode and send nothing.",
            ""
        })
final class CoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Rough, under a minute: 100,000 sensors instead of a million.")
    private boolean quick;

    @Option(names = "--seed", defaultValue = "1", description = "Of the messages. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws Exception {
        CoreBench.Size size =
                quick ? new CoreBench.Size(100_000, 200_000, 3, 5) : new CoreBench.Size(1_000_000, 400_000, 6, 15);
        CoreBench bench = new CoreBench(size, seed, new Progress(System.err));
        CoreBench.Figures figures = bench.measure();
        print(figures, size);
        return figures.lost() == 0 ? 0 : 1;
    }

    private void print(CoreBench.Figures found, CoreBench.Size size) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%n%-58s %,12.0f%n", "messages/s a core, bytes to alerts and lines", found.whole());
        out.printf("%-58s %,12.0f%n", "messages/s a core, only parsed", found.parseOnly());
        out.printf("%-58s %12.2f%n", "ratio, median of " + size.pairs() + " pairs", found.ratio());
        out.printf("%-58s %,12.0f%n", "messages/s by the clock, " + processors(), found.byTheClock());
        out.printf("%-58s %,12.0f%n", "bytes allocated a message", found.allocated());
        String sensors = String.format("%,d sensors", size.sensors());
        out.printf("%-58s %,12.0f%n", "messages/s a core, " + sensors, found.many());
        out.printf("%-58s %12.2f%n", "  of the rate with 1,000 sensors", found.manyRatio());
        out.printf("%-58s %,12.0f%n", "heap bytes a sensor, " + sensors + ", all normal", found.heapPerSensor());
        out.printf("%-58s %,12d%n", "alerts", found.alerts());
        out.printf("%-58s %,12d%n%n", "messages refused", found.lost());
        new Result()
                .put("messagesPerSecondPerCore", Math.round(found.whole()))
                .put("parseOnlyPerSecondPerCore", Math.round(found.parseOnly()))
                .put("ratio", found.ratio())
                .put("bytesAllocatedPerMessage", Math.round(found.allocated()))
                .put("heapBytesPerSensor", Math.round(found.heapPerSensor()))
                .put("millionSensorsRatio", found.manyRatio())
                .put("sensors", size.sensors())
                .put("seed", seed)
                .print(out);
    }

    private static String processors() {
        return Runtime.getRuntime().availableProcessors() + " processors";
    }

    /** The middle one. */
    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
