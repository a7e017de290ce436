package io.citybrain.mqtt;

import io.citybrain.mqtt.session.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Ten bytes for each unacknowledged message: packet id (2) and hash (8). */
final class MqttSplitSerializer implements SimpleVersionedSerializer<MqttSplit> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(MqttSplit split) throws IOException {
        DataOutputSerializer out =
                new DataOutputSerializer(64 + 10 * split.unacknowledged().size());
        out.writeUTF(split.session());
        out.writeInt(split.subscribed().size());
        for (String filter : split.subscribed()) {
            out.writeUTF(filter);
        }
        out.writeBoolean(split.established());
        out.writeInt(split.epoch());
        out.writeInt(split.unacknowledged().size());
        for (Delivery delivery : split.unacknowledged()) {
            out.writeShort(delivery.packetId());
            out.writeLong(delivery.contentHash());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public MqttSplit deserialize(int version, byte[] bytes) throws IOException {
        requireVersion("session", version, VERSION);
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        String session = in.readUTF();
        int filters = in.readInt();
        List<String> subscribed = new ArrayList<>(filters);
        for (int i = 0; i < filters; i++) {
            subscribed.add(in.readUTF());
        }
        boolean established = in.readBoolean();
        int epoch = in.readInt();
        int count = in.readInt();
        List<Delivery> unacknowledged = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            unacknowledged.add(new Delivery(in.readUnsignedShort(), in.readLong()));
        }
        return new MqttSplit(session, subscribed, established, epoch, unacknowledged);
    }

    static void requireVersion(String what, int found, int known) throws IOException {
        if (found != known) {
            throw new IOException("the state of an MQTT " + what + " has version " + found + ", this program reads "
                    + known + ": restore it with the program that wrote it, or a newer one");
        }
    }
}
