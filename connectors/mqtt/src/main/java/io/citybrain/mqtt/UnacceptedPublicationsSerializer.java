package io.citybrain.mqtt;

import io.citybrain.mqtt.client.HeldPublication;
import io.citybrain.mqtt.client.MqttPublication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

final class UnacceptedPublicationsSerializer implements SimpleVersionedSerializer<UnacceptedPublications> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(UnacceptedPublications state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeInt(state.publications().size());
        for (HeldPublication held : state.publications()) {
            MqttPublication publication = held.publication();
            write(publication.topic().getBytes(StandardCharsets.UTF_8), out);
            write(publication.payload(), out);
            out.writeBoolean(publication.retained());
            out.writeLong(publication.expirySeconds());
            out.writeLong(held.sinceMillis());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public UnacceptedPublications deserialize(int version, byte[] bytes) throws IOException {
        MqttSplitSerializer.requireVersion("sink", version, VERSION);
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int count = in.readInt();
        List<HeldPublication> publications = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String topic = new String(read(in), StandardCharsets.UTF_8);
            MqttPublication publication = new MqttPublication(topic, read(in), in.readBoolean(), in.readLong());
            publications.add(new HeldPublication(publication, in.readLong()));
        }
        return new UnacceptedPublications(publications);
    }

    private static void write(byte[] bytes, DataOutputSerializer out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputDeserializer in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
