package io.citybrain.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deploy/bench micro}: what each hot piece of a message's way costs by itself, by JMH. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "The hot pieces of sensing one by one, by JMH: nanoseconds and bytes allocated a message.",
            "逐一测量感知作业的热点代码（JMH）：每条消息的纳秒数与分配字节数。",
            ""
        })
final class MicroCommand implements Callable<Integer> {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Rough, under half a minute.")
    private boolean quick;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            defaultValue = "",
            description = "Only the pieces whose name this regular expression finds, such as writeLine.")
    private String pattern;

    @Override
    public Integer call() throws RunnerException {
        try {
            Collection<RunResult> results = new Runner(
                            options(), OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL))
                    .run();
            print(results);
            return 0;
        } catch (NoBenchmarksException e) {
            throw new ParameterException(
                    spec.commandLine(), "no piece is called " + pattern + ": leave the pattern out to see them all", e);
        }
    }

    /** A JVM of its own: this one's profile knows what ran before. */
    private Options options() {
        TimeValue time = TimeValue.milliseconds(quick ? 300 : 1_000);
        return new OptionsBuilder()
                .include("HotPieces\\..*" + (pattern.isEmpty() ? "" : "(" + pattern + ")"))
                .forks(1)
                .warmupIterations(quick ? 3 : 5)
                .warmupTime(time)
                .measurementIterations(quick ? 3 : 7)
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
    }

    private void print(Collection<RunResult> results) {
        PrintWriter out = spec.commandLine().getOut();
        List<RunResult> dearestFirst = new ArrayList<>(results);
        dearestFirst.sort(Comparator.comparingDouble(MicroCommand::nanos).reversed());
        Map<String, Object> figures = new LinkedHashMap<>();
        out.printf("%n%-20s %10s %10s %10s%n", "", "ns/op", "± 99.9%", "B/op");
        for (RunResult result : dearestFirst) {
            String name = result.getPrimaryResult().getLabel();
            double bytes = result.getSecondaryResults().get(ALLOCATED).getScore();
            out.printf(
                    "%-20s %10.1f %10.1f %10.1f%n",
                    name, nanos(result), result.getPrimaryResult().getScoreError(), bytes);
            figures.put(name, Map.of("nanosPerOp", nanos(result), "bytesPerOp", bytes));
        }
        out.println();
        new Result().put("pieces", figures).put("quick", quick).print(out);
    }

    private static double nanos(RunResult result) {
        return result.getPrimaryResult().getScore();
    }
}
