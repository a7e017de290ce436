package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import io.citybrain.influxdb.client.StoreAddress.Flavour;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LineBuilderTest {
    private final LineBuilder line = new LineBuilder(Flavour.INFLUXDB_1);

    @Test
    void aPointIsOneLine() {
        boolean written = line.measurement("water level")
                .tag("sensor", "w=1, north")
                .field("levelMetres", 2.5)
                .field("count", 7L)
                .field("open", false)
                .field("note", "say \"hi\" \\o/")
                .timestampMillis(1_000);

        assertThat(written).isTrue();
        assertThat(line.lines()).isEqualTo(1);
        assertThat(text())
                .isEqualTo("water\\ level,sensor=w\\=1\\,\\ north "
                        + "levelMetres=2.5,count=7i,open=false,note=\"say \\\"hi\\\" \\\\o/\" 1000000\n");
    }

    @Test
    void timesAreMicrosecondsHoweverTheyAreGiven() {
        line.measurement("m").field("x", 1L).timestampMillis(1_700_000_000_123L);
        line.measurement("m").field("x", 1L).timestampMicros(1_700_000_000_123_456L);
        line.measurement("m").field("x", 1L).timestampMillis(-1);
        line.measurement("m").field("x", 1L).timestampMillis(0);

        assertThat(text()).isEqualTo("""
                m x=1i 1700000000123000
                m x=1i 1700000000123456
                m x=1i -1000
                m x=1i 0
                """);
    }

    /** A product would wrap round to a time that the store takes. */
    @Test
    void aTimeThatIsOutOfRangeStaysOutOfRange() {
        line.measurement("m").field("x", 1L).timestampMillis(Long.MAX_VALUE);

        assertThat(text()).isEqualTo("m x=1i 9223372036854775807000\n");
    }

    @Test
    void absentValuesAreLeftOut() {
        line.measurement("m")
                .tag("empty", "")
                .tag("none", null)
                .field("nan", Double.NaN)
                .field("infinite", Double.NEGATIVE_INFINITY)
                .field("noText", (String) null)
                .field("x", 1.0)
                .timestampMillis(5);

        assertThat(text()).isEqualTo("m x=1.0 5000\n");
    }

    @Test
    void aPointWithoutFieldsIsNotWritten() {
        line.measurement("m").tag("a", "b").field("x", 1.0).timestampMillis(1);
        assertThat(line.measurement("m").tag("a", "b").field("x", Double.NaN).timestampMillis(2))
                .isFalse();
        line.measurement("m").tag("a", "b").field("x", 3.0).timestampMillis(3);

        assertThat(line.lines()).isEqualTo(2);
        assertThat(text()).isEqualTo("m,a=b x=1.0 1000\nm,a=b x=3.0 3000\n");
    }

    @Test
    void questDbEscapesEveryBackslashAndNewline() {
        LineBuilder quest = new LineBuilder(Flavour.QUESTDB);
        quest.measurement("m").tag("a", "x\\y\nz\\").field("s", "1\n2\\").timestampMillis(1);

        assertThat(text(quest)).isEqualTo("m,a=x\\\\y\\\nz\\\\ s=\"1\\\n2\\\\\" 1000\n");
    }

    @Test
    void aTagThatInfluxDbCanNotHoldIsRefusedAndTheBufferStaysWhole() {
        line.measurement("m").field("x", 1.0).timestampMillis(1);
        assertThatThrownBy(() -> line.measurement("m").tag("a", "ends with \\"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tag a ends with a backslash");
        line.abandon();

        assertThat(text()).isEqualTo("m x=1.0 1000\n");
    }

    @Test
    void aLineOverTheLimitIsTakenBack() {
        line.measurement("m").field("x", 1.0).timestampMillis(1);
        assertThatThrownBy(() -> line.measurement("long")
                        .field("s", "x".repeat(LineBuilder.MAX_LINE_BYTES))
                        .timestampMillis(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("262144")
                .hasMessageContaining("long s=");

        assertThat(line.lines()).isEqualTo(1);
        assertThat(text()).isEqualTo("m x=1.0 1000\n");
    }

    @Test
    void theWrongOrderIsToldAtOnce() {
        assertThatThrownBy(() -> line.field("x", 1.0)).hasMessageContaining("needs a measurement");
        assertThatThrownBy(() -> line.measurement("m").field("x", 1.0).tag("a", "b"))
                .hasMessageContaining("before the first field");
        assertThatThrownBy(() -> line.measurement("m")).hasMessageContaining("has no timestamp");
        assertThatThrownBy(line::take).hasMessageContaining("still open");
    }

    @Test
    void takingTheBatchEmptiesTheBuilder() {
        line.measurement("m").field("x", 1.0).timestampMillis(1);
        LineBatch batch = line.take();
        line.measurement("n").field("y", 2.0).timestampMillis(2);

        assertThat(batch.lines()).isEqualTo(1);
        assertThat(new String(batch.bytes(), StandardCharsets.UTF_8)).isEqualTo("m x=1.0 1000\n");
        assertThat(text()).isEqualTo("n y=2.0 2000\n");
    }

    @Test
    void everyNumberReadsBackAsTheVeryNumber() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = switch (i % 4) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextInt(2_000_000) / 1000.0 - 1000;
                case 2 -> random.nextGaussian() * 100;
                default -> random.nextLong() / 1e6;
            };
            if (Double.isFinite(value)) {
                assertThat(Double.doubleToLongBits(Double.parseDouble(written(value))))
                        .as("seed %d, value %s", seed, value)
                        .isEqualTo(Double.doubleToLongBits(value));
            }
        }
        for (double value : new double[] {0.0, -0.0, 1e21, Double.MIN_VALUE, Double.MAX_VALUE, 9.007199254740992E15}) {
            assertThat(Double.parseDouble(written(value))).isEqualTo(value);
        }
        for (long value : new long[] {0, -1, 9, 10, Long.MAX_VALUE, Long.MIN_VALUE}) {
            LineBuilder one = new LineBuilder(Flavour.INFLUXDB_1);
            one.measurement("m").field("x", value).timestampMillis(1);
            assertThat(text(one)).isEqualTo("m x=" + value + "i 1000\n");
        }
    }

    private static String written(double value) {
        LineBuilder one = new LineBuilder(Flavour.INFLUXDB_1);
        one.measurement("m").field("x", value).timestampMillis(1);
        String line = text(one);
        Matcher number = Pattern.compile("m x=(\\S+) 1000\n").matcher(line);
        assertThat(number.matches()).as(line).isTrue();
        return number.group(1);
    }

    /** The oracle is the encoder of InfluxData's own client. */
    @Test
    void randomPointsLookLikeThoseOfTheClientLibrary() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String measurement = randomText(random, true);
            String key = randomText(random, true);
            String value = randomText(random, true);
            String field = randomText(random, true);
            String text = randomText(random, false);
            long number = random.nextLong();
            Point point = Point.measurement(measurement)
                    .addTag(key, value)
                    .addField(field, text)
                    .time(1_000L * i, WritePrecision.US);
            Point counted =
                    Point.measurement(measurement).addField(field, number).time(1_000L * i, WritePrecision.US);
            LineBuilder ours = new LineBuilder(Flavour.INFLUXDB_1);
            ours.measurement(measurement).tag(key, value).field(field, text).timestampMillis(i);
            ours.measurement(measurement).field(field, number).timestampMillis(i);

            String theirs = point.toLineProtocol() + "\n" + counted.toLineProtocol() + "\n";
            // Over bytes and back, because a lone half of a character has no UTF-8 form and becomes a question mark.
            assertThat(text(ours))
                    .as("seed %d", seed)
                    .isEqualTo(new String(theirs.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
    }

    /** Any characters, escapes above all; names are not empty and do not end with a backslash. */
    private static String randomText(Random random, boolean name) {
        String alphabet = name ? " ,=\"\\abc\n\r\t水é🚑\ud83d" : " ,=\"\\abc\n\t水é🚑\ud83d";
        StringBuilder text = new StringBuilder(name ? "n" : "");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.append(name ? "z" : "").toString();
    }

    private String text() {
        return text(line);
    }

    private static String text(LineBuilder builder) {
        return new String(builder.take().bytes(), StandardCharsets.UTF_8);
    }
}
