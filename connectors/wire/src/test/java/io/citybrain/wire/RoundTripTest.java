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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What is written is read back, for any value. */
final class RoundTripTest {

    private static final long EARLIEST = Times.EARLIEST_MILLIS;
    private static final long LATEST = Times.LATEST_MILLIS;

    @Property
    void aReading(@ForAll("readings") Reading reading) {
        Decoded<Reading> read = TelemetryJson.read(reading.kind(), reading.sensor(), TelemetryJson.write(reading));
        assertThat(read).isEqualTo(Decoded.of(reading));
    }

    @Provide
    Arbitrary<Reading> readings() {
        return Arbitraries.of(Kind.values()).flatMap(kind -> {
            Arbitrary<Reading> reading = Arbitraries.longs()
                    .between(EARLIEST, LATEST)
                    .flatMap(at -> Arbitraries.longs()
                            .between(-1, Long.MAX_VALUE)
                            .map(sequence -> Reading.of("s-1", kind, at).withSequence(sequence)));
            for (Quantity quantity : kind.quantities()) {
                reading = reading.flatMap(sofar -> with(sofar, quantity));
            }
            return reading.filter(Reading::hasValues);
        });
    }

    private static Arbitrary<Reading> with(Reading reading, Quantity quantity) {
        Arbitrary<Reading> there = switch (quantity.type()) {
            case NUMBER -> Arbitraries.doubles().map(number -> reading.with(quantity, number));
            case FLAG -> Arbitraries.of(true, false).map(flag -> reading.with(quantity, flag));
            case TEXT -> texts(quantity).map(text -> reading.with(quantity, text));
        };
        return Arbitraries.oneOf(List.of(there, Arbitraries.just(reading)));
    }

    private static Arbitrary<String> texts(Quantity quantity) {
        if (quantity == Quantity.STATE) {
            return Arbitraries.strings().withChars("rygGsuoO").ofMinLength(1).ofMaxLength(256);
        }
        return quantity.allowed().isEmpty()
                ? Arbitraries.strings().ofMaxLength(100).filter(text -> Texts.findFault(text) == null)
                : Arbitraries.of(quantity.allowed());
    }

    @Property
    void anIdInATopic(@ForAll String id) {
        String segment = Topics.encode(id);
        assertThat(segment).doesNotContain("/", "+", "#");
        assertThat(Topics.decode(segment).value()).isEqualTo(id);
        TopicName topic = TopicName.parse(Topics.telemetry(Kind.NOISE, id));
        assertThat(topic.isRefused()).isEqualTo(Ids.findFault(id) != null);
        assertThat(topic.isRefused() || topic.sensor().equals(id)).isTrue();
    }

    /** The JDK is the oracle. */
    @Property
    void aTime(@ForAll @LongRange(min = -62_167_219_200_000L, max = 253_402_300_799_999L) long millis) {
        String text = Times.format(millis);
        assertThat(Instant.parse(text).toEpochMilli()).isEqualTo(millis);
        assertThat(Times.parse(text)).isEqualTo(millis);
    }

    @Property
    void aTimeWithAnOffset(
            @ForAll @LongRange(min = 946_684_800_000L, max = 4_102_444_800_000L) long millis,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        String text = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx")
                .format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60)));
        assertThat(Times.parse(text)).isEqualTo(millis);
    }

    @Property
    void aRefusedMessage(
            @ForAll String reason,
            @ForAll String topic,
            @ForAll byte[] payload,
            @ForAll @LongRange(min = 946_684_800_000L, max = 4_102_444_800_000L) long receivedAtMillis) {
        Rejection rejection = new Rejection(Texts.writable(reason), Texts.writable(topic), payload, receivedAtMillis);
        assertThat(RefusedJson.read(RefusedJson.write(rejection))).isEqualTo(Decoded.of(rejection));
    }
}
