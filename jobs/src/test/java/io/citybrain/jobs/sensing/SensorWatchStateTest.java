package io.citybrain.jobs.sensing;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.AlertState;
import io.citybrain.city.detection.Episode;
import io.citybrain.city.detection.RuleMemory;
import io.citybrain.city.detection.SensorWatch;
import io.citybrain.city.sensing.Device;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/**
 * What is in a savepoint can be read again, today and by versions to come. {@code state/sensor-watch.base64} is the state
 * of the first version, with its schema; it is never written anew (run with {@code -Dcitybrain.golden=true} for a first
 * one).
 */
final class SensorWatchStateTest {
    private static final String GOLDEN = "state/sensor-watch.base64";

    private static final SensorWatch BARE = watch(new SensorEntry(
            "C-1",
            Kind.MANHOLE,
            new Place(Double.NaN, Double.NaN, null),
            0,
            0,
            null,
            null,
            List.of(),
            List.of(),
            null,
            new int[0]));

    private static final SensorWatch FULL = watch(
            new SensorEntry(
                    "J-1",
                    Kind.TRAFFIC_SIGNAL,
                    new Place(120.15, 30.28, "延安路 1"),
                    10,
                    1000,
                    "xihu",
                    "cabinet-1",
                    List.of(new Limit("signal-dark", 1, Double.NaN, 5, Double.NaN, false)),
                    List.of("crew-1"),
                    new Device("A84041000181C061", "dingtek-dc410", Double.NaN),
                    new int[] {0, 4, 1, 5}),
            new RuleMemory("signal-phase-stuck", 3, 2000, Double.NaN, null),
            new RuleMemory(
                    "signal-dark",
                    Double.NaN,
                    0,
                    Double.NaN,
                    new Episode(
                            Episode.Phase.ACTIVE,
                            3000,
                            0,
                            3500,
                            8000,
                            3000,
                            8500,
                            2,
                            AlertState.ACKNOWLEDGED,
                            0,
                            "li",
                            1,
                            Double.NaN,
                            1,
                            "c1")));

    private static SensorWatch watch(SensorEntry entry, RuleMemory... memories) {
        return new SensorWatch(entry, 1000, 9000, 9000, -1, 42, 7000, Long.MAX_VALUE, memories);
    }

    private static <T> TypeSerializer<T> serializer(Class<T> type) {
        return TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
    }

    private static <T> T again(Class<T> type, T record) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        serializer(type).serialize(record, out);
        return serializer(type).deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    private static void assertSame(SensorWatch read, SensorWatch written) {
        assertThat(read.memories()).containsExactly(written.memories());
        assertThat(withoutMemories(read)).isEqualTo(withoutMemories(written));
    }

    private static SensorWatch withoutMemories(SensorWatch w) {
        return new SensorWatch(
                w.sensor(),
                w.registeredAtMillis(),
                w.lastHeardMillis(),
                w.lastObservedMillis(),
                w.lastSequence(),
                w.lastContent(),
                w.flagsAtMillis(),
                w.timerAtMillis(),
                null);
    }

    @Test
    void aWatchIsReadAsItWasWritten() throws IOException {
        assertSame(again(SensorWatch.class, BARE), BARE);
        assertSame(again(SensorWatch.class, FULL), FULL);
    }

    @Test
    void aReadingWithMissingValuesIsReadAsItWasWritten() throws IOException {
        for (Kind kind : Kind.values()) {
            Reading empty = Reading.of("S-1", kind, 1000);

            assertThat(again(Reading.class, empty)).isEqualTo(empty);
        }
    }

    @Test
    void theStateOfTheFirstVersionCanStillBeRead() throws IOException {
        if (Boolean.getBoolean("citybrain.golden")) {
            writeGolden();
        }
        DataInputDeserializer in = new DataInputDeserializer(golden());
        TypeSerializerSnapshot<SensorWatch> then = TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                in, getClass().getClassLoader());
        TypeSerializerSnapshot<SensorWatch> now = serializer(SensorWatch.class).snapshotConfiguration();

        assertThat(now.resolveSchemaCompatibility(then).isIncompatible())
                .as("a savepoint of the first version is compatible")
                .isFalse();
        TypeSerializer<SensorWatch> reader = then.restoreSerializer();
        for (SensorWatch written : List.of(BARE, FULL)) {
            assertSame(reader.deserialize(in), written);
        }
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = SensorWatchStateTest.class.getClassLoader().getResourceAsStream(GOLDEN)) {
            return Base64.getMimeDecoder().decode(in.readAllBytes());
        }
    }

    private static void writeGolden() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(4096);
        TypeSerializer<SensorWatch> serializer = serializer(SensorWatch.class);
        TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(out, serializer.snapshotConfiguration());
        serializer.serialize(BARE, out);
        serializer.serialize(FULL, out);
        String text = Base64.getMimeEncoder(100, new byte[] {'\n'})
                .encodeToString(Arrays.copyOf(out.getSharedBuffer(), out.length()));
        for (Path folder : List.of(Path.of("src/test/resources"), Path.of("target/test-classes"))) {
            Files.createDirectories(folder.resolve(GOLDEN).getParent());
            Files.writeString(folder.resolve(GOLDEN), text + '\n');
        }
    }
}
