package io.citybrain.kafka;

import io.citybrain.kafka.log.LogRecord;
import java.io.Serializable;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;

/** Turns records of the log into what the job wants to read. Must not throw: it would be asked again for ever. */
public interface LogDeserializer<T> extends Serializable, ResultTypeQueryable<T> {
    /** One record for each; null leaves it out. Partition by partition in order. */
    T deserialize(LogRecord log);
}
