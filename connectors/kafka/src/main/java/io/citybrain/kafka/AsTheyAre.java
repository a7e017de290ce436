package io.citybrain.kafka;

import io.citybrain.kafka.log.LogRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Records of the log as they are. */
public final class AsTheyAre implements LogDeserializer<LogRecord> {
    private static final long serialVersionUID = 1;

    @Override
    public LogRecord deserialize(LogRecord log) {
        return log;
    }

    @Override
    public TypeInformation<LogRecord> getProducedType() {
        return TypeInformation.of(LogRecord.class);
    }
}
