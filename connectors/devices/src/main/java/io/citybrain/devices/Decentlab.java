package io.citybrain.devices;

import static io.citybrain.devices.Octets.unsigned16;
import static io.citybrain.devices.Octets.unsigned8;

import io.citybrain.wire.Decoded;

/**
 * Decentlab protocol 2: version, device id, a flag per block, then the blocks whose flag is set. Block 0 is the probe's
 * two words, block 1 the battery. All big-endian.
 *
 * <p>Layout: vendor/decentlab/dl-mbx.js and dl-pr26-0-1.js in TheThingsNetwork/lorawan-devices (MIT).
 */
final class Decentlab implements Codec {

    private static final int PORT = 1;
    private static final int HEADER_BYTES = 5;
    private static final int PROBE_FLAG = 0b01;
    private static final int BATTERY_FLAG = 0b10;

    /** Pascals per bar by the weight of a cubic metre of water: 1000 kg x 9.80665 m/s². */
    private static final double METRES_OF_WATER_PER_BAR = 100_000 / (1000 * 9.80665);

    /** Below this share of its range a probe is not dry but broken. */
    private static final double DRY_SHARE = -0.05;

    private final boolean pressure;
    private final double minBar;
    private final double maxBar;

    private Decentlab(boolean pressure, double minBar, double maxBar) {
        this.pressure = pressure;
        this.minBar = minBar;
        this.maxBar = maxBar;
    }

    /** DL-MBX: ultrasonic distance. */
    static Decentlab distance() {
        return new Decentlab(false, Double.NaN, Double.NaN);
    }

    /** DL-PR26: pressure under water; the range is the ordered one, in bar. */
    static Decentlab pressure(double minBar, double maxBar) {
        return new Decentlab(true, minBar, maxBar);
    }

    @Override
    public Decoded<Frame> decode(Uplink uplink) {
        byte[] frame = uplink.payload();
        if (uplink.port() >= 0 && uplink.port() != PORT) {
            return Decoded.refused("frame came on port " + uplink.port() + ", this device speaks on port " + PORT);
        }
        if (unsigned8(frame, 0) != 2) {
            return Decoded.refused("frame is of protocol version " + unsigned8(frame, 0) + ", known is 2");
        }
        if (frame.length < HEADER_BYTES) {
            return Decoded.refused("frame has " + frame.length + " bytes, its head alone has " + HEADER_BYTES);
        }
        int flags = unsigned16(frame, 3);
        if ((flags & ~(PROBE_FLAG | BATTERY_FLAG)) != 0) {
            return Decoded.refused("frame announces blocks 0x" + Integer.toHexString(flags) + ", known are 0x3");
        }
        int expected = HEADER_BYTES + ((flags & PROBE_FLAG) != 0 ? 4 : 0) + ((flags & BATTERY_FLAG) != 0 ? 2 : 0);
        if (frame.length != expected) {
            return Decoded.refused("frame has " + frame.length + " bytes, its flags announce " + expected);
        }
        return Decoded.of(read(frame, flags, uplink.observedAtMillis()));
    }

    private Frame read(byte[] frame, int flags, long observedAtMillis) {
        boolean probe = (flags & PROBE_FLAG) != 0;
        FieldList fields = new FieldList().number("protocol_version", 2).number("device_id", unsigned16(frame, 1));
        Observation seen = Observation.at(observedAtMillis);
        if (probe) {
            int first = unsigned16(frame, HEADER_BYTES);
            int second = unsigned16(frame, HEADER_BYTES + 2);
            seen = pressure ? pressure(first, second, fields, seen) : distance(first, second, fields, seen);
        }
        if ((flags & BATTERY_FLAG) != 0) {
            double volts = unsigned16(frame, frame.length - 2) / 1000.0;
            fields.number("battery_v", volts);
            seen = seen.withBatteryVolts(volts);
        }
        if (seen.isMeasured()) {
            return Frame.with(DeviceReport.MEASUREMENT, fields, seen);
        }
        return Frame.without(probe ? DeviceReport.FAULT : DeviceReport.BATTERY, fields);
    }

    /** A median over no valid sample is not a distance. */
    private static Observation distance(int millimetres, int samples, FieldList fields, Observation seen) {
        boolean valid = samples > 0 && millimetres != 0xFFFF;
        if (valid) {
            fields.number("distance_mm", millimetres);
        }
        fields.number("number_of_valid_samples", samples);
        return valid ? seen.withDistanceMetres(millimetres / 1000.0) : seen;
    }

    /** A dry probe reads slightly below its zero; that is a column of nothing. */
    private Observation pressure(int pressureWord, int temperatureWord, FieldList fields, Observation seen) {
        if (pressureWord == 0xFFFF || temperatureWord == 0xFFFF) {
            return seen;
        }
        double share = (pressureWord - 16384) / 32768.0;
        double bar = share * (maxBar - minBar) + minBar;
        double celsius = (temperatureWord - 384) * 0.003125 - 50;
        fields.number("pressure_bar", bar).number("temperature_c", celsius);
        Observation warm = seen.withTemperatureCelsius(celsius);
        if (share < DRY_SHARE) {
            fields.text("pressure_error", "below_range");
            return warm;
        }
        return warm.withColumnMetres(Math.max(0, bar) * METRES_OF_WATER_PER_BAR);
    }
}
