package io.citybrain.devices;

import static io.citybrain.city.sensing.Quantity.*;
import static io.citybrain.devices.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Reading;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames are the examples of the vendor's user guides and README tables. */
class MilesightTest {

    private static final String TILT = "milesight-em310-tilt";
    private static final String MUD = "milesight-em400-mud";
    private static final String UDL = "milesight-em500-udl";
    private static final String SWL = "milesight-em500-swl";

    /** EM400-MUD user guide: periodic report. */
    @Test
    void aPeriodicReportIsDistancePositionAndTemperature() {
        Reading reading = reading(understood(MUD, 85, "017564 0367f800 04820101 050000"));

        assertThat(reading.number(WATER_LEVEL_METRES)).isEqualTo(0.257);
        assertThat(reading.number(TILTED)).isZero();
        assertThat(reading.number(TEMPERATURE_CELSIUS)).isEqualTo(24.8);
        assertThat(reading.number(BATTERY_PERCENT)).isEqualTo(100);
    }

    /** EM400-MUD user guide: distance threshold alarm. */
    @Test
    void anAlarmCarriesTheValueOfNow() {
        DeviceFrame frame = understood(MUD, 85, "8482330701");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.ALARM);
        assertThat(fields(frame)).containsExactly("distance_mm=1843.0", "distance_alarm=threshold_alarm");
        assertThat(reading(frame).number(WATER_LEVEL_METRES)).isEqualTo(1.843);
        assertThat(fields(understood(MUD, 85, "8482330700"))).contains("distance_alarm=threshold_alarm_release");
    }

    /** EM400-MUD user guide: the packet after joining. */
    @Test
    void whatIsSentAfterJoiningIsNoReading() {
        DeviceFrame frame = understood(MUD, 85, "ff0bff ff0101 ff166329c42503920003 ff090310 ff0a0101 ff0f00");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.VERSION);
        assertThat(fields(frame))
                .contains("power_on=true", "sn=6329C42503920003", "hardware_version=v3.1", "firmware_version=v1.1");
        assertThat(frame.readings()).isEmpty();
    }

    @Test
    void theBatteryAloneIsNoReading() {
        DeviceFrame frame = understood(MUD, 85, "017564");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.BATTERY);
        assertThat(frame.readings()).isEmpty();
    }

    @Test
    void anAnswerToASettingIsNoReadingAndAKeyIsNotStored() {
        DeviceFrame frame = understood(UDL, 85, "fe035802 ff350102030405060708");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.CONFIG);
        assertThat(fields(frame)).containsExactly("report_interval=600.0");
        assertThat(frame.readings()).isEmpty();
    }

    /** Out of range is 0xFFFD, no answer from the probe is 0xFFFF. */
    @Test
    void anErrorIsNeverADistance() {
        DeviceFrame outOfRange = understood(MUD, 85, "0367f800 0482fdff 050000");
        DeviceFrame failed = understood(UDL, 85, "01755c 0382ffff");

        assertThat(fields(outOfRange)).contains("distance_error=out_of_range");
        assertThat(reading(outOfRange).number(WATER_LEVEL_METRES)).isNaN();
        assertThat(reading(outOfRange).number(TEMPERATURE_CELSIUS)).isEqualTo(24.8);
        assertThat(failed.report().report()).isEqualTo(DeviceReport.FAULT);
        assertThat(fields(failed)).containsExactly("battery_pct=92.0", "distance_error=collection_failed");
        assertThat(failed.readings()).isEmpty();
    }

    /** 0x6955B900 = 1767225600 s = 2026-01-01T00:00:00Z; an hour earlier is 0x6955AAF0. */
    @Test
    void aRecordOfThePastKeepsItsOwnTime() {
        DeviceFrame frame = understood(UDL, 85, "20ce f0aa5569 e803");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.HISTORY);
        assertThat(frame.readings()).hasSize(1);
        assertThat(frame.readings().get(0).observedAtMillis()).isEqualTo(NOW_MILLIS - 3_600_000);
        assertThat(frame.readings().get(0).sequence()).isEqualTo(-1);
        assertThat(frame.readings().get(0).number(DISTANCE_METRES)).isEqualTo(1);
        assertThat(fields(frame)).containsExactly("history_1_observed_at_s=1.767222E9", "history_1_distance_mm=1000.0");
    }

    @Test
    void readingsComeOldestFirst() {
        DeviceFrame frame = understood(UDL, 85, "03820a00 20ce f0aa5569 e803 20ce 08925569 d007");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.MEASUREMENT);
        assertThat(frame.readings())
                .extracting(reading -> reading.number(DISTANCE_METRES))
                .containsExactly(2.0, 1.0, 0.01);
    }

    @Test
    void aClockThatWasNeverSetTellsNoTime() {
        DeviceFrame y1970 = understood(UDL, 85, "20ce 10000000 e803");
        DeviceFrame future = understood(UDL, 85, "20ce 00c75569 e803");

        assertThat(y1970.readings()).isEmpty();
        assertThat(future.readings()).isEmpty();
        assertThat(fields(y1970)).contains("history_1_clock_wrong=true", "history_1_distance_mm=1000.0");
    }

    /** EM310-TILT README: the device lies flat, z = 90 degrees. */
    @Test
    void aFlatDeviceIsNotTiltedButItsOwnThresholdIsBelieved() {
        Reading reading = reading(understood(TILT, 85, "03cf 0000 0000 2823 07"));

        assertThat(reading.number(TILT_DEGREES)).isZero();
        assertThat(reading.isSet(TILTED)).isTrue();
        assertThat(reading(understood(TILT, 85, "03cf 0000 0000 2823 00")).number(TILTED))
                .isZero();
    }

    /** -60.00 degrees = -6000 = 0xE890. */
    @Test
    void theDeviationFromFlatIsTheTilt() {
        assertThat(reading(understood(TILT, 85, "03cf b80b 0000 90e8 00")).number(TILT_DEGREES))
                .isEqualTo(30);
    }

    /** EM500-SWL payload structure: 2 cm. */
    @Test
    void aSubmergedProbeMeasuresTheWaterAboveIt() {
        assertThat(reading(understood(gauge(SWL, 1), 85, "03770200")).number(LEVEL_METRES))
                .isEqualTo(1.02);
        assertThat(reading(understood(gauge(SWL, Double.NaN), 85, "03770200")).number(LEVEL_METRES))
                .isEqualTo(0.02);
    }

    /** The vendor's own sources disagree by a factor of ten. */
    @Test
    void aJumpIsAnAlarmButNoDistance() {
        DeviceFrame frame = understood(UDL, 85, "83e9 e803 6400 02");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.ALARM);
        assertThat(fields(frame)).contains("distance_jump_distance_raw=1000.0", "distance_alarm=mutation_alarm");
        assertThat(frame.readings()).isEmpty();
    }

    @Test
    void theSameChannelMeansAnotherThingInAnotherModel() {
        assertThat(refused(TILT, 85, "03827602"))
                .isEqualTo(TILT + ": frame has channel 0x03 0x82 at byte 0, which this model does not have; is"
                        + " device.codec the right model?");
    }

    @Test
    void aNewerFirmwareDoesNotSilenceAnAlarm() {
        DeviceFrame frame = understood(MUD, 85, "050001 aabb0102");

        assertThat(reading(frame).isSet(TILTED)).isTrue();
        assertThat(fields(frame)).contains("undecoded_hex=AABB0102");
    }

    /** Cut between two channels a frame is a shorter frame; cut anywhere else it is refused. */
    @Test
    void aFrameThatEndsInsideAChannelIsRefused() {
        byte[] whole = HexFormat.of().parseHex("01755c0367010104824408050001");
        List<Integer> channelEnds = List.of(3, 7, 11, 14);

        for (int length = 1; length <= whole.length; length++) {
            String hex = HexFormat.of().formatHex(whole, 0, length);
            if (channelEnds.contains(length)) {
                assertThat(understood(MUD, 85, hex)).isNotNull();
            } else {
                assertThat(refused(MUD, 85, hex)).startsWith(MUD + ": frame ends");
            }
        }
    }

    @Test
    void theUserGuidesNoFixIsNoPlace() {
        DeviceFrame frame = understood(MUD, 85, "050000 0688ffffffffffffffff20");

        assertThat(frame.report().findField("longitude_deg")).isNull();
        assertThat(fields(frame)).contains("geofence_status=2.0", "motion_status=0.0");
    }

    @Test
    void aDeviceThatIsTakenAwayIsTiltedWhateverItsPosition() {
        DeviceFrame frame = understood("milesight-em400-tld", 85, "880001 050000");

        assertThat(frame.report().report()).isEqualTo(DeviceReport.ALARM);
        assertThat(reading(frame).isSet(TILTED)).isTrue();
    }

    /** 0x7FFF is 3276.7 degrees, 0xFF is 255 percent: nothing that can be. -0.1 degrees is 0xFFFF and can. */
    @Test
    void whatCannotBeIsAbsent() {
        DeviceFrame frame = understood(MUD, 85, "0175ff 0367ff7f 050000");

        assertThat(fields(frame)).containsExactly("position=normal");
        assertThat(reading(frame).number(TEMPERATURE_CELSIUS)).isNaN();
        assertThat(reading(frame).number(BATTERY_PERCENT)).isNaN();
        assertThat(reading(understood(MUD, 85, "0367ffff")).number(TEMPERATURE_CELSIUS))
                .isEqualTo(-0.1);
    }

    @Test
    void onlyChannelFfTellsVersions() {
        assertThat(refused(MUD, 85, "fe0101")).contains("channel 0xFE 0x01 at byte 0");
    }
}
