package io.citybrain.devices;

import static io.citybrain.devices.Octets.unsigned16;
import static io.citybrain.devices.Octets.unsigned8;

import io.citybrain.wire.Decoded;

/**
 * Milesight frames: a sequence of channel id, channel type and value; values are little-endian.
 *
 * <p>Layout: the product's user guide and the tables of its README in Milesight-IoT/SensorDecoders (the layout is a fact;
 * no code was taken). The port is a setting of the device (85 by default) and tells nothing.
 *
 * <p>A channel that the model does not have ends the reading, because nobody knows its length. What was measured before it
 * stands and the rest is kept as {@code undecoded_hex}: a newer firmware must not silence an alarm. If nothing was
 * measured before it, the frame is refused: then the registry names the wrong model.
 */
final class Milesight implements Codec {

    private final MilesightModel model;

    Milesight(MilesightModel model) {
        this.model = model;
    }

    @Override
    public Decoded<Frame> decode(Uplink uplink) {
        byte[] frame = uplink.payload();
        return decode(frame, 0, new MilesightValues(frame, uplink.observedAtMillis()));
    }

    /** Reads from a byte on; what is before it was read into the values by the caller. */
    Decoded<Frame> decode(byte[] frame, int from, MilesightValues values) {
        int at = from;
        while (at < frame.length) {
            if (at + 2 > frame.length) {
                return Decoded.refused("frame ends at byte " + at + " inside a channel's head");
            }
            int channel = unsigned16(frame, at);
            int bytes = lengthOf(channel);
            if (bytes < 0) {
                if (!values.isMeasured()) {
                    return Decoded.refused("frame has channel " + name(channel) + " at byte " + at
                            + ", which this model does not have; is device.codec the right model?");
                }
                values.keepUndecoded(at);
                break;
            }
            if (at + 2 + bytes > frame.length) {
                return Decoded.refused("frame ends inside channel " + name(channel) + " at byte " + at + ": it has "
                        + (frame.length - at - 2) + " of " + bytes + " bytes");
            }
            read(channel, at + 2, values);
            at += 2 + bytes;
        }
        return Decoded.of(values.toFrame());
    }

    private int lengthOf(int channel) {
        MilesightItem item = model.findItem(channel);
        if (item != null) {
            return item.bytes();
        }
        MilesightSetting setting = MilesightSetting.find(channel);
        return setting == null ? -1 : setting.bytes();
    }

    private void read(int channel, int at, MilesightValues values) {
        MilesightItem item = model.findItem(channel);
        if (item != null) {
            values.read(item, at);
        } else {
            values.read(MilesightSetting.find(channel), at);
        }
    }

    private static String name(int channel) {
        byte[] idAndType = {(byte) (channel >> 8), (byte) channel};
        return "0x" + Hex.of(unsigned8(idAndType, 0)) + " 0x" + Hex.of(unsigned8(idAndType, 1));
    }
}
