package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.sensing.SensorEntry;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Sensor events on their way to the sensor's step. Flink's own serializer for records goes by reflection, field by
 * field: for a reading it took longer than all rules together. What is rare is left to it. Events are never state.
 */
final class SensorEventSerializer extends TypeSerializer<SensorEvent> {
    private static final long serialVersionUID = 1;

    private static final int READING = 0;
    private static final int HEARD = 1;
    private static final int ENTRY = 2;
    private static final int REMOVED = 3;
    private static final int COMMAND = 4;
    private static final int RETAINED = 5;
    private static final int FEED = 6;

    private final TypeSerializer<SensorEntry> entries;
    private final TypeSerializer<AlertCommand> commands;
    private final TypeSerializer<Alert> alerts;
    private final TypeSerializer<FeedNews> news;
    private transient ReadingBytes bytes;

    SensorEventSerializer(SerializerConfig config) {
        this(
                TypeInformation.of(SensorEntry.class).createSerializer(config),
                TypeInformation.of(AlertCommand.class).createSerializer(config),
                TypeInformation.of(Alert.class).createSerializer(config),
                TypeInformation.of(FeedNews.class).createSerializer(config));
    }

    private SensorEventSerializer(
            TypeSerializer<SensorEntry> entries,
            TypeSerializer<AlertCommand> commands,
            TypeSerializer<Alert> alerts,
            TypeSerializer<FeedNews> news) {
        this.entries = entries;
        this.commands = commands;
        this.alerts = alerts;
        this.news = news;
    }

    private ReadingBytes bytes() {
        if (bytes == null) {
            bytes = new ReadingBytes();
        }
        return bytes;
    }

    @Override
    public void serialize(SensorEvent event, DataOutputView out) throws IOException {
        out.writeByte(what(event));
        out.writeLong(event.arrivedAtMillis());
        out.writeLong(event.feedGoodSinceMillis());
        if (event.entry() != null) {
            entries.serialize(event.entry(), out);
            return;
        }
        if (event.feed() != null) {
            news.serialize(event.feed(), out);
            return;
        }
        bytes().writeString(event.sensor(), out);
        if (event.reading() != null) {
            bytes().write(event.reading(), out);
        } else if (event.command() != null) {
            commands.serialize(event.command(), out);
        } else if (event.retained() != null) {
            alerts.serialize(event.retained(), out);
        } else if (!event.removed()) {
            out.writeLong(event.heardAtMillis());
        }
    }

    private static int what(SensorEvent event) {
        if (event.reading() != null) {
            return READING;
        }
        if (event.entry() != null) {
            return ENTRY;
        }
        if (event.command() != null) {
            return COMMAND;
        }
        if (event.retained() != null) {
            return RETAINED;
        }
        if (event.feed() != null) {
            return FEED;
        }
        return event.removed() ? REMOVED : HEARD;
    }

    @Override
    public SensorEvent deserialize(DataInputView in) throws IOException {
        int what = in.readByte();
        long arrivedAtMillis = in.readLong();
        long feedGoodSince = in.readLong();
        if (what == ENTRY) {
            // The entry's id becomes the key: one string for state, timer and entry.
            return SensorEvent.registered(entries.deserialize(in), arrivedAtMillis, feedGoodSince);
        }
        if (what == FEED) {
            return SensorEvent.of(news.deserialize(in));
        }
        String sensor = bytes().readString(in);
        return switch (what) {
            case READING -> SensorEvent.of(bytes().read(sensor, in), arrivedAtMillis, feedGoodSince);
            case COMMAND -> SensorEvent.of(commands.deserialize(in), arrivedAtMillis, feedGoodSince);
            case RETAINED -> SensorEvent.retained(alerts.deserialize(in), arrivedAtMillis, feedGoodSince);
            case REMOVED -> SensorEvent.removed(sensor, arrivedAtMillis, feedGoodSince);
            case HEARD -> SensorEvent.heard(sensor, in.readLong(), arrivedAtMillis, feedGoodSince);
            default ->
                throw new IOException("a sensor event of type " + what
                        + ": the two ends of the connection are not of one version of City Brain");
        };
    }

    @Override
    public SensorEvent deserialize(SensorEvent reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public SensorEvent copy(SensorEvent from) {
        return from;
    }

    @Override
    public SensorEvent copy(SensorEvent from, SensorEvent reuse) {
        return from;
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public SensorEvent createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializer<SensorEvent> duplicate() {
        return new SensorEventSerializer(
                entries.duplicate(), commands.duplicate(), alerts.duplicate(), news.duplicate());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SensorEventSerializer;
    }

    @Override
    public int hashCode() {
        return SensorEventSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<SensorEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Flink asks for one; events are never state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SensorEvent> {
        public Snapshot() {
            super(() -> new SensorEventSerializer(new SerializerConfigImpl()));
        }
    }
}
