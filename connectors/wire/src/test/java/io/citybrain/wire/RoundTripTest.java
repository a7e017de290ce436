package io.citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What is written is read back, for any value. Set {@code -Dcitybrain.seed=N} to repeat a run that failed; the seed and
 * the try are in the failure's text.
 */
final class RoundTripTest {

    private static final int TRIES = 500;
    private static final long SEED = Long.getLong("citybrain.seed", 20_261_124L);

    /** The first and the last millisecond that RFC 3339 can write: the years 0 to 9999. */
    private static final long YEAR_0 = -62_167_219_200_000L;

    private static final long END_OF_YEAR_9999 = 253_402_300_799_999L;

    private static final List<Kind> KINDS = List.of(Kind.values());

    private static final double[] EDGE_NUMBERS = {
        0.0,
        -0.0,
        1,
        -1,
        0.1,
        1e15,
        1e15 - 1,
        1e15 + 2,
        Long.MAX_VALUE,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE
    };

    /** What paths, filters, JSON and UTF-8 treat apart. */
    private static final String EDGE_CHARACTERS =
            "%#+/\\\"'$ \u0000\n\t\u007f\u0085\u00e9\u4e95\ud83d\ude91\ud800\udc00\ufeff\uffff";

    @Test
    void aReading() {
        repeat(random -> {
            Reading reading = reading(random);
            Decoded<Reading> read = TelemetryJson.read(reading.kind(), reading.sensor(), TelemetryJson.write(reading));
            assertThat(read).isEqualTo(Decoded.of(reading));
        });
    }

    @Test
    void anIdInATopic() {
        repeat(random -> {
            String id = text(random, 2 * Ids.MAX_CHARACTERS);
            String segment = Topics.encode(id);
            assertThat(segment).doesNotContain("/", "+", "#");
            assertThat(Topics.decode(segment).value()).isEqualTo(id);
            TopicName topic = TopicName.parse(Topics.telemetry(Kind.NOISE, id));
            assertThat(topic.isRefused()).isEqualTo(Ids.findFault(id) != null);
            assertThat(topic.isRefused() || topic.sensor().equals(id)).isTrue();
        });
    }

    /** The JDK is the oracle. */
    @Test
    void aTime() {
        repeat(random -> {
            long millis = whole(random, YEAR_0, END_OF_YEAR_9999);
            String text = Times.format(millis);
            assertThat(Instant.parse(text).toEpochMilli()).isEqualTo(millis);
            assertThat(Times.parse(text)).isEqualTo(millis);
        });
    }

    @Test
    void aTimeWithAnOffset() {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");
        repeat(random -> {
            long millis = whole(random, Times.EARLIEST_MILLIS, Times.LATEST_MILLIS);
            int offsetMinutes = (int) whole(random, -18 * 60, 18 * 60);
            String text =
                    format.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60)));
            assertThat(Times.parse(text)).as(text).isEqualTo(millis);
        });
    }

    @Test
    void aRefusedMessage() {
        repeat(random -> {
            byte[] payload = new byte[random.nextInt(300)];
            random.nextBytes(payload);
            Rejection rejection = new Rejection(
                    Texts.writable(text(random, 200)),
                    Texts.writable(text(random, 200)),
                    payload,
                    whole(random, Times.EARLIEST_MILLIS, Times.LATEST_MILLIS));
            assertThat(RefusedJson.read(RefusedJson.write(rejection))).isEqualTo(Decoded.of(rejection));
        });
    }

    private static void repeat(Consumer<Random> property) {
        Random random = new Random(SEED);
        for (int i = 0; i < TRIES; i++) {
            try {
                property.accept(random);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("try " + i + " of seed " + SEED + ": " + e.getMessage(), e);
            }
        }
    }

    /** Of any kind, with some of its quantities, at least one. */
    private static Reading reading(Random random) {
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        Reading reading = Reading.of("s-1", kind, whole(random, Times.EARLIEST_MILLIS, Times.LATEST_MILLIS))
                .withSequence(whole(random, -1, Long.MAX_VALUE));
        while (!reading.hasValues()) {
            for (Quantity quantity : kind.quantities()) {
                reading = random.nextBoolean() ? reading : with(reading, quantity, random);
            }
        }
        return reading;
    }

    private static Reading with(Reading reading, Quantity quantity, Random random) {
        return switch (quantity.type()) {
            case NUMBER -> reading.with(quantity, number(random));
            case FLAG -> reading.with(quantity, random.nextBoolean());
            case TEXT -> reading.with(quantity, allowedText(quantity, random));
        };
    }

    private static String allowedText(Quantity quantity, Random random) {
        if (quantity == Quantity.STATE) {
            return characters(random, "rygGsuoO", 1 + random.nextInt(256));
        }
        List<String> words = quantity.allowed();
        if (!words.isEmpty()) {
            return words.get(random.nextInt(words.size()));
        }
        String text = text(random, 100);
        return Texts.findFault(text) == null ? text : "p-" + random.nextInt();
    }

    /** Every eighth at an end of the range. */
    private static long whole(Random random, long first, long last) {
        return switch (random.nextInt(16)) {
            case 0 -> first;
            case 1 -> last;
            default -> random.longs(1, first, last).findFirst().getAsLong();
        };
    }

    /** Any finite double: an edge, one with two decimals, or one of random bits. */
    private static double number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> EDGE_NUMBERS[random.nextInt(EDGE_NUMBERS.length)];
            case 1 -> Math.rint(random.nextGaussian() * 10_000) / 100;
            default -> {
                double bits = Double.longBitsToDouble(random.nextLong());
                yield Double.isFinite(bits) ? bits : 0.5;
            }
        };
    }

    /** A third plain ASCII, a third of what must be escaped, a third any UTF-16, half surrogate pairs included. */
    private static String text(Random random, int maxCharacters) {
        int length = random.nextInt(maxCharacters + 1);
        return switch (random.nextInt(3)) {
            case 0 -> characters(random, "abcXYZ019 .:_-", length);
            case 1 -> characters(random, EDGE_CHARACTERS, length);
            default -> {
                StringBuilder any = new StringBuilder(length);
                for (int i = 0; i < length; i++) {
                    any.append((char) random.nextInt(Character.MAX_VALUE + 1));
                }
                yield any.toString();
            }
        };
    }

    private static String characters(Random random, String from, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }
}
