package io.citybrain.devices;

import static io.citybrain.devices.Octets.signed32LittleEndian;
import static io.citybrain.devices.Octets.unsigned16;
import static io.citybrain.devices.Octets.unsigned8;

import io.citybrain.wire.Decoded;

/**
 * Dingtek level and manhole sensors. Every frame is 0x80, 0x00, 0x01, its type, its length, …, 0x81; type 3 are the
 * settings, any other a measurement (the vendor's codecs tell them apart the same way: an unknown type may be an alarm).
 *
 * <p>Layout: vendor/dingtek/*-codec.yaml and .js in TheThingsNetwork/lorawan-devices (MIT). Read otherwise than there:
 *
 * <ul>
 *   <li>The angle's sign: the vendor's test {@code bytes[9] & (0x0f === 0x00)} is always false. The angle is reported
 *       without sign, which is all that a tilt needs.
 *   <li>The temperature is taken as signed: the devices work from -20 °C, and 250 °C is no weather.
 * </ul>
 */
final class Dingtek implements Codec {

    private static final int PORT = 3;
    private static final int MEASUREMENT_BYTES = 17;
    private static final int WITH_POSITION_BYTES = 25;
    private static final int POSITION_BYTES = WITH_POSITION_BYTES - MEASUREMENT_BYTES;
    private static final int CONFIG_TYPE = 0x03;
    private static final int NO_LEVEL = 0xFFFF;

    private final DingtekModel model;

    Dingtek(DingtekModel model) {
        this.model = model;
    }

    @Override
    public Decoded<Frame> decode(Uplink uplink) {
        String fault = findFault(uplink);
        if (fault != null) {
            return Decoded.refused(fault);
        }
        byte[] frame = uplink.payload();
        return Decoded.of(isConfig(frame) ? config(frame) : measurement(frame, uplink.observedAtMillis()));
    }

    private String findFault(Uplink uplink) {
        byte[] frame = uplink.payload();
        if (uplink.port() >= 0 && uplink.port() != PORT) {
            return "frame came on port " + uplink.port() + ", this device speaks on port " + PORT;
        }
        if (unsigned8(frame, 0) != 0x80) {
            return "frame begins with 0x" + Hex.of(frame[0]) + ", not with 0x80: not from this device";
        }
        boolean config = isConfig(frame);
        int expected = config ? model.configBytes() : MEASUREMENT_BYTES;
        boolean positioned = !config && model.hasPosition() && frame.length == WITH_POSITION_BYTES;
        if (frame.length != expected && !positioned) {
            return "frame has " + frame.length + " bytes, a " + (config ? "settings report" : "measurement") + " has "
                    + expected;
        }
        if (unsigned8(frame, 4) != frame.length) {
            return "frame has " + frame.length + " bytes, its length byte says " + unsigned8(frame, 4);
        }
        if (unsigned8(frame, frame.length - 1) != 0x81) {
            return "frame ends with 0x" + Hex.of(frame[frame.length - 1]) + ", not with 0x81";
        }
        return null;
    }

    private static boolean isConfig(byte[] frame) {
        return frame.length > 3 && unsigned8(frame, 3) == CONFIG_TYPE;
    }

    private Frame measurement(byte[] frame, long observedAtMillis) {
        FieldList fields = new FieldList();
        Observation seen = Observation.at(observedAtMillis);
        int level = unsigned16(frame, 5);
        if (level != NO_LEVEL) {
            fields.number("level_mm", level);
            seen = model.measuresFromBelow()
                    ? seen.withColumnMetres(level / 1000.0)
                    : seen.withDistanceMetres(level / 1000.0);
        }
        boolean positioned = frame.length == WITH_POSITION_BYTES;
        if (positioned) {
            position(frame, fields);
        }
        int at = positioned ? POSITION_BYTES : 0;
        fields.flag(model.levelAlarm(), unsigned8(frame, at + 11) >> 4 != 0);
        if (model.hasFireAlarm()) {
            fields.flag("fire_alarm", (unsigned8(frame, at + 11) & 0x0F) != 0);
        }
        if (model.tiltAlarm() != null) {
            boolean tilted = unsigned8(frame, at + 12) >> 4 != 0;
            fields.flag(model.tiltAlarm(), tilted);
            seen = angle(unsigned8(frame, at + 10), fields, seen.withTilted(tilted));
        }
        fields.flag("battery_alarm", (unsigned8(frame, at + 12) & 0x0F) != 0).number("temperature_c", frame[at + 8]);
        if (model.countsFrames()) {
            fields.number("frame_counter", unsigned16(frame, at + 13));
        }
        return Frame.with(DeviceReport.MEASUREMENT, fields, seen.withTemperatureCelsius(frame[at + 8]));
    }

    private static Observation angle(int degrees, FieldList fields, Observation seen) {
        if (degrees > 180) {
            return seen;
        }
        fields.number("angle_deg", degrees);
        return seen.withTiltDegrees(degrees);
    }

    private static void position(byte[] frame, FieldList fields) {
        float longitude = Float.intBitsToFloat(signed32LittleEndian(frame, 8));
        float latitude = Float.intBitsToFloat(signed32LittleEndian(frame, 12));
        if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) {
            fields.number("longitude_deg", longitude).number("latitude_deg", latitude);
        }
    }

    private Frame config(byte[] frame) {
        FieldList fields = new FieldList().text("firmware_version", unsigned8(frame, 5) + "." + unsigned8(frame, 6));
        int upload = unsigned8(frame, 7);
        int threshold = unsigned8(frame, 9);
        if (model == DingtekModel.DF530) {
            // The vendor's codec: up to 60 are minutes, above are hours + 60.
            return Frame.without(
                    DeviceReport.CONFIG,
                    fields.number("periodic_upload_interval_min", upload > 60 ? (upload - 60) * 60 : upload)
                            .number("empty_alarm_threshold_cm", threshold));
        }
        fields.number("periodic_upload_interval_h", upload)
                .number("periodic_detection_interval_min", unsigned8(frame, 8))
                .number(model.levelAlarm() + "_threshold_cm", threshold);
        if (model.hasFireAlarm()) {
            fields.number("fire_alarm_threshold_c", unsigned8(frame, 10));
        }
        if (model.tiltAlarm() != null) {
            fields.number(model.tiltAlarm() + "_threshold_deg", unsigned8(frame, 11))
                    .flag(model.tiltAlarm() + "_enable", frame[12] != 0)
                    .number("ultrasonic_range_mm", frame[13] == 0 ? 2000 : 5000);
        }
        return Frame.without(DeviceReport.CONFIG, fields);
    }
}
