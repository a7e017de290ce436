package io.citybrain.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citybrain.influxdb.InfluxWriter.BatchLimits;
import io.citybrain.influxdb.InfluxWriter.Parts;
import io.citybrain.influxdb.client.DeliverySettings;
import io.citybrain.influxdb.client.LineBatch;
import io.citybrain.influxdb.client.LineBuilder;
import io.citybrain.influxdb.client.LineDelivery;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.client.StoreAddress.Flavour;
import io.citybrain.influxdb.client.StoreSchema;
import io.citybrain.influxdb.testing.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer with a store that is never there, so that all it takes can be seen in its state. */
final class InfluxWriterTest {
    private static final BatchLimits LIMITS = new BatchLimits(3, 1_000, 200, Duration.ofMillis(10));

    @TempDir
    Path folder;

    private final FakeClock clock = new FakeClock();
    private LineDelivery delivery;
    private InfluxWriter<String> writer;

    /** Time moves when the test says so. */
    private static final class FakeClock implements ProcessingTimeService {
        private long now;
        private final List<Long> times = new ArrayList<>();
        private final List<ProcessingTimeCallback> timers = new ArrayList<>();

        @Override
        public long getCurrentProcessingTime() {
            return now;
        }

        @Override
        public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
            times.add(time);
            timers.add(target);
            ScheduledExecutorService never = Executors.newSingleThreadScheduledExecutor();
            try {
                return never.schedule(() -> {}, 1, TimeUnit.DAYS);
            } finally {
                never.shutdownNow();
            }
        }

        void advanceTo(long time) throws Exception {
            now = time;
            while (!times.isEmpty() && times.get(0) <= time) {
                times.remove(0);
                timers.remove(0).onProcessingTime(time);
            }
        }
    }

    @BeforeEach
    void open() throws IOException {
        StoreAddress nowhere = StoreAddress.influxDb1("http://127.0.0.1:" + FreePort.find(), "city");
        delivery = LineDelivery.open(
                "writer-0",
                nowhere,
                new StoreSchema(List.of(), 0),
                DeliverySettings.in(folder.resolve("spool"), folder.resolve("dead")),
                millis -> {});
        InfluxWriterMetrics metrics = new InfluxWriterMetrics(new UnregisteredMetricsGroup());
        writer = new InfluxWriter<>(
                InfluxWriterTest::encode,
                new LineBuilder(Flavour.INFLUXDB_1),
                LIMITS,
                new Parts(clock, metrics, delivery));
    }

    @AfterEach
    void close() throws IOException {
        writer.close();
    }

    private static void encode(String value, LineBuilder out) {
        out.measurement("m");
        if (value.equals("bad")) {
            throw new IllegalArgumentException("bad is bad");
        }
        if (!value.equals("unfinished")) {
            out.field("text", value).timestampMillis(1);
        }
    }

    @Test
    void aBatchIsHandedOverWhenItIsFullOrOld() throws Exception {
        write("a", "b");
        assertThat(taken()).isEmpty();
        write("c", "d");
        assertThat(taken()).containsExactly(3);
        clock.advanceTo(199);
        assertThat(taken()).containsExactly(3);
        clock.advanceTo(200);
        assertThat(taken()).containsExactly(3, 1);
    }

    @Test
    void aCheckpointHoldsEverythingThatIsNotConfirmedWithoutWaiting() throws Exception {
        writer.start(List.of());
        write("a", "b", "c", "d");
        writer.flush(false);
        List<InfluxWriterState> state = writer.snapshotState(1);

        assertThat(state).hasSize(1);
        assertThat(state.get(0).unconfirmed()).extracting(LineBatch::lines).containsExactly(3, 1);
    }

    @Test
    void withNothingToConfirmTheStateIsEmpty() throws Exception {
        writer.start(List.of());
        writer.flush(false);

        assertThat(writer.snapshotState(1)).isEmpty();
        writer.flush(true);
    }

    @Test
    void whatACheckpointHeldGoesBeforeWhatComesNew() throws Exception {
        LineBatch old = new LineBatch("old x=1 1\n".getBytes(StandardCharsets.UTF_8), 1);
        writer.start(List.of(new InfluxWriterState(List.of(old))));
        write("a", "b", "c");

        assertThat(writer.snapshotState(2).get(0).unconfirmed()).first().isEqualTo(old);
        assertThat(taken()).containsExactly(1, 3);
    }

    @Test
    void aValueThatCanNotBeEncodedIsSetApartAndItsNeighboursAreTaken() throws Exception {
        write("a", "bad", "unfinished", "b", "c");

        assertThat(taken()).containsExactly(3);
        assertThat(Files.readString(delivery.deadLetterFile())).contains("could not be encoded: bad is bad: bad");
    }

    @Test
    void theEndOfTheInputDoesNotPassAStoreThatDidNotConfirm() throws Exception {
        writer.start(List.of());
        write("a");

        assertThatThrownBy(() -> writer.flush(true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not confirm all lines")
                .hasMessageContaining("pendingLines=1");
    }

    @Test
    void aSinkWithoutAFolderIsRefusedWhenItIsBuilt() {
        InfluxSink.Builder<String> builder = InfluxSink.<String>builder()
                .address(StoreAddress.influxDb1("http://127.0.0.1:1", "city"))
                .encoder(InfluxWriterTest::encode);

        assertThatThrownBy(builder::build).hasMessageContaining("spoolDirectory is missing");
        assertThatThrownBy(() -> builder.bufferBytes(0)).hasMessageContaining("bufferBytes is 0");
        assertThatThrownBy(() -> builder.batchDelayMillis(60_001)).hasMessageContaining("1 to 60000");
    }

    private void write(String... values) {
        for (String value : values) {
            writer.write(value, null);
        }
    }

    private List<Integer> taken() throws IOException {
        return delivery.unconfirmed().stream().map(LineBatch::lines).toList();
    }
}
