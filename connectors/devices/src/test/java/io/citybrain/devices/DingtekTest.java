package io.citybrain.devices;

import static io.citybrain.city.sensing.Quantity.*;
import static io.citybrain.devices.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citybrain.city.sensing.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames with "example" are those of vendor/dingtek in TheThingsNetwork/lorawan-devices. */
class DingtekTest {

    /** dc410-codec.yaml, example "heartbeat upload without gps". */
    private static final String DC410 = "80000102 11 06a4 00 16 0100 00 00 0001 00 81";

    /** dc410-codec.yaml, example "Command confirmation". */
    private static final String DC410_CONFIG = "80000103190302063c1e4b1401010100000000000000000081";

    @Test
    void aManholeFrameIsWaterBelowTheCoverAndTilt() {
        Reading reading = reading(understood("dingtek-dc410", 3, DC410));

        assertThat(reading.number(WATER_LEVEL_METRES)).isEqualTo(1.7);
        assertThat(reading.number(DISTANCE_METRES)).isEqualTo(1.7);
        assertThat(reading.number(TILT_DEGREES)).isZero();
        assertThat(reading.number(TILTED)).isZero();
        assertThat(reading.number(TEMPERATURE_CELSIUS)).isEqualTo(22);
        assertThat(reading.number(BATTERY_VOLTS)).isNaN();
        assertThat(reading.observedAtMillis()).isEqualTo(NOW_MILLIS);
        assertThat(reading.sequence()).isEqualTo(SEQUENCE);
    }

    @Test
    void aMovedCoverIsTilted() {
        Reading reading = reading(understood("dingtek-dc410", 3, "80000102 11 06a4 00 16 001e 00 10 0001 00 81"));

        assertThat(reading.isSet(TILTED)).isTrue();
        assertThat(reading.number(TILT_DEGREES)).isEqualTo(30);
    }

    @Test
    void theAngleHasNoSignBecauseTheVendorsOwnCannotBeTrusted() {
        DeviceFrame one = understood("dingtek-dc410", 3, "80000102 11 06a4 00 16 001e 00 00 0001 00 81");
        DeviceFrame other = understood("dingtek-dc410", 3, "80000102 11 06a4 00 16 011e 00 00 0001 00 81");

        assertThat(fields(one)).contains("angle_deg=30.0").isEqualTo(fields(other));
    }

    @Test
    void frostIsBelowZero() {
        DeviceFrame frame = understood("dingtek-dc410", 3, "80000102 11 06a4 00 fb 0000 00 00 0001 00 81");

        assertThat(reading(frame).number(TEMPERATURE_CELSIUS)).isEqualTo(-5);
    }

    @Test
    void aLevelOfAllOnesIsNoLevel() {
        DeviceFrame frame = understood("dingtek-dc410", 3, "80000102 11 ffff 00 16 0000 00 00 0001 00 81");

        assertThat(frame.report().findField("level_mm")).isNull();
        assertThat(reading(frame).number(WATER_LEVEL_METRES)).isNaN();
    }

    @Test
    void settingsAreNotAMeasurement() {
        DeviceFrame frame = understood("dingtek-dc410", 3, DC410_CONFIG);

        assertThat(frame.report().report()).isEqualTo(DeviceReport.CONFIG);
        assertThat(frame.readings()).isEmpty();
    }

    @Test
    void aTankLevelCountsFromTheBottom() {
        DeviceFrame frame = understood(gauge("dingtek-df530", 2), 3, "80000102 11 000f 00 19 0000 10 00 0000 00 81");

        assertThat(reading(frame).number(LEVEL_METRES)).isCloseTo(2.015, within(1e-9));
        assertThat(reading(frame).number(DISTANCE_METRES)).isNaN();
        assertThat(fields(frame)).contains("level_mm=15.0", "empty_alarm=true");
    }

