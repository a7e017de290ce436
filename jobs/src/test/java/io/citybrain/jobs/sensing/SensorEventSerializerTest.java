package io.citybrain.jobs.sensing;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.AlertState;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happened at a sensor reaches the sensor's step as it was. */
final class SensorEventSerializerTest {
    private final TypeSerializer<SensorEvent> serializer =
            TypeInformation.of(SensorEvent.class).createSerializer(new SerializerConfigImpl());

    private SensorEvent sent(SensorEvent event) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(event, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        SensorEvent arrived = serializer.duplicate().deserialize(in);
        assertThat(in.available()).isZero();
        return arrived;
    }

    @ParameterizedTest
    @EnumSource
    void aReadingArrivesWithAllItsValues(Kind kind) throws IOException {
        Reading reading = Reading.of("S-1", kind, 1_000).withSequence(7);
        for (Quantity quantity : kind.quantities()) {
            reading = switch (quantity.type()) {
                case NUMBER -> reading.with(quantity, -0.1);
                case FLAG -> reading.with(quantity, true);
                case TEXT -> reading.with(quantity, "延安 road");
            };
        }
        assertThat(sent(SensorEvent.of(reading, 2_000, 7))).isEqualTo(SensorEvent.of(reading, 2_000, 7));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMissingStaysMissing(Kind kind) throws IOException {
        SensorEvent nothing = SensorEvent.of(Reading.of("S-1", kind, 1_000), 0, 7);

        assertThat(sent(nothing)).isEqualTo(nothing);
    }

    @Test
    void aWordOfTheContractIsTheVeryWord() throws IOException {
        Reading good = Reading.of("W-1", Kind.WATER_LEVEL, 1_000).with(Quantity.QUALITY, new String("good"));

        assertThat(sent(SensorEvent.of(good, 0, 7)).reading().text(Quantity.QUALITY))
                .isSameAs(Quantity.QUALITY.allowed().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C-1", "井盖-7", "é", "caf\u00e9\u0000", "\ud83d\ude00", ""})
    void anIdMayBeAnyText(String id) throws IOException {
        assertThat(sent(SensorEvent.removed(id, 5, 7)).sensor()).isEqualTo(id);
        assertThat(sent(SensorEvent.removed(id.repeat(400), 5, 7)).sensor()).isEqualTo(id.repeat(400));
    }

    @Test
    void anEntrysIdIsItsKeyOnce() throws IOException {
        SensorEntry entry = new SensorEntry(
                "C-1",
                Kind.MANHOLE,
                new Place(120.15, 30.28, "延安路 1"),
                900,
                0,
                "xihu",
                null,
                List.of(),
                List.of("crew-1"),
                null,
                new int[0]);
        SensorEvent arrived = sent(SensorEvent.registered(entry, 3, 7));

        assertThat(arrived).isEqualTo(SensorEvent.registered(entry, 3, 7));
        assertThat(arrived.sensor()).isSameAs(arrived.entry().sensor());
    }

    @Test
    void whatIsRareArrivesAsWell() throws IOException {
        for (SensorEvent event : List.of(
                SensorEvent.heard("C-1", 4_000, 5_000, 7),
                SensorEvent.removed("C-1", 5_000, 7),
                SensorEvent.of(Samples.acknowledge("c-1", "cover-opened", 4), 5_000, 7),
                SensorEvent.retained(Samples.alert("a-1", 1, AlertState.ACTIVE, 4, false), 5_000, 7))) {
            assertThat(sent(event)).isEqualTo(event);
        }
    }
}
