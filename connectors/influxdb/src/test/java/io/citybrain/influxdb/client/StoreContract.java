package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.influxdb.client.HistoryQuery.Order;
import io.citybrain.influxdb.client.TableSchema.Column;
import io.citybrain.influxdb.client.TableSchema.ColumnType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What both kinds of store must do, run against a real server of each. */
abstract class StoreContract {
    static final long T0 = 1_700_000_000_000L;

    @TempDir
    Path folder;

    abstract StoreAddress address();

    static TableSchema noise(String name) {
        return new TableSchema(
                name,
                List.of("sensor"),
                List.of(
                        new Column("level", ColumnType.DOUBLE),
                        new Column("count", ColumnType.LONG),
                        new Column("on", ColumnType.BOOLEAN),
                        new Column("note", ColumnType.TEXT)));
    }

    @Test
    void aPointWrittenTwiceIsOneRow() throws Exception {
        StoreSetup.prepare(address(), List.of(noise("twice")));
        LineBuilder lines = new LineBuilder(address().flavour());
        for (int copy = 0; copy < 2; copy++) {
            for (int i = 0; i < 100; i++) {
                lines.measurement("twice")
                        .tag("sensor", "n-" + i)
                        .field("level", 70.5)
                        .timestampMillis(T0 + i);
            }
        }
        deliver(lines.take(), noise("twice"));

        awaitRows(all("twice"), 100);
    }

    /** Without tags the time alone is the key. */
    @Test
    void pointsOfOneMillisecondAndNoTagStayApartByTheirMicroseconds() throws Exception {
        TableSchema untagged = new TableSchema("untagged", List.of(), List.of(new Column("level", ColumnType.DOUBLE)));
        StoreSetup.prepare(address(), List.of(untagged));
        LineBuilder lines = new LineBuilder(address().flavour());
        for (int copy = 0; copy < 2; copy++) {
            lines.measurement("untagged").field("level", 1.0).timestampMillis(T0);
            lines.measurement("untagged").field("level", 2.0).timestampMicros(T0 * 1000 + 1);
            lines.measurement("untagged").field("level", 3.0).timestampMicros(T0 * 1000 + 999);
        }
        deliver(lines.take(), untagged);

        HistoryQuery millisecond = new HistoryQuery("untagged", Map.of(), T0, T0 + 1, 10, Order.OLDEST_FIRST);
        awaitRows(millisecond, 3);
        assertThat(read(millisecond)).allMatch(row -> row.timeMillis() == T0);
        assertThat(read(millisecond).stream().map(row -> row.number("level").getAsDouble()))
                .containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void everyCharacterComesBackAsItWas() throws Exception {
        String odd = "a b,c=d\"e'f\\g水🚑";
        StoreSetup.prepare(address(), List.of(noise("odd")));
        LineBuilder lines = new LineBuilder(address().flavour());
        lines.measurement("odd")
                .tag("sensor", odd)
                .field("level", -0.1)
                .field("count", 7L)
                .field("on", true)
                .field("note", odd + "\nsecond line\\")
                .timestampMillis(T0);
        deliver(lines.take(), noise("odd"));
        HistoryQuery query = new HistoryQuery("odd", Map.of("sensor", odd), T0, T0 + 1, 10, Order.OLDEST_FIRST);
        awaitRows(query, 1);

        Row row = read(query).get(0);
        assertThat(row.timeMillis()).isEqualTo(T0);
        assertThat(row.text("sensor")).hasValue(odd);
        assertThat(row.text("note")).hasValue(odd + "\nsecond line\\");
        assertThat(row.number("level")).hasValue(-0.1);
        assertThat(row.number("count")).hasValue(7);
        assertThat(row.flag("on")).hasValue(true);
    }

    @Test
    void whatIsMissingIsMissingAndNotZeroOrFalse() throws Exception {
        StoreSetup.prepare(address(), List.of(noise("missing")));
        LineBuilder lines = new LineBuilder(address().flavour());
        lines.measurement("missing")
                .tag("sensor", "n-1")
                .field("level", 1.0)
                .field("note", (String) null)
                .timestampMillis(T0);
        deliver(lines.take(), noise("missing"));
        awaitRows(all("missing"), 1);

        assertThat(read(all("missing")).get(0).values()).containsOnlyKeys("sensor", "level");
    }

    @Test
    void poisonLinesAreSetApartAndTheirNeighboursAreWritten() throws Exception {
        StoreSetup.prepare(address(), List.of(noise("poison")));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            String level = i == 400 ? "\"not a number\"" : "50.0";
            String line =
                    i == 800 ? "this is no line" : "poison,sensor=n-" + i + " level=" + level + " " + (T0 + i) + "000";
            text.append(line).append('\n');
        }
        // The type of the column is known before the poison comes.
        deliver(batch("poison,sensor=first level=1.0 " + T0 + "000\n", 1), noise("poison"));
        DeliveryCounts counts = deliver(batch(text.toString(), 1000), noise("poison"));

        assertThat(counts.deadLetteredLines()).isEqualTo(2);
        assertThat(counts.writtenLines()).isEqualTo(998);
        awaitRows(all("poison"), 999);
        assertThat(Files.readString(folder.resolve("dead").resolve("t.lp")))
                .contains("poison,sensor=n-400 level=\"not a number\" 1700000000400000\n")
                .contains("this is no line\n")
                .doesNotContain("n-399");
    }