    /** df530-codec.yaml, example "heartbeat upload with gps". */
    @Test
    void aPositionStandsBetweenLevelAndTemperature() {
        DeviceFrame frame = understood(
                gauge("dingtek-df530", 0), 3, "80000102 19 001e 01 cd03e942 ef272042 19 0000 10 00 0000 00 81");

        assertThat(frame.report().findField("longitude_deg").number()).isCloseTo(116.50743, within(1e-5));
        assertThat(frame.report().findField("latitude_deg").number()).isCloseTo(40.038999, within(1e-5));
        assertThat(fields(frame)).contains("level_mm=30.0", "temperature_c=25.0", "empty_alarm=true");
    }

    /** df530-codec.yaml, example "Command confirmation". */
    @Test
    void anIntervalAboveSixtyIsInHours() {
        String minutes = "80000103190104 01 001e4b1e00000000000000000000000081";

        assertThat(fields(understood("dingtek-df530", 3, minutes)))
                .contains("periodic_upload_interval_min=1.0", "empty_alarm_threshold_cm=30.0");
        assertThat(fields(understood("dingtek-df530", 3, minutes.replace(" 01 ", "3e"))))
                .contains("periodic_upload_interval_min=120.0");
    }

    /** df555-codec.yaml, example "parameter packet": as long as a measurement. */
    @Test
    void settingsAsLongAsAMeasurementAreStillSettings() {
        DeviceFrame frame = understood("dingtek-df555", 3, "8000010311010418011e4b1e0002000081");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.CONFIG);
        assertThat(frame.readings()).isEmpty();
        assertThat(fields(frame))
                .containsExactly(
                        "firmware_version=1.4",
                        "periodic_upload_interval_h=24.0",
                        "periodic_detection_interval_min=1.0",
                        "level_alarm_threshold_cm=30.0");
    }

    /** df702-codec.yaml, example "heartbeat upload with gps", with fire and tilt set. */
    @Test
    void aBinOnFireSaysSo() {
        DeviceFrame frame =
                understood("dingtek-df702", 3, "80000101 19 07d0 01 cd03e942 ef272042 19 0000 01 10 0000 00 81");

        assertThat(fields(frame)).contains("fire_alarm=true", "tilt_alarm=true", "full_alarm=false", "level_mm=2000.0");
        assertThat(frame.report().findField("frame_counter")).isNull();
    }

    @Test
    void aShortFrameSaysHowLongItShouldBe() {
        assertThat(refused("dingtek-dc410", 3, "80000102 11 06a4 00 16 010000"))
                .isEqualTo("dingtek-dc410: frame has 12 bytes, a measurement has 17");
        assertThat(refused("dingtek-dc410", 3, DC410_CONFIG.substring(0, 40)))
                .isEqualTo("dingtek-dc410: frame has 20 bytes, a settings report has 25");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "81000102 11 06a4 00 16 0100 00 00 0001 00 81",
                "80000102 12 06a4 00 16 0100 00 00 0001 00 81",
                "80000102 11 06a4 00 16 0100 00 00 0001 00 80"
            })
    void aWrongHeadLengthOrTailIsRefused(String hex) {
        assertThat(refused("dingtek-dc410", 3, hex)).startsWith("dingtek-dc410: frame");
    }

    @Test
    void anotherPortIsRefused() {
        assertThat(refused("dingtek-dc410", 4, DC410))
                .isEqualTo("dingtek-dc410: frame came on port 4, this device speaks on port 3");
    }

    @Test
    void anAngleBeyondAHalfTurnIsNoAngle() {
        DeviceFrame frame = understood("dingtek-dc410", 3, "80000102 11 06a4 00 16 00ff 00 10 0001 00 81");

        assertThat(frame.report().findField("angle_deg")).isNull();
        assertThat(reading(frame).number(TILT_DEGREES)).isNaN();
        assertThat(reading(frame).isSet(TILTED)).isTrue();
    }
}
