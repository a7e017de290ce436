package io.citybrain.bench;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.detection.Findings;
import io.citybrain.city.detection.Heard;
import io.citybrain.city.detection.RuleBook;
import io.citybrain.city.detection.SensorDesk;
import io.citybrain.city.detection.SensorWatch;
import io.citybrain.city.detection.SensorWatcher;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.influxdb.client.LineBuilder;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.jobs.sensing.Inbound;
import io.citybrain.jobs.sensing.SensorEvent;
import io.citybrain.jobs.sensing.StoreLines;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.TopicName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What is done once a message, each piece by itself, over the second readings of the city of {@link CityStream}. Pure:
 * each call starts from the sensor's watch as its first reading left it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HotPieces {
    private static final int SENSORS = 1_000;
    private static final int BATCH_LINES = 5_000;

    private final SensorWatcher watcher = new SensorWatcher(RuleBook.standard());
    private final Findings unheard = new Unheard();
    private final LineBuilder lines = new LineBuilder(StoreAddress.Flavour.QUESTDB);
    private final TypeSerializer<SensorEvent> serializer =
            TypeInformation.of(SensorEvent.class).createSerializer(new SerializerConfigImpl());
    private final DataOutputSerializer out = new DataOutputSerializer(1024);
    private final DataInputDeserializer in = new DataInputDeserializer();
    private final List<Message> messages = new ArrayList<>();
    private int next;

    /** One message at every stage of its way. */
    private record Message(
            String topic, byte[] payload, Reading reading, SensorWatch before, SensorEvent event, byte[] bytes) {}

    @Setup
    public void prepare() throws IOException {
        CityStream city = new CityStream(SENSORS, 1);
        Map<String, SensorWatch> watches = register(city.registry(0, SENSORS));
        for (Inbound first : city.readings(SENSORS)) {
            if (CityStream.isReading(first)) {
                Reading reading = read(first);
                watches.computeIfPresent(
                        reading.sensor(),
                        (sensor, watch) -> watcher.read(watch, reading, reading.observedAtMillis(), unheard));
            }
        }
        for (Inbound second : city.readings(SENSORS)) {
            if (CityStream.isReading(second)) {
                messages.add(message(second, watches));
            }
        }
    }

    private Map<String, SensorWatch> register(Inbound[] registry) {
        SensorDesk desk = new SensorDesk(RuleBook.standard());
        Map<String, SensorWatch> watches = new HashMap<>();
        for (Inbound told : registry) {
            TopicName topic = TopicName.parse(told.topic());
            if (!topic.isRefused() && topic.type() == TopicName.Type.REGISTRY) {
                SensorEntry entry =
                        RegistryJson.read(topic.sensor(), told.payload()).value();
                watches.put(entry.sensor(), desk.register(null, entry, told.receivedAtMillis(), unheard));
            }
        }
        return watches;
    }

    private Message message(Inbound told, Map<String, SensorWatch> watches) throws IOException {
        Reading reading = read(told);
        long now = reading.observedAtMillis();
        SensorEvent event = new SensorEvent(reading.sensor(), now, now, reading, 0, null, false, null, null, null);
        out.clear();
        serializer.serialize(event, out);
        return new Message(
                told.topic(), told.payload(), reading, watches.get(reading.sensor()), event, out.getCopyOfBuffer());
    }

    private static Reading read(Inbound told) {
        TopicName topic = TopicName.parse(told.topic());
        return TelemetryJson.read(topic.kind(), topic.sensor(), told.payload()).value();
    }

    private Message next() {
        next = next + 1 == messages.size() ? 0 : next + 1;
        return messages.get(next);
    }

    @Benchmark
    public TopicName parseTopic() {
        return TopicName.parse(next().topic());
    }

    @Benchmark
    public Decoded<Reading> readTelemetry() {
        Message message = next();
        return TelemetryJson.read(message.reading().kind(), message.reading().sensor(), message.payload());
    }

    @Benchmark
    public void serializeEvent() throws IOException {
        out.clear();
        serializer.serialize(next().event(), out);
    }

    @Benchmark
    public SensorEvent deserializeEvent() throws IOException {
        in.setBuffer(next().bytes());
        return serializer.deserialize(in);
    }

    @Benchmark
    public Heard classify() {
        Message message = next();
        return watcher.classify(message.before(), message.reading());
    }

    @Benchmark
    public SensorWatch judge() {
        Message message = next();
        return watcher.read(
                message.before(), message.reading(), message.reading().observedAtMillis(), unheard);
    }

    @Benchmark
    public long deadline() {
        return watcher.deadline(next().before(), 0);
    }

    @Benchmark
    public int writeLine() {
        StoreLines.write(next().reading(), lines);
        if (lines.lines() >= BATCH_LINES) {
            lines.take();
        }
        return lines.bytes();
    }

    private static final class Unheard implements Findings {
        @Override
        public void alert(Alert alert) {}

        @Override
        public void outcome(CommandOutcome outcome) {}
    }
}
