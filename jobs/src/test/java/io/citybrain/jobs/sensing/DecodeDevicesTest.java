package io.citybrain.jobs.sensing;

import static io.citybrain.jobs.sensing.Samples.COVER;
import static io.citybrain.jobs.sensing.Samples.EUI;
import static io.citybrain.jobs.sensing.Samples.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Device;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.devices.DeviceReport;
import io.citybrain.wire.Topics;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frames of foreign devices: found by EUI in the registry, which comes with them and before them. */
final class DecodeDevicesTest {
    private static final String NOW = "2026-01-01T00:00:00Z";
    private static final long NOW_MILLIS = 1_767_225_600_000L;
    /** A Dingtek DC410 that has been moved to 30 degrees (see DingtekTest of the devices). */
    private static final String TILTED = "80000102 11 06a4 00 16 001e 00 10 0001 00 81";
    /** Its answer to a command: settings and no values. */
    private static final String CONFIG = "80000103190302063c1e4b1401010100000000000000000081";

    private final SensorEntry cover = entry(COVER, Kind.MANHOLE, 0, new Device(EUI, "dingtek-dc410", Double.NaN));
    private Decoding decoding;

    @BeforeEach
    void open() throws Exception {
        decoding = Decoding.live().clock(NOW_MILLIS);
    }

    @AfterEach
    void close() {
        decoding.close();
    }

    @Test
    void theEntryComesBeforeTheDevicesFirstFrame() throws Exception {
        decoding.register(cover).frame(EUI, 3, TILTED, NOW);

        assertThat(decoding.refused()).isEmpty();
        assertThat(decoding.events()).hasSize(2);
        assertThat(decoding.events().get(1).reading().isSet(Quantity.TILTED)).isTrue();
        assertThat(decoding.events().get(1).reading().observedAtMillis()).isEqualTo(NOW_MILLIS);
        assertThat(decoding.reports()).extracting(DeviceReport::sensor).containsExactly(COVER);
    }

    @Test
    void aFrameOfADeviceThatNobodyRegisteredIsRefusedWithWhatToDo() throws Exception {
        decoding.frame(EUI, 3, TILTED, NOW);

        assertThat(decoding.events()).isEmpty();
        assertThat(decoding.refused().get(0).reason())
                .contains("device " + EUI + " is not in the registry", "device.eui");
    }

    @Test
    void anEntryWithAnUnknownCodecIsRefusedNamingThoseThatAreKnown() throws Exception {
        decoding.register(entry(COVER, Kind.MANHOLE, 0, new Device(EUI, "acme-9000", Double.NaN)));

        assertThat(decoding.events()).isEmpty();
        assertThat(decoding.refused().get(0).reason()).contains("acme-9000 is not known", "dingtek-dc410");
    }

    @Test
    void aFrameWithoutValuesIsASignOfLifeAndNoReading() throws Exception {
        decoding.register(cover).frame(EUI, 3, CONFIG, NOW);

        assertThat(decoding.events())
                .last()
                .isEqualTo(SensorEvent.heard(COVER, NOW_MILLIS, NOW_MILLIS, Long.MAX_VALUE));
        assertThat(decoding.reports()).extracting(DeviceReport::report).containsExactly(DeviceReport.CONFIG);
    }

    @Test
    void aFrameSixtyOneSecondsAheadIsRefusedWhole() throws Exception {
        decoding.register(cover).frame(EUI, 3, TILTED, "2026-01-01T00:01:01Z");

        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.reports()).isEmpty();
        assertThat(decoding.refused().get(0).reason()).contains("61 s ahead");
    }

    @Test
    void aRemovedSensorsDeviceIsForgotten() throws Exception {
        decoding.register(cover).comes(Topics.registry(COVER), new byte[0]).frame(EUI, 3, TILTED, NOW);

        assertThat(decoding.refused()).hasSize(1);
    }

    @Test
    void aDeviceThatWasExchangedIsForgotten() throws Exception {
        String fresh = "A84041000181C062";
        decoding.register(cover)
                .register(entry(COVER, Kind.MANHOLE, 0, new Device(fresh, "dingtek-dc410", Double.NaN)))
                .frame(EUI, 3, TILTED, NOW)
                .frame(fresh, 3, TILTED, NOW);

        assertThat(decoding.refused()).hasSize(1);
        assertThat(decoding.reports()).extracting(DeviceReport::eui).containsExactly(fresh);
    }

    /** A device that is moved: the old place's removal must not take the new place's entry. */
    @Test
    void aDeviceThatMovesToAnotherSensorStaysKnownWhenTheOldOneIsRemoved() throws Exception {
        decoding.register(cover)
                .register(entry("C-2", Kind.MANHOLE, 0, cover.device()))
                .comes(Topics.registry(COVER), new byte[0])
                .frame(EUI, 3, TILTED, NOW);

        assertThat(decoding.refused()).isEmpty();
        assertThat(decoding.reports()).extracting(DeviceReport::sensor).containsExactly("C-2");
    }

    @Test
    void devicesAreKnownAfterARestore() throws Exception {
        OperatorSubtaskState state = decoding.register(cover).snapshot();
        try (Decoding after = Decoding.restored(state)) {
            after.clock(NOW_MILLIS).frame(EUI, 3, TILTED, NOW);

            assertThat(after.refused()).isEmpty();
            assertThat(after.reports()).hasSize(1);
        }
    }
}
