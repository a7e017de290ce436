package io.citybrain.devices;

import static io.citybrain.city.sensing.Quantity.*;
import static io.citybrain.devices.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Frames with their source are the examples of vendor/decentlab in TheThingsNetwork/lorawan-devices. */
class DecentlabTest {

    private static final String MBX = "decentlab-dl-mbx";
    private static final String PR26 = "decentlab-dl-pr26-0-1";

    /** dl-mbx-codec.yaml, example 1. */
    @Test
    void aDistanceBecomesALevelWhereTheMountHeightIsKnown() {
        DeviceFrame frame = understood(gauge(MBX, 5), 1, "02012f0003 04d20001 0bb1");

        assertThat(reading(frame).number(LEVEL_METRES)).isCloseTo(5 - 1.234, within(1e-9));
        assertThat(reading(frame).number(DISTANCE_METRES)).isEqualTo(1.234);
        assertThat(reading(frame).number(BATTERY_VOLTS)).isEqualTo(2.993);
    }

    /** dl-mbx-codec.yaml, example 2. */
    @Test
    void aBatteryReportIsNotADistanceOfZero() {
        DeviceFrame frame = understood(MBX, 1, "02012f0002 0bb1");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.BATTERY);
        assertThat(frame.readings()).isEmpty();
    }

    @Test
    void aDistanceOfNoValidSampleIsAFault() {
        DeviceFrame frame = understood(MBX, 1, "02012f0003 04d20000 0bb1");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.FAULT);
        assertThat(frame.report().findField("distance_mm")).isNull();
        assertThat(frame.readings()).isEmpty();
    }

    /** Word 16384 is 0 bar, 49152 is 1 bar; 1 bar carries 10.197 m of water. */
    @Test
    void oneBarIsTenMetresOfWater() {
        DeviceFrame frame = understood(gauge(PR26, 0), 1, "0201670001 c0006017");

        assertThat(fields(frame)).contains("pressure_bar=1.0");
        assertThat(reading(frame).number(LEVEL_METRES)).isCloseTo(10.1972, within(1e-4));
    }

    /** dl-pr26-0-1-codec.yaml, example 1: -0.0117 bar. */
    @Test
    void aDryProbeHasNoWaterAboveIt() {
        DeviceFrame frame = understood(gauge(PR26, 0), 1, "0201670003 3e806017 0c7f");

        assertThat(reading(frame).number(LEVEL_METRES)).isZero();
    }

    @Test
    void aProbeFarBelowItsRangeIsBrokenAndNotDry() {
        DeviceFrame frame = understood(gauge(PR26, 0), 1, "0201670003 20006017 0c7f");

        assertThat(reading(frame).number(LEVEL_METRES)).isNaN();
        assertThat(fields(frame)).contains("pressure_bar=-0.25", "pressure_error=below_range");
    }

    @Test
    void aFrameThatIsNotAsLongAsItsFlagsSayIsRefused() {
        assertThat(refused(MBX, 1, "02012f0003 04d20001"))
                .isEqualTo(MBX + ": frame has 9 bytes, its flags announce 11");
        assertThat(refused(MBX, 1, "02012f0003 04d20001 0bb1 00")).contains("12 bytes, its flags announce 11");
        assertThat(refused(MBX, 1, "02012f")).contains("frame has 3 bytes, its head alone has 5");
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThat(refused(MBX, 1, "01012f0002 0bb1")).contains("protocol version 1, known is 2");
        assertThat(refused(MBX, 1, "02012f0006 0bb1 0000")).contains("blocks 0x6");
        assertThat(refused(MBX, 2, "02012f0002 0bb1")).contains("port 2");
    }
}
