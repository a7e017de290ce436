package io.citybrain.jobs.sensing;

import io.citybrain.kafka.LogDeserializer;
import io.citybrain.kafka.log.LogRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Records of the Kafka log as the MQTT source would have given them, each with its partition as its lane. */
final class LoggedMessages implements LogDeserializer<Inbound> {
    private static final long serialVersionUID = 1;

    /** That the log stands still is another matter than that its bridge has lost MQTT. */
    static final String LOG = "kafka-log";

    @Override
    public Inbound deserialize(LogRecord log) {
        return new Inbound(
                log.control() == LogRecord.Control.TICK ? LOG : log.mqttTopic(),
                log.payload(),
                log.retained(),
                log.receivedAtMillis(),
                feed(log.control()),
                log.cityClockMillis(),
                log.partition(),
                log.copy());
    }

    private static FeedState feed(LogRecord.Control control) {
        return switch (control) {
            case MESSAGE -> null;
            case TICK -> FeedState.ALIVE;
            case FEED_LOST -> FeedState.LOST;
            case FEED_CAUGHT_UP -> FeedState.CAUGHT_UP;
            case FEED_SESSION_LOST -> FeedState.SESSION_LOST;
        };
    }

    @Override
    public TypeInformation<Inbound> getProducedType() {
        return TypeInformation.of(Inbound.class);
    }
}
