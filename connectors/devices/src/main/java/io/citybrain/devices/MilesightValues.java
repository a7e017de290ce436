package io.citybrain.devices;

import static io.citybrain.devices.Octets.signed16LittleEndian;
import static io.citybrain.devices.Octets.signed32LittleEndian;
import static io.citybrain.devices.Octets.unsigned16LittleEndian;
import static io.citybrain.devices.Octets.unsigned32LittleEndian;
import static io.citybrain.devices.Octets.unsigned8;

import java.util.ArrayList;
import java.util.List;

/** The values of one Milesight frame while it is read. Callers have checked that the bytes are there. */
final class MilesightValues {

    /** The user guides: the probe did not answer; what it saw is out of its range. */
    private static final int COLLECTION_FAILED = 0xFFFF;

    private static final int OUT_OF_RANGE = 0xFFFD;

    /** A clock that was never set starts near 1970 or 2000; no such device is older than this (2015-01-01). */
    private static final long EARLIEST_HISTORY_MILLIS = 1_420_070_400_000L;

    private static final long CLOCK_TOLERANCE_MILLIS = 60_000;

    private final byte[] frame;
    private final long observedAtMillis;
    private final FieldList fields = new FieldList();
    private final List<Observation> history = new ArrayList<>();
    private Observation now;
    private int records;
    private boolean alarm;
    private boolean moved;
    private boolean failed;
    private boolean version;
    private boolean config;

    MilesightValues(byte[] frame, long observedAtMillis) {
        this.frame = frame;
        this.observedAtMillis = observedAtMillis;
        this.now = Observation.at(observedAtMillis);
    }

    FieldList fields() {
        return fields;
    }

    boolean isMeasured() {
        return now.isMeasured() || !history.isEmpty() || alarm;
    }

    void keepUndecoded(int from) {
        fields.text("undecoded_hex", Hex.of(frame, from, frame.length));
    }

    void read(MilesightItem item, int at) {
        alarm |= item.isAlarm();
        switch (item) {
            case BATTERY -> battery(at);
            case TEMPERATURE -> temperature(at);
            case TEMPERATURE_ALARM -> {
                temperature(at);
                fields.text("temperature_alarm", threshold(at + 2));
            }
            case DISTANCE -> distance(at);
            case DISTANCE_ALARM -> {
                distance(at);
                fields.text("distance_alarm", threshold(at + 2));
            }
            case DISTANCE_JUMP -> jump(at);
            case DEPTH -> depth(at);
            case POSITION -> position(at);
            case ANGLES -> angles(at);
            case LOCATION -> location(at);
            case DISASSEMBLY_ALARM -> {
                moved |= frame[at] == 1;
                fields.flag("disassembly_alarm", moved);
            }
            case DISTANCE_HISTORY -> history(at, "distance_mm");
            case DEPTH_HISTORY -> history(at, "level_cm");
            case MEASURING_RANGE -> {
                config = true;
                fields.text("measuring_range_hex", Hex.of(frame, at, at + item.bytes()));
            }
        }
    }

    void read(MilesightSetting setting, int at) {
        version |= setting.version();
        config |= !setting.version();
        if (setting.isSecret()) {
            return;
        }
        int first = unsigned8(frame, at);
        switch (setting.name()) {
            case "ipso_version" -> fields.text(setting.name(), "v" + (first >> 4) + "." + (first & 0x0F));
            case "hardware_version" ->
                fields.text(setting.name(), "v" + Integer.toHexString(first) + "." + (unsigned8(frame, at + 1) >> 4));
            case "firmware_version" ->
                fields.text(
                        setting.name(),
                        "v" + Integer.toHexString(first) + "." + Integer.toHexString(unsigned8(frame, at + 1)));
            case "tsl_version" -> fields.text(setting.name(), "v" + first + "." + unsigned8(frame, at + 1));
            case "power_on" -> fields.flag(setting.name(), true);
            case "reset_event" -> fields.flag(setting.name(), true);
            case "sn" -> fields.text(setting.name(), Hex.of(frame, at, at + 8));
            case "time_zone" -> fields.number("time_zone_h", signed16LittleEndian(frame, at) / 10.0);
            case "device_clock_s" -> fields.number(setting.name(), unsigned32LittleEndian(frame, at));
            default -> plain(setting, at);
        }
    }

    /** Settings that nobody judges: one or two bytes as a number, more as they are. */
    private void plain(MilesightSetting setting, int at) {
        if (setting.name().endsWith("_hex")) {
            fields.text(setting.name(), Hex.of(frame, at, at + setting.bytes()));
        } else {
            fields.number(
                    setting.name(), setting.bytes() == 1 ? unsigned8(frame, at) : unsigned16LittleEndian(frame, at));
        }
    }

    Frame toFrame() {
        List<Observation> observations = new ArrayList<>(history);
        if (moved) {
            // Whatever the position says: somebody has the device in his hands.
            now = now.withTilted(true);
        }
        if (now.isMeasured()) {
            observations.add(now);
        }
        return new Frame(report(), fields.toList(), observations);
    }

    private String report() {
        if (alarm) {
            return DeviceReport.ALARM;
        }
        if (now.isMeasured()) {
            return DeviceReport.MEASUREMENT;
        }
        if (failed) {
            return DeviceReport.FAULT;
        }
        if (records > 0) {
            return DeviceReport.HISTORY;
        }
        if (version) {
            return DeviceReport.VERSION;
        }
        return config ? DeviceReport.CONFIG : DeviceReport.BATTERY;
    }

