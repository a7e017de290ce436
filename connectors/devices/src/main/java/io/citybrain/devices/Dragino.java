package io.citybrain.devices;

import static io.citybrain.devices.Octets.signed16;
import static io.citybrain.devices.Octets.unsigned16;
import static io.citybrain.devices.Octets.unsigned8;

import io.citybrain.wire.Decoded;

/**
 * Dragino LDDS20, LDDS45, LDDS75: ultrasonic. Port 2 carries battery (2), distance (2), interrupt (1), and since
 * firmware 1.1.4 temperature (2) and sensor flag (1); a frame of 3 or 4 bytes says that there is no probe.
 *
 * <p>Layout: LDDS*_Decoder_V1.1.4.js in dragino/dragino-end-node-decoder, vendor/dragino/ldds75.js in
 * TheThingsNetwork/lorawan-devices, the user manuals in the vendor's wiki: a distance of 0 means that no probe answers, one
 * below the blind zone is invalid (the LDDS75 then sends 20). Port 5 is the line's status frame (manual of the
 * DDS75-LB). The LDDS20 sits under the tank: it measures the height of the liquid.
 */
final class Dragino implements Codec {

    private static final int MEASUREMENT_PORT = 2;
    private static final int STATUS_PORT = 5;
    private static final int STATUS_BYTES = 7;
    private static final int OLD_BYTES = 5;
    private static final int NEW_BYTES = 8;

    private final boolean fromBelow;
    private final int blindMillimetres;

    private Dragino(boolean fromBelow, int blindMillimetres) {
        this.fromBelow = fromBelow;
        this.blindMillimetres = blindMillimetres;
    }

    /** A sensor that looks down; what is nearer than its blind zone it can't measure. */
    static Dragino fromAbove(int blindMillimetres) {
        return new Dragino(false, blindMillimetres);
    }

    /** A sensor under the tank. */
    static Dragino fromBelow(int blindMillimetres) {
        return new Dragino(true, blindMillimetres);
    }

    @Override
    public Decoded<Frame> decode(Uplink uplink) {
        byte[] frame = uplink.payload();
        if (uplink.port() == STATUS_PORT) {
            return status(frame);
        }
        if (uplink.port() >= 0 && uplink.port() != MEASUREMENT_PORT) {
            return Decoded.refused(
                    "frame came on port " + uplink.port() + "; known are 2 (measurement) and 5 (status)");
        }
        return switch (frame.length) {
            case 3, 4 ->
                Decoded.of(Frame.without(DeviceReport.FAULT, battery(frame).flag("sensor_present", false)));
            case OLD_BYTES, NEW_BYTES -> Decoded.of(measurement(frame, uplink.observedAtMillis()));
            default ->
                Decoded.refused("frame has " + frame.length
                        + " bytes; a measurement has 8 (5 before firmware 1.1.4), a report without probe 3 or 4");
        };
    }

    /** The two highest bits are not part of the voltage. */
    private static FieldList battery(byte[] frame) {
        return new FieldList().number("battery_v", (unsigned16(frame, 0) & 0x3FFF) / 1000.0);
    }

    private Frame measurement(byte[] frame, long observedAtMillis) {
        FieldList fields = battery(frame);
        Observation seen = Observation.at(observedAtMillis).withBatteryVolts((unsigned16(frame, 0) & 0x3FFF) / 1000.0);
        int millimetres = unsigned16(frame, 2);
        boolean present = millimetres != 0 && (frame.length == OLD_BYTES || frame[7] != 0);
        boolean valid = present && millimetres >= blindMillimetres && millimetres != 0xFFFF;
        if (valid) {
            fields.number("distance_mm", millimetres);
            double metres = millimetres / 1000.0;
            seen = fromBelow ? seen.withColumnMetres(metres) : seen.withDistanceMetres(metres);
        }
        fields.number("interrupt", unsigned8(frame, 4));
        if (frame.length == NEW_BYTES) {
            seen = temperature(signed16(frame, 5), fields, seen);
        }
        fields.flag("sensor_present", present);
        if (present && !valid) {
            fields.text("distance_error", "out_of_range");
        }
        return valid ? Frame.with(DeviceReport.MEASUREMENT, fields, seen) : Frame.without(DeviceReport.FAULT, fields);
    }

    /** The DS18B20 is an extra that most devices lack, and then 0 is sent: stored as sent, but no temperature of now. */
    private static Observation temperature(int tenths, FieldList fields, Observation seen) {
        if (tenths == 0x7FFF) {
            return seen;
        }
        fields.number("temperature_ds18b20_c", tenths / 10.0);
        return tenths == 0 ? seen : seen.withTemperatureCelsius(tenths / 10.0);
    }

    private static Decoded<Frame> status(byte[] frame) {
        if (frame.length != STATUS_BYTES) {
            return Decoded.refused("frame on port 5 has " + frame.length + " bytes, a status has " + STATUS_BYTES);
        }
        int version = unsigned16(frame, 1);
        return Decoded.of(Frame.without(
                DeviceReport.VERSION,
                new FieldList()
                        .text("device_type", "0x" + Hex.of(frame[0]))
                        .text(
                                "firmware_version",
                                (version >> 8 & 0x0F) + "." + (version >> 4 & 0x0F) + "." + (version & 0x0F))
                        .number("frequency_band", unsigned8(frame, 3))
                        .number("sub_band", unsigned8(frame, 4))
                        .number("battery_v", unsigned16(frame, 5) / 1000.0)));
    }
}
