package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole pipeline on a cluster in this JVM, between a script and lists. */
final class ScriptedCity {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Map<String, List<Inbound>> SCRIPTS = new ConcurrentHashMap<>();
    private static final Map<String, Queue<Object>> COLLECTED = new ConcurrentHashMap<>();
    private static final Map<String, CompletableFuture<Void>> REACHED = new ConcurrentHashMap<>();

    private final String name = "city-" + NAMES.incrementAndGet();

    private String savepoint;

    /** Runs it to its end. */
    static ScriptedCity run(List<Inbound> script, int parallelism) throws Exception {
        return goOn(null, script, parallelism);
    }

    /** Runs it to its end, from a savepoint that was taken amid the same script; null = from its beginning. */
    static ScriptedCity goOn(String savepoint, List<Inbound> script, int parallelism) throws Exception {
        ScriptedCity city = new ScriptedCity();
        city.build(savepoint, script, new PauseAfter<>(Script.PREAMBLE), parallelism)
                .execute(city.name);
        return city;
    }

    /** Runs so many messages of it and stops with a savepoint. */
    static ScriptedCity stopAfter(int messages, List<Inbound> script, int parallelism, Path savepoints)
            throws Exception {
        ScriptedCity city = new ScriptedCity();
        REACHED.put(city.name, new CompletableFuture<>());
        JobClient running = city.build(null, script, new Stop<>(city.name, messages), parallelism)
                .executeAsync(city.name);
        REACHED.get(city.name).get();
        city.savepoint = running.stopWithSavepoint(false, savepoints.toString(), SavepointFormatType.CANONICAL)
                .get();
        return city;
    }

    /** Where {@link #stopAfter} left it. */
    String savepoint() {
        return savepoint;
    }

    private StreamExecutionEnvironment build(
            String from, List<Inbound> script, RateLimiterStrategy<NumberSequenceSplit> pace, int parallelism) {
        SCRIPTS.put(name, script);
        Configuration flink = SensingJob.configuration();
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        if (from != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        environment.setParallelism(parallelism);
        DataStream<Inbound> inbound = environment
                .fromSource(
                        new DataGeneratorSource<>(
                                new Line(name), script.size(), pace, TypeInformation.of(Inbound.class)),
                        CityClockWatermarks.strategy(CityTime.EXTERNAL),
                        "read-script")
                .setParallelism(1)
                .uid("read-script");
        SensingPipeline.Ends ends = new SensingPipeline.Ends(
                this.<Alert>end("alerts"),
                this.<Rejection>end("refused"),
                this.<CommandOutcome>end("outcomes"),
                this.<Reading>end("readings"),
                this.<Stored>end("events"));
        SensingPipeline.build(inbound, ends, CityTime.EXTERNAL);
        return environment;
    }

    private <T> Sink<T> end(String what) {
        COLLECTED.put(name + what, new ConcurrentLinkedQueue<>());
        return new Collecting<>(name + what);
    }

    private <T> List<T> collected(String what, Class<T> type) {
        return COLLECTED.get(name + what).stream().map(type::cast).toList();
    }

    /** In the order of time, sensor and rule. */
    List<Alert> alerts() {
        return collected("alerts", Alert.class).stream()
                .sorted(Comparator.comparing(Alert::changedAtMillis)
                        .thenComparing(Alert::sensor)
                        .thenComparing(Alert::rule)
                        .thenComparing(Alert::revision))
                .toList();
    }

    /** In the order in which they were published. */
    List<Alert> published() {
        return collected("alerts", Alert.class);
    }

    List<Rejection> refused() {
        return collected("refused", Rejection.class);
    }

    List<CommandOutcome> outcomes() {
        return collected("outcomes", CommandOutcome.class);
    }

    List<Reading> readings() {
        return collected("readings", Reading.class);
    }

    List<Stored> events() {
        return collected("events", Stored.class);
    }

    /** Number to message. */
    private record Line(String script) implements GeneratorFunction<Long, Inbound> {
        @Override
        public Inbound map(Long number) {
            return SCRIPTS.get(script).get(number.intValue());
        }
    }

    /** Lets so many messages pass, tells that it has, and none after them. */
    private record Stop<S extends SourceSplit>(String city, int messages) implements RateLimiterStrategy<S> {
        @Override
        public RateLimiter<S> createRateLimiter(int parallelism) {
            return new RateLimiter<>() {
                private int acquired;

                @Override
                public CompletionStage<Void> acquire(int number) {
                    acquired += number;
                    return acquired <= messages ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
                }

                /** By then all of the job runs: before, no savepoint can be taken. */
                @Override
                public void notifyCheckpointComplete(long checkpoint) {
                    if (acquired > messages) {
                        REACHED.get(city).complete(null);
                    }
                }
            };
        }
    }

    /** Puts everything into one list of this JVM. */
    private record Collecting<T>(String list) implements Sink<T> {
        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(T element, Context at) {
                    COLLECTED.get(list).add(element);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
