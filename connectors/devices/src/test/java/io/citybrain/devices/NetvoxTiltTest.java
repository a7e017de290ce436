package io.citybrain.devices;

import static io.citybrain.city.sensing.Quantity.*;
import static io.citybrain.devices.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Reading;
import org.junit.jupiter.api.Test;

/** Frames are the examples of vendor/netvox/r311k-codec.yaml in TheThingsNetwork/lorawan-devices. */
class NetvoxTiltTest {

    private static final String CODEC = "netvox-r311k";

    @Test
    void statusOneIsTilted() {
        Reading reading = reading(understood(CODEC, 6, "019e01 1e 01 000000000000"));

        assertThat(reading.isSet(TILTED)).isTrue();
        assertThat(reading.number(BATTERY_VOLTS)).isEqualTo(3.0);
        assertThat(reading.number(TILT_DEGREES)).isNaN();
    }

    @Test
    void statusZeroIsUpright() {
        assertThat(reading(understood(CODEC, 6, "019e01 1e 00 000000000000")).number(TILTED))
                .isZero();
    }

    @Test
    void theHighestBitOfTheBatteryIsAWarningAndNoVoltage() {
        DeviceFrame frame = understood(CODEC, 6, "019e01 97 01 000000000000");

        assertThat(fields(frame)).contains("battery_v=2.3", "battery_low=true");
        assertThat(reading(frame).number(BATTERY_VOLTS)).isEqualTo(2.3);
    }

    @Test
    void aVersionReportIsNoReading() {
        DeviceFrame frame = understood(CODEC, 6, "019e00640b202004240000");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.VERSION);
        assertThat(frame.readings()).isEmpty();
    }

    @Test
    void answersToSettingsAreNoReading() {
        DeviceFrame written = understood(CODEC, 7, "819e000000000000000000");
        DeviceFrame read = understood(CODEC, 7, "829e0384070801 00000000");

        assertThat(fields(written)).containsExactly("device_type=0x9E", "settings_accepted=true");
        assertThat(fields(read))
                .containsExactly(
                        "device_type=0x9E", "min_interval_s=900.0", "max_interval_s=1800.0", "battery_change_v=0.1");
        assertThat(written.readings()).isEmpty();
        assertThat(read.readings()).isEmpty();
    }

    @Test
    void anotherNetvoxDeviceIsRefused() {
        assertThat(refused(CODEC, 6, "0102011e01000000000000"))
                .isEqualTo("netvox-r311k: frame is of Netvox device type 0x02, an R311K has 0x9E");
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThat(refused(CODEC, 6, "019e011e01")).contains("frame has 5 bytes, every report has 11");
        assertThat(refused(CODEC, 6, "019e011e02000000000000")).contains("status 2");
        assertThat(refused(CODEC, 6, "019e021e01000000000000")).contains("report type 2");
        assertThat(refused(CODEC, 7, "019e011e01000000000000")).contains("port 6, and came on port 7");
        assertThat(refused(CODEC, -1, "029e011e01000000000000")).contains("begins with 0x02");
    }
}
