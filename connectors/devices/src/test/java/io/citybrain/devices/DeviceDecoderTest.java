package io.citybrain.devices;

import static io.citybrain.city.sensing.Quantity.*;
import static io.citybrain.devices.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.SensorEntry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceDecoderTest {

    private static final String LDDS45 = "0d3b 07d0 00 0000 01";

    private final DeviceDecoder decoder = new DeviceDecoder();

    @Test
    void theReportNamesSensorDeviceAndCodec() {
        DeviceReport report = understood("dragino-ldds45", 2, LDDS45).report();

        assertThat(report.sensor()).isEqualTo("sensor-1");
        assertThat(report.eui()).isEqualTo(EUI);
        assertThat(report.codec()).isEqualTo("dragino-ldds45");
        assertThat(report.observedAtMillis()).isEqualTo(NOW_MILLIS);
        assertThat(report.sequence()).isEqualTo(SEQUENCE);
    }

    @Test
    void anUnknownCodecNamesTheKnownOnes() {
        assertThat(refused("dragino-ldds99", 2, LDDS45))
                .startsWith("sensor sensor-1: unknown device.codec dragino-ldds99; known are [decentlab-dl-mbx, ")
                .contains("dingtek-dc410", "milesight-nbiot", "netvox-r311k");
        assertThat(refused(null, 2, LDDS45)).contains("unknown device.codec null");
    }

    @Test
    void anEntryWithoutDeviceSaysWhatToAdd() {
        SensorEntry entry = new SensorEntry(
                "s-9", Kind.MANHOLE, new Place(0, 0, null), 0, 0, null, null, List.of(), List.of(), null, new int[0]);

        assertThat(decoder.decode(uplink(2, LDDS45), entry).reason())
                .startsWith("sensor s-9: its registry entry has no device; add device.eui " + EUI);
    }

    @Test
    void aFrameWithoutPayloadShowsThatTheDeviceLives() {
        DeviceFrame frame = understood("dragino-ldds45", -1, "");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.EMPTY);
        assertThat(frame.readings()).isEmpty();
    }

    @Test
    void aFrameTooLongIsRefused() {
        assertThat(refused("dragino-ldds45", 2, "00".repeat(2049)))
                .contains("frame has 2049 bytes, at most 2048 are read");
    }

    @Test
    void aGaugeWithoutMountHeightHasADistanceAndNoLevel() {
        DeviceFrame frame = understood(gauge("dragino-ldds45", Double.NaN), 2, LDDS45);

        assertThat(reading(frame).number(DISTANCE_METRES)).isEqualTo(2);
        assertThat(reading(frame).number(LEVEL_METRES)).isNaN();
    }

    /** A sensor that hangs half a metre below the cover. */
    @Test
    void inAManholeTheDistanceCountsFromTheCover() {
        SensorEntry lowered = entry(Kind.MANHOLE, "dragino-ldds45", -0.5);

        assertThat(reading(understood("dragino-ldds45", 2, LDDS45)).number(WATER_LEVEL_METRES))
                .isEqualTo(2);
        assertThat(reading(understood(lowered, 2, LDDS45)).number(WATER_LEVEL_METRES))
                .isEqualTo(2.5);
    }

    /** A probe four metres below the cover with one metre of water above it. */
    @Test
    void aProbeInAManholeNeedsItsDepth() {
        String oneMetre = "03776400";

        assertThat(reading(understood(entry(Kind.MANHOLE, "milesight-em500-swl", -4), 85, oneMetre))
                        .number(WATER_LEVEL_METRES))
                .isCloseTo(3, within(1e-9));
        assertThat(refused("milesight-em500-swl", 85, oneMetre)).contains("add device.mountHeightMetres");
    }

    @Test
    void aDeviceThatDoesNotFitTheKindIsNotSilent() {
        assertThat(decoder.decode(uplink(2, LDDS45), entry(Kind.NOISE, "dragino-ldds45", Double.NaN))
                        .reason())
                .isEqualTo("dragino-ldds45: measures nothing that a noise reports; is kind or device.codec of sensor"
                        + " sensor-1 wrong?");
    }

    @Test
    void aLeaningLampPostHasATilt() {
        DeviceFrame frame =
                understood(entry(Kind.LAMP_POST, "milesight-em310-tilt", Double.NaN), 85, "03cf 0000 0000 581b 00");

        assertThat(reading(frame).number(TILT_DEGREES)).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "dingtek-dc410, 3, 800001021106a400160100000000010081",
        "dingtek-dc410, 3, 80000103190302063c1e4b1401010100000000000000000081",
        "dingtek-df702, 3, 800001011907d001cd03e942ef272042190000000000000081",
        "netvox-r311k, 6, 019e011e01000000000000",
        "decentlab-dl-mbx, 1, 02012f000304d200010bb1",
        "decentlab-dl-pr26-0-1, 1, 02016700033e8060170c7f",
        "milesight-em310-tilt, 85, 03cf00000000282307"
    })
    void aFrameCutOffAnywhereIsRefused(String codec, int port, String hex) {
        understood(codec, port, hex);
        for (int digits = 2; digits < hex.length(); digits += 2) {
            assertThat(refused(codec, port, hex.substring(0, digits))).startsWith(codec + ": frame ");
        }
    }
}
