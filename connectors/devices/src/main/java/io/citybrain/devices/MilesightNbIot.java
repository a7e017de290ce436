package io.citybrain.devices;

import static io.citybrain.devices.Octets.unsigned16;
import static io.citybrain.devices.Octets.unsigned8;

import io.citybrain.wire.Decoded;
import java.nio.charset.StandardCharsets;

/**
 * The NB-IoT frame of the Milesight EM400 family: who sends and how well, then the same channels as over LoRaWAN. The head is
 * big-endian. If the frame carries several records, the last one stands: records have no time of their own.
 *
 * <p>Layout: em-series/em400-udl/README.md in Milesight-IoT/SensorDecoders (a table; no code was taken).
 */
final class MilesightNbIot implements Codec {

    private static final int HEAD_BYTES = 86;
    private static final int BYTES_BEFORE_LENGTH_COUNTS = 5;
    private static final int START = 0x02;

    private final Milesight channels = new Milesight(MilesightModel.EM400_UDL);

    @Override
    public Decoded<Frame> decode(Uplink uplink) {
        byte[] frame = uplink.payload();
        if (unsigned8(frame, 0) != START) {
            return Decoded.refused("frame begins with 0x" + Hex.of(frame[0]) + ", not with 0x02");
        }
        if (frame.length < HEAD_BYTES) {
            return Decoded.refused("frame has " + frame.length + " bytes, its head alone has " + HEAD_BYTES);
        }
        int length = unsigned16(frame, 3);
        if (length != frame.length - BYTES_BEFORE_LENGTH_COUNTS) {
            return Decoded.refused("frame announces " + length + " bytes after its length field, it has "
                    + (frame.length - BYTES_BEFORE_LENGTH_COUNTS));
        }
        int dataLength = unsigned16(frame, HEAD_BYTES - 2);
        if (dataLength != frame.length - HEAD_BYTES) {
            return Decoded.refused(
                    "frame announces " + dataLength + " bytes of data, it has " + (frame.length - HEAD_BYTES));
        }
        MilesightValues values = new MilesightValues(frame, uplink.observedAtMillis());
        head(frame, values.fields());
        return dataLength == 0
                ? Decoded.of(Frame.without(DeviceReport.EMPTY, values.fields()))
                : channels.decode(frame, HEAD_BYTES, values);
    }

    private static void head(byte[] frame, FieldList fields) {
        fields.number("start_flag", START)
                .number("id", unsigned16(frame, 1))
                .number("length", unsigned16(frame, 3))
                .number("flag", unsigned8(frame, 5))
                .number("frame_count", unsigned16(frame, 6))
                .number("protocol_version", unsigned8(frame, 8))
                .text("firmware_version", ascii(frame, 9, 4))
                .text("hardware_version", ascii(frame, 13, 4))
                .text("sn", ascii(frame, 17, 16))
                .text("imei", ascii(frame, 33, 15))
                .text("imsi", ascii(frame, 48, 15))
                .text("iccid", ascii(frame, 63, 20))
                .number("csq", unsigned8(frame, 83))
                .number("data_length", unsigned16(frame, 84));
    }

    private static String ascii(byte[] frame, int at, int bytes) {
        return new String(frame, at, bytes, StandardCharsets.US_ASCII);
    }
}
