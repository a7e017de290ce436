package io.citybrain.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.HistoryQuery;
import io.citybrain.influxdb.client.HistoryQuery.Order;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.client.TableSchema;
import io.citybrain.influxdb.client.TableSchema.Column;
import io.citybrain.influxdb.client.TableSchema.ColumnType;
import io.citybrain.influxdb.testing.EmbeddedQuestDb;
import io.citybrain.influxdb.testing.FreePort;
import io.citybrain.influxdb.testing.InfluxServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A Flink job, a real store, and what can happen between them. */
@Timeout(120)
final class InfluxSinkTest {
    private static final long T0 = 1_700_000_000_000L;
    private static final TableSchema FLOW =
            new TableSchema("flow", List.of("sensor"), List.of(new Column("value", ColumnType.DOUBLE)));

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path folder;

    private static final AtomicInteger CHECKPOINTS = new AtomicInteger();
    private static final AtomicInteger FAILURES_TO_COME = new AtomicInteger();

    @BeforeEach
    void reset() {
        CHECKPOINTS.set(0);
        FAILURES_TO_COME.set(0);
    }

    /** Passes on; counts completed checkpoints; fails when told to. */
    private static final class Watch implements MapFunction<Long, Long>, CheckpointListener {
        private static final long serialVersionUID = 1;

        @Override
        public Long map(Long value) {
            if (FAILURES_TO_COME.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("the failure that the test asked for");
            }
            return value;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            CHECKPOINTS.incrementAndGet();
        }
    }

    @Test
    void aStoreKilledForTwentySecondsStopsNoCheckpointAndLosesNothing() throws Exception {
        Assumptions.assumeTrue(InfluxServer.isInstalled(), InfluxServer.howToInstall());
        try (InfluxServer server = InfluxServer.start(folder.resolve("influx"))) {
            StoreAddress address = server.address("city");
            JobClient job = start(sink(address).build(), 25_000, 1_000);
            awaitRows(address, 1_000);
            server.kill();
            int before = CHECKPOINTS.get();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(CHECKPOINTS.get()).isGreaterThanOrEqualTo(before + 40));
            server.start();
            job.getJobExecutionResult().get(60, TimeUnit.SECONDS);

            assertThat(rows(address)).isEqualTo(25_000);
        }
    }

    @Test
    void aJobThatFailsWithAFullBufferAndASpoolLosesNothing() throws Exception {
        int port = FreePort.find();
        StoreAddress address = StoreAddress.questDb("http://127.0.0.1:" + port);
        // 5,000 lines are about 200 kB: most of them go to disk.
        InfluxSink<Long> sink =
                sink(address).bufferBytes(20_000).batchLines(100).build();
        JobClient job = start(sink, 5_000, 1_000);
        awaitCheckpoints(4);
        FAILURES_TO_COME.set(1);
        Awaitility.await().until(() -> FAILURES_TO_COME.get() == 0);
        awaitCheckpoints(CHECKPOINTS.get() + 2);
        try (EmbeddedQuestDb server = EmbeddedQuestDb.start(folder.resolve("quest"), port)) {
            job.getJobExecutionResult().get(60, TimeUnit.SECONDS);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(rows(server.address())).isEqualTo(5_000));
        }
    }

    @Test
    void questDbMayGoAndComeBackWhileTheJobRuns() throws Exception {
        try (EmbeddedQuestDb server = EmbeddedQuestDb.start(folder.resolve("quest"), FreePort.find())) {
            StoreAddress address = server.address();
            JobClient job = start(sink(address).build(), 5_000, 1_000);
            awaitRows(address, 500);
            server.stop();
            awaitCheckpoints(CHECKPOINTS.get() + 4);
            server.start();
            job.getJobExecutionResult().get(60, TimeUnit.SECONDS);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(rows(address)).isEqualTo(5_000));
        }
    }

    private InfluxSink.Builder<Long> sink(StoreAddress address) {
        return InfluxSink.<Long>builder()
                .address(address)
                .encoder((value, out) -> out.measurement("flow")
                        .tag("sensor", "s-" + value % 10)
                        .field("value", value.doubleValue())
                        .timestampMillis(T0 + value))
                .tables(List.of(FLOW))
                .spoolDirectory(folder.resolve("spool").toString())
                .deadLetterDirectory(folder.resolve("dead").toString());
    }

    private static JobClient start(InfluxSink<Long> sink, long count, double perSecond) throws Exception {
        Configuration settings = new Configuration();
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        env.setParallelism(1);
        env.enableCheckpointing(500);
        DataGeneratorSource<Long> numbers =
                new DataGeneratorSource<>(index -> index, count, RateLimiterStrategy.perSecond(perSecond), Types.LONG);
        env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "count")
                .map(new Watch())
                .returns(Types.LONG)
                .sinkTo(sink)
                .uid("write-store");
        return env.executeAsync("store test");
    }

    private static void awaitCheckpoints(int number) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(CHECKPOINTS.get()).isGreaterThanOrEqualTo(number));
    }

    private static void awaitRows(StoreAddress address, long atLeast) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(IOException.class) // the sink has yet to make the database
                .untilAsserted(() -> assertThat(rows(address)).isGreaterThanOrEqualTo(atLeast));
    }

    private static long rows(StoreAddress address) throws IOException {
        try (History history = History.open(address)) {
            return history.count(new HistoryQuery("flow", Map.of(), T0, T0 + 1_000_000, 1, Order.OLDEST_FIRST));
        }
    }
}
