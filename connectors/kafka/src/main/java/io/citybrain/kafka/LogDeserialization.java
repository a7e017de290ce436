package io.citybrain.kafka;

import io.citybrain.kafka.log.LogFormat;
import io.citybrain.kafka.log.LogRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Between Flink's Kafka source and a {@link LogDeserializer}. Records that no bridge wrote are counted as {@code foreign}. */
final class LogDeserialization<T> implements KafkaRecordDeserializationSchema<T> {
    private static final long serialVersionUID = 1;

    private final LogDeserializer<T> deserializer;
    private transient Counter foreign;

    LogDeserialization(LogDeserializer<T> deserializer) {
        this.deserializer = deserializer;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        foreign = context.getMetricGroup().counter("foreign");
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> read, Collector<T> out) {
        LogRecord log = LogFormat.find(read);
        if (log == null) {
            foreign.inc();
            return;
        }
        T made = deserializer.deserialize(log);
        if (made != null) {
            out.collect(made);
        }
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return deserializer.getProducedType();
    }
}
