package io.citybrain.devices;

import static io.citybrain.city.sensing.Quantity.*;
import static io.citybrain.devices.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Frames with their source are the examples of vendor/dragino in TheThingsNetwork/lorawan-devices. */
class DraginoTest {

    /** ldds45-codec.yaml, example "Distance Detection". */
    @Test
    void aDistanceBecomesALevel() {
        DeviceFrame frame = understood(gauge("dragino-ldds45", 4), 2, "0d3b 0aef 00 0000 01");

        assertThat(reading(frame).number(LEVEL_METRES)).isCloseTo(4 - 2.799, within(1e-9));
        assertThat(reading(frame).number(BATTERY_VOLTS)).isEqualTo(3.387);
    }

    @Test
    void aTemperatureProbeThatIsNotThereMeasuresNothing() {
        DeviceFrame without = understood("dragino-ldds45", 2, "0d3b 0aef 00 0000 01");
        DeviceFrame frost = understood("dragino-ldds45", 2, "0d3b 0aef 00 ff38 01");

        assertThat(reading(without).number(TEMPERATURE_CELSIUS)).isNaN();
        assertThat(reading(frost).number(TEMPERATURE_CELSIUS)).isEqualTo(-20);
    }

    /** ldds75-codec.yaml, example "Distance Detection": its expectation is "No Sensor". */
    @Test
    void aDeviceWithoutProbeIsAFaultAndNoNumber() {
        DeviceFrame frame = understood("dragino-ldds75", 2, "0e1c0b05");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.FAULT);
        assertThat(fields(frame)).containsExactly("battery_v=3.612", "sensor_present=false");
        assertThat(frame.readings()).isEmpty();
    }

    @Test
    void aProbeThatDoesNotAnswerIsAFault() {
        for (String hex : new String[] {"0d3b 0000 00 0000 01", "0d3b 0aef 00 0000 00", "0d3b 0000 00"}) {
            DeviceFrame frame = understood("dragino-ldds75", 2, hex);

            assertThat(frame.report().report()).isEqualTo(DeviceReport.FAULT);
            assertThat(fields(frame))
                    .contains("sensor_present=false")
                    .noneMatch(field -> field.startsWith("distance_mm"));
            assertThat(frame.readings()).isEmpty();
        }
    }

    @Test
    void whatIsInTheBlindZoneIsOutOfRange() {
        DeviceFrame frame = understood("dragino-ldds75", 2, "0d3b 0014 00 0000 01");

        assertThat(fields(frame)).contains("sensor_present=true", "distance_error=out_of_range");
        assertThat(frame.readings()).isEmpty();
        assertThat(understood("dragino-ldds45", 2, "0d3b 0022 00 0000 01").readings())
                .hasSize(1);
    }

    @Test
    void theOlderFirmwareSendsFiveBytes() {
        assertThat(reading(understood("dragino-ldds75", 2, "0d3b 0aef 00")).number(DISTANCE_METRES))
                .isEqualTo(2.799);
    }

    @Test
    void theSensorUnderTheTankMeasuresTheLiquidAboveIt() {
        DeviceFrame frame = understood(gauge("dragino-ldds20", 0), 2, "0d3b 03e8 00 0000 01");

        assertThat(reading(frame).number(LEVEL_METRES)).isEqualTo(1);
        assertThat(reading(frame).number(DISTANCE_METRES)).isNaN();
    }

    @Test
    void theStatusFrameIsNoReading() {
        DeviceFrame frame = understood("dragino-ldds75", 5, "27 0114 01 ff 0d3b");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.VERSION);
        assertThat(fields(frame)).contains("firmware_version=1.1.4", "battery_v=3.387");
        assertThat(frame.readings()).isEmpty();
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThat(refused("dragino-ldds45", 2, "0d3b0aef0000")).contains("frame has 6 bytes; a measurement has 8");
        assertThat(refused("dragino-ldds45", 3, "0d3b0aef00000001")).contains("port 3");
        assertThat(refused("dragino-ldds45", 5, "0d3b0aef")).contains("a status has 7");
    }
}