    @Test
    void rowsComeInOrderWithinTheLimitAndTheTime() throws Exception {
        StoreSetup.prepare(address(), List.of(noise("order")));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            text.append("order,sensor=a level=")
                    .append(i)
                    .append(".5 ")
                    .append(T0 + i)
                    .append("000\n");
            text.append("order,sensor=b level=")
                    .append(i)
                    .append(".5 ")
                    .append(T0 + i)
                    .append("000\n");
        }
        deliver(batch(text.toString(), 20), noise("order"));
        awaitRows(all("order"), 20);

        Map<String, String> a = Map.of("sensor", "a");
        assertThat(read(new HistoryQuery("order", a, T0 + 2, T0 + 8, 3, Order.OLDEST_FIRST)))
                .extracting(Row::timeMillis)
                .containsExactly(T0 + 2, T0 + 3, T0 + 4);
        assertThat(read(new HistoryQuery("order", a, T0 + 2, T0 + 8, 3, Order.NEWEST_FIRST)))
                .extracting(Row::timeMillis)
                .containsExactly(T0 + 7, T0 + 6, T0 + 5);
        assertThat(count(new HistoryQuery("order", a, T0 + 2, T0 + 8, 3, Order.OLDEST_FIRST)))
                .isEqualTo(6);
    }

    @Test
    void aQuoteInAFilterIsAValueAndNotAStatement() throws Exception {
        StoreSetup.prepare(address(), List.of(noise("quoted")));
        deliver(batch("quoted,sensor=a level=1.0 " + T0 + "000\n", 1), noise("quoted"));
        awaitRows(all("quoted"), 1);

        for (String attack : List.of("x' OR 'a'='a", "x\\' OR 1=1 --", "x'; DROP TABLE quoted; --", "\\", "'")) {
            Map<String, String> tags = Map.of("sensor", attack);
            assertThat(count(new HistoryQuery("quoted", tags, T0, T0 + 1, 10, Order.OLDEST_FIRST)))
                    .as(attack)
                    .isZero();
        }
        assertThat(count(all("quoted"))).isEqualTo(1);
    }

    @Test
    void aMeasurementThatDoesNotExistHasNoRows() throws Exception {
        StoreSetup.prepare(address(), List.of());
        assertThat(read(all("no-such"))).isEmpty();
        assertThat(count(all("no-such"))).isZero();
    }

    @Test
    void preparingAgainChangesNothingAndAddsTheColumnsOfANewVersion() throws Exception {
        TableSchema old = new TableSchema("grown", List.of("sensor"), List.of(new Column("level", ColumnType.DOUBLE)));
        StoreSetup.prepare(address(), List.of(old));
        deliver(batch("grown,sensor=a level=1.0 " + T0 + "000\n", 1), old);
        StoreSetup.prepare(address(), new StoreSchema(List.of(noise("grown")), 36_500));
        StoreSetup.prepare(address(), new StoreSchema(List.of(noise("grown")), 36_500));
        deliver(batch("grown,sensor=a level=2.0,count=3i,on=false " + T0 + "000\n", 1), noise("grown"));

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            List<Row> rows = read(all("grown"));
            assertThat(rows).hasSize(1);
            assertThat(rows.get(0).number("level")).hasValue(2);
            assertThat(rows.get(0).number("count")).hasValue(3);
            assertThat(rows.get(0).flag("on")).hasValue(false);
        });
    }

    static LineBatch batch(String text, int lines) {
        return new LineBatch(text.getBytes(StandardCharsets.UTF_8), lines);
    }

    DeliveryCounts deliver(LineBatch batch, TableSchema schema) throws IOException, InterruptedException {
        DeliverySettings settings = DeliverySettings.in(folder.resolve("spool"), folder.resolve("dead"));
        StoreSchema tables = new StoreSchema(List.of(schema), 0);
        try (LineDelivery delivery = LineDelivery.open("t", address(), tables, settings, millis -> {})) {
            delivery.start();
            delivery.add(batch);
            assertThat(delivery.awaitConfirmed(Duration.ofSeconds(30)))
                    .as("%s", delivery.counts())
                    .isTrue();
            return delivery.counts();
        }
    }

    static HistoryQuery all(String measurement) {
        return new HistoryQuery(measurement, Map.of(), 0, T0 + 1_000_000, 10_000, Order.OLDEST_FIRST);
    }

    List<Row> read(HistoryQuery query) throws IOException {
        try (History history = History.open(address())) {
            return history.read(query);
        }
    }

    long count(HistoryQuery query) throws IOException {
        try (History history = History.open(address())) {
            return history.count(query);
        }
    }

    void awaitRows(HistoryQuery query, long rows) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(count(query)).isEqualTo(rows);
            assertThat(read(query)).hasSize((int) rows);
        });
    }
}
