package io.citybrain.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

final class UnwrittenEventsSerializer implements SimpleVersionedSerializer<UnwrittenEvents> {
    private static final int VERSION = 1;
    private static final int NULL = -1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(UnwrittenEvents state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeInt(state.events().size());
        for (KafkaEvent event : state.events()) {
            write(event.key(), out);
            write(event.value(), out);
            for (String text : List.of(event.id(), event.source(), event.type(), event.subject())) {
                write(text.getBytes(StandardCharsets.UTF_8), out);
            }
            out.writeLong(event.timeMillis());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public UnwrittenEvents deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "the Kafka sink's state has version " + version + ", this City Brain reads " + VERSION);
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int count = in.readInt();
        List<KafkaEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] key = read(in);
            byte[] value = read(in);
            String id = text(in);
            String source = text(in);
            String type = text(in);
            String subject = text(in);
            events.add(new KafkaEvent(key, value, id, source, type, in.readLong(), subject));
        }
        return new UnwrittenEvents(events);
    }

    private static void write(byte[] bytes, DataOutputSerializer out) throws IOException {
        if (bytes == null) {
            out.writeInt(NULL);
            return;
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputDeserializer in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static String text(DataInputDeserializer in) throws IOException {
        return new String(read(in), StandardCharsets.UTF_8);
    }
}
