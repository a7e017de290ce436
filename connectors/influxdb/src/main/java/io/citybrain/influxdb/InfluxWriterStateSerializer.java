package io.citybrain.influxdb;

import io.citybrain.influxdb.client.LineBatch;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * {@code int batches}, then for each {@code int lines, int bytes} and the bytes. In version 1 the lines' times are in
 * milliseconds, in version 2 in microseconds.
 */
final class InfluxWriterStateSerializer implements SimpleVersionedSerializer<InfluxWriterState> {
    private static final int VERSION = 2;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(InfluxWriterState state) throws IOException {
        long size = Integer.BYTES;
        for (LineBatch batch : state.unconfirmed()) {
            size += 2 * Integer.BYTES + batch.bytes().length;
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new IOException(
                    "the unconfirmed lines need " + size + " bytes of state: lower bufferBytes below 2 GiB");
        }
        ByteBuffer out = ByteBuffer.allocate((int) size);
        out.putInt(state.unconfirmed().size());
        for (LineBatch batch : state.unconfirmed()) {
            out.putInt(batch.lines()).putInt(batch.bytes().length).put(batch.bytes());
        }
        return out.array();
    }

    @Override
    public InfluxWriterState deserialize(int version, byte[] serialized) throws IOException {
        if (version < 1 || version > VERSION) {
            throw new IOException("state of the InfluxDB sink has version " + version + ", this program reads 1 to "
                    + VERSION + ": start it with the program that wrote it or a newer one");
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(serialized);
            int batches = in.getInt();
            List<LineBatch> unconfirmed = new ArrayList<>();
            for (int i = 0; i < batches; i++) {
                int lines = in.getInt();
                byte[] bytes = new byte[in.getInt()];
                in.get(bytes);
                LineBatch batch = new LineBatch(bytes, lines);
                unconfirmed.add(version == 1 ? batch.fromMillis() : batch);
            }
            return new InfluxWriterState(unconfirmed);
        } catch (BufferUnderflowException | NegativeArraySizeException | IllegalArgumentException e) {
            throw new IOException("state of the InfluxDB sink is damaged (" + serialized.length + " bytes)", e);
        }
    }
}
