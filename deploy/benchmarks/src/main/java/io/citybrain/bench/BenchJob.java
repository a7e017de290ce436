package io.citybrain.bench;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.influxdb.client.LineBuilder;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.jobs.sensing.AlertPublications;
import io.citybrain.jobs.sensing.CityClockWatermarks;
import io.citybrain.jobs.sensing.CityTime;
import io.citybrain.jobs.sensing.Inbound;
import io.citybrain.jobs.sensing.SensingJob;
import io.citybrain.jobs.sensing.SensingPipeline;
import io.citybrain.jobs.sensing.StoreLines;
import io.citybrain.jobs.sensing.Stored;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job of one subtask a step in a MiniCluster of its own: between a {@link Belt} and ends that do what the real ends do
 * in the task's thread (encode lines and alerts) and send nothing. No checkpoints: they cost by the second, not by the
 * message.
 */
final class BenchJob implements AutoCloseable {
    private static final long STOP_SECONDS = 60;
    /** What the real end hands over at once. */
    private static final int BATCH_LINES = 5_000;

    static final AtomicLong ALERTS = new AtomicLong();
    static final AtomicLong REFUSED = new AtomicLong();

    private final Belt belt;
    private final JobClient client;

    private BenchJob(Belt belt, JobClient client) {
        this.belt = belt;
        this.client = client;
    }

    /** The whole sensing pipeline. */
    static BenchJob sensing(String name) throws Exception {
        StreamExecutionEnvironment environment = environment();
        SensingPipeline.build(inbound(environment, name), ends(name), CityTime.EXTERNAL);
        return new BenchJob(Belt.of(name), environment.executeAsync(name));
    }

    /** Only topics and readings are parsed, in the source's thread. */
    static BenchJob parseOnly(String name) throws Exception {
        StreamExecutionEnvironment environment = environment();
        inbound(environment, name)
                .process(new ParseOnly())
                .returns(TypeInformation.of(Reading.class))
                .uid("parse")
                .sinkTo(new BenchSink<>(() -> {
                    Belt belt = Belt.of(name);
                    return reading -> belt.came();
                }))
                .uid("count");
        return new BenchJob(Belt.of(name), environment.executeAsync(name));
    }

    private static StreamExecutionEnvironment environment() {
        Configuration flink = SensingJob.configuration();
        flink.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        flink.set(RestOptions.BIND_PORT, "0");
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        return StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    }

    private static DataStream<Inbound> inbound(StreamExecutionEnvironment environment, String name) {
        return environment
                .fromSource(
                        new BeltSource(name),
                        CityClockWatermarks.strategy(CityTime.EXTERNAL),
                        "belt",
                        TypeInformation.of(Inbound.class))
                .uid("belt");
    }

    private static SensingPipeline.Ends ends(String name) {
        return new SensingPipeline.Ends(
                new BenchSink<Alert>(() -> alert -> {
                    ALERTS.incrementAndGet();
                    AlertPublications.publish(alert, publication -> {});
                }),
                new BenchSink<Rejection>(() -> rejection -> REFUSED.incrementAndGet()),
                new BenchSink<>(() -> outcome -> {}),
                new BenchSink<Reading>(() -> {
                    Belt belt = Belt.of(name);
                    LineBuilder lines = new LineBuilder(StoreAddress.Flavour.QUESTDB);
                    return reading -> {
                        StoreLines.write(reading, lines);
                        handOver(lines);
                        belt.came();
                    };
                }),
                new BenchSink<Stored>(() -> {
                    LineBuilder lines = new LineBuilder(StoreAddress.Flavour.QUESTDB);
                    return stored -> {
                        StoreLines.write(stored, lines);
                        handOver(lines);
                    };
                }));
    }

    private static void handOver(LineBuilder lines) {
        if (lines.lines() >= BATCH_LINES) {
            lines.take();
        }
    }

    Belt belt() {
        return belt;
    }

    @Override
    public void close() {
        belt.end();
        client.getJobExecutionResult().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
    }
}
