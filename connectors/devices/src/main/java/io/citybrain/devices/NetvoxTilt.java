package io.citybrain.devices;

import static io.citybrain.devices.Octets.unsigned16;
import static io.citybrain.devices.Octets.unsigned8;

import io.citybrain.wire.Decoded;

/**
 * Netvox R311K: a switch that closes at a tilt of 45 degrees from the vertical in any direction.
 *
 * <p>Layout: vendor/netvox/r311k-codec.yaml and r311k.yaml in TheThingsNetwork/lorawan-devices (MIT); Netvox LoRaWAN
 * Application Command. Every frame has 11 bytes; reports come on port 6, answers to settings on port 7.
 */
final class NetvoxTilt implements Codec {

    private static final int BYTES = 11;
    private static final int DEVICE_TYPE = 0x9E;
    private static final int REPORT_PORT = 6;
    private static final int SETTINGS_PORT = 7;
    private static final int REPORT = 0x01;
    private static final int SETTINGS_WRITTEN = 0x81;
    private static final int SETTINGS_READ = 0x82;

    @Override
    public Decoded<Frame> decode(Uplink uplink) {
        byte[] frame = uplink.payload();
        if (frame.length != BYTES) {
            return Decoded.refused("frame has " + frame.length + " bytes, every report has " + BYTES);
        }
        if (unsigned8(frame, 1) != DEVICE_TYPE) {
            return Decoded.refused("frame is of Netvox device type 0x" + Hex.of(frame[1]) + ", an R311K has 0x9E");
        }
        int command = unsigned8(frame, 0);
        int port = command == REPORT ? REPORT_PORT : SETTINGS_PORT;
        if (uplink.port() >= 0 && uplink.port() != port) {
            return Decoded.refused("frame begins with 0x" + Hex.of(command) + ", which comes on port " + port
                    + ", and came on port " + uplink.port());
        }
        FieldList fields = new FieldList().text("device_type", "0x9E");
        return switch (command) {
            case REPORT -> report(frame, fields, uplink.observedAtMillis());
            case SETTINGS_WRITTEN ->
                Decoded.of(Frame.without(DeviceReport.CONFIG, fields.flag("settings_accepted", frame[2] == 0)));
            case SETTINGS_READ ->
                Decoded.of(Frame.without(
                        DeviceReport.CONFIG,
                        fields.number("min_interval_s", unsigned16(frame, 2))
                                .number("max_interval_s", unsigned16(frame, 4))
                                .number("battery_change_v", unsigned8(frame, 6) / 10.0)));
            default ->
                Decoded.refused("frame begins with 0x" + Hex.of(command)
                        + "; known are 0x01 (report), 0x81 and 0x82 (settings)");
        };
    }

    private static Decoded<Frame> report(byte[] frame, FieldList fields, long observedAtMillis) {
        return switch (unsigned8(frame, 2)) {
            case 0 ->
                Decoded.of(Frame.without(
                        DeviceReport.VERSION,
                        fields.number("software", unsigned8(frame, 3) / 10.0)
                                .number("hardware", unsigned8(frame, 4))
                                .text("datecode", Hex.of(frame, 5, 9))));
            case 1 -> status(frame, fields, observedAtMillis);
            default ->
                Decoded.refused("frame has report type " + unsigned8(frame, 2)
                        + " in byte 2; known are 0 (version) and 1 (status)");
        };
    }

    private static Decoded<Frame> status(byte[] frame, FieldList fields, long observedAtMillis) {
        int status = unsigned8(frame, 4);
        if (status > 1) {
            return Decoded.refused("frame has status " + status + " in byte 4; known are 0 (upright) and 1 (tilted)");
        }
        // Tenths of a volt; the highest bit says that it is low.
        double volts = (unsigned8(frame, 3) & 0x7F) / 10.0;
        fields.number("battery_v", volts)
                .flag("battery_low", (frame[3] & 0x80) != 0)
                .number("status", status);
        Observation seen =
                Observation.at(observedAtMillis).withTilted(status == 1).withBatteryVolts(volts);
        return Decoded.of(Frame.with(DeviceReport.MEASUREMENT, fields, seen));
    }
}
