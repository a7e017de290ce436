package io.citybrain.jobs.sensing;

import io.citybrain.mqtt.MqttDeserializer;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.session.FeedStatus;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;

/** MQTT messages and the feed's news as they are: decoding is the job's work, so that what can't be decoded is told. */
final class InboundMessages implements MqttDeserializer<Inbound> {
    private static final long serialVersionUID = 1;
    private static final byte[] NOTHING = {};

    @Override
    public void deserialize(MqttMessage message, Collector<Inbound> out) {
        out.collect(
                new Inbound(message.topic(), message.payload(), message.retained(), message.receivedAtMillis(), null));
    }

    @Override
    public void onFeed(FeedStatus status, Collector<Inbound> out) {
        FeedState state = switch (status.state()) {
            case LOST -> FeedState.LOST;
            case CAUGHT_UP -> FeedState.CAUGHT_UP;
            case SESSION_LOST -> FeedState.SESSION_LOST;
        };
        out.collect(new Inbound(status.session(), NOTHING, false, status.atMillis(), state));
    }

    @Override
    public TypeInformation<Inbound> getProducedType() {
        return TypeInformation.of(Inbound.class);
    }
}
