package io.citybrain.mqtt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

final class AssignedSessionsSerializer implements SimpleVersionedSerializer<AssignedSessions> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(AssignedSessions assigned) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(128);
        out.writeInt(assigned.names().size());
        for (String name : assigned.names()) {
            out.writeUTF(name);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public AssignedSessions deserialize(int version, byte[] bytes) throws IOException {
        MqttSplitSerializer.requireVersion("source", version, VERSION);
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int count = in.readInt();
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(in.readUTF());
        }
        return new AssignedSessions(names);
    }
}