    private void battery(int at) {
        int percent = unsigned8(frame, at);
        if (percent <= 100) {
            fields.number("battery_pct", percent);
            now = now.withBatteryPercent(percent);
        }
    }

    /** -0.1 °C is 0xFFFF: only 0x7FFF can be told from a temperature. */
    private void temperature(int at) {
        int tenths = signed16LittleEndian(frame, at);
        if (tenths != 0x7FFF) {
            fields.number("temperature_c", tenths / 10.0);
            now = now.withTemperatureCelsius(tenths / 10.0);
        }
    }

    private void distance(int at) {
        int millimetres = unsigned16LittleEndian(frame, at);
        if (isValue(millimetres, "distance_error")) {
            fields.number("distance_mm", millimetres);
            now = now.withDistanceMetres(millimetres / 1000.0);
        }
    }

    private void depth(int at) {
        int centimetres = unsigned16LittleEndian(frame, at);
        if (isValue(centimetres, "level_error")) {
            fields.number("level_cm", centimetres);
            now = now.withColumnMetres(centimetres / 100.0);
        }
    }

    /** Out of range can mean that the water stands in the sensor's blind zone: it must show, not vanish. */
    private boolean isValue(int raw, String errorName) {
        String error = errorOf(raw);
        if (error != null) {
            failed = true;
            fields.text(errorName, error);
        }
        return error == null;
    }

    private static String errorOf(int raw) {
        return raw == COLLECTION_FAILED ? "collection_failed" : raw == OUT_OF_RANGE ? "out_of_range" : null;
    }

    private String threshold(int at) {
        return switch (frame[at]) {
            case 0 -> "threshold_alarm_release";
            case 1 -> "threshold_alarm";
            default -> "unknown_" + unsigned8(frame, at);
        };
    }

    /**
     * The vendor's decoder divides distance and jump by ten here and nowhere else, its table does not. A factor of ten is
     * no reading: both are kept as sent, and the next periodic frame brings the distance.
     */
    private void jump(int at) {
        fields.number("distance_jump_distance_raw", unsigned16LittleEndian(frame, at))
                .number("distance_jump_raw", unsigned16LittleEndian(frame, at + 2))
                .text(
                        "distance_alarm",
                        switch (frame[at + 4]) {
                            case 0 -> "normal";
                            case 1 -> "threshold_alarm";
                            case 2 -> "mutation_alarm";
                            default -> "unknown_" + unsigned8(frame, at + 4);
                        });
    }

    /** 0: tilted less than 20 degrees from the horizontal, 1: more. */
    private void position(int at) {
        switch (frame[at]) {
            case 0 -> {
                fields.text("position", "normal");
                now = now.withTilted(false);
            }
            case 1 -> {
                fields.text("position", "tilt");
                now = now.withTilted(true);
            }
            default -> fields.text("position", "unknown_" + unsigned8(frame, at));
        }
    }

    /**
     * Each angle is that of one axis against the horizontal plane, so a device that lies flat reads (0, 0, ±90), the
     * vendor's own initial surface. It has to be mounted flat; the deviation is then 90° - |z|. A device turned upside
     * down reads 0 again: that only the device's own threshold sees, which is why it counts as tilted.
     */
    private void angles(int at) {
        double z = signed16LittleEndian(frame, at + 4) / 100.0;
        int triggered = unsigned8(frame, at + 6);
        fields.number("angle_x_deg", signed16LittleEndian(frame, at) / 100.0)
                .number("angle_y_deg", signed16LittleEndian(frame, at + 2) / 100.0)
                .number("angle_z_deg", z)
                .flag("threshold_x", (triggered & 1) != 0)
                .flag("threshold_y", (triggered & 2) != 0)
                .flag("threshold_z", (triggered & 4) != 0);
        now = now.withTilted((triggered & 7) != 0);
        if (Math.abs(z) <= 90) {
            now = now.withTiltDegrees(90 - Math.abs(z));
        }
    }

    /**
     * All ones: no fix. Longitude first, as the vendor's table and user guide say; its decoder swaps the two. The place
     * of a sensor is what the registry says.
     */
    private void location(int at) {
        int longitude = signed32LittleEndian(frame, at);
        int latitude = signed32LittleEndian(frame, at + 4);
        if (longitude != -1 && latitude != -1) {
            fields.number("longitude_deg", longitude / 1e6).number("latitude_deg", latitude / 1e6);
        }
        fields.number("motion_status", unsigned8(frame, at + 8) & 0x0F)
                .number("geofence_status", unsigned8(frame, at + 8) >> 4);
    }

    private void history(int at, String name) {
        records++;
        String prefix = "history_" + records + "_";
        double seconds = unsigned32LittleEndian(frame, at);
        fields.number(prefix + "observed_at_s", seconds);
        int raw = unsigned16LittleEndian(frame, at + 4);
        String error = errorOf(raw);
        if (error != null) {
            fields.text(prefix + "error", error);
            return;
        }
        fields.number(prefix + name, raw);
        long millis = (long) (seconds * 1000);
        if (millis < EARLIEST_HISTORY_MILLIS || millis > observedAtMillis + CLOCK_TOLERANCE_MILLIS) {
            fields.flag(prefix + "clock_wrong", true);
            return;
        }
        Observation past = Observation.at(millis);
        history.add(
                name.equals("distance_mm")
                        ? past.withDistanceMetres(raw / 1000.0)
                        : past.withColumnMetres(raw / 100.0));
    }
}
