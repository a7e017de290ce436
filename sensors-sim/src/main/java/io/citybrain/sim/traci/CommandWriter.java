package io.citybrain.sim.traci;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands of one message, as bytes. Numbers are big-endian, strings have their length in front. */
final class CommandWriter {
    private static final int LONGEST_SHORT = 255;

    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int command = -1;

    CommandWriter begin(int commandId) {
        endCommand();
        command = commandId;
        return this;
    }

    CommandWriter unsigned(int value) {
        body.write(value);
        return this;
    }

    CommandWriter integer(int value) {
        body.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        return this;
    }

    CommandWriter number(double value) {
        body.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
        return this;
    }

    CommandWriter text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        integer(bytes.length);
        body.writeBytes(bytes);
        return this;
    }

    CommandWriter typedText(String value) {
        return unsigned(Type.STRING).text(value);
    }

    CommandWriter typedInteger(int value) {
        return unsigned(Type.INTEGER).integer(value);
    }

    CommandWriter typedTexts(List<String> values) {
        unsigned(Type.STRING_LIST).integer(values.size());
        values.forEach(this::text);
        return this;
    }

    private void endCommand() {
        if (command < 0) {
            return;
        }
        int length = body.size() + 2;
        if (length <= LONGEST_SHORT) {
            message.write(length);
        } else {
            message.write(0);
            message.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(length + Integer.BYTES)
                    .array());
        }
        message.write(command);
        message.writeBytes(body.toByteArray());
        body.reset();
        command = -1;
    }

    /** The message with its length in front; the writer is empty afterwards. */
    byte[] take() {
        endCommand();
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + message.size())
                .putInt(Integer.BYTES + message.size())
                .put(message.toByteArray())
                .array();
        message.reset();
        return bytes;
    }
}
