package io.citybrain.jobs.incidents;

import io.citybrain.jobs.sensing.FeedState;
import io.citybrain.jobs.sensing.Inbound;
import io.citybrain.mqtt.MqttDeserializer;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.session.FeedStatus;
import io.citybrain.wire.Topics;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;

/**
 * MQTT messages that concern incidents, as they are. Behind a broker that needs the filter {@code #} all others come,
 * too, and end here.
 */
final class IncidentFeed implements MqttDeserializer<Inbound> {
    private static final long serialVersionUID = 1;
    private static final byte[] NOTHING = {};

    /** The filters of the one session. */
    static final List<String> FILTERS = List.of(Topics.ALL_ALERTS, Topics.ALL_INCIDENT_COMMANDS, Topics.CLOCK);

    private static final List<String> PREFIXES =
            List.of(Topics.ROOT + "alerts/", Topics.ROOT + "incidents/", Topics.CLOCK);

    @Override
    public void deserialize(MqttMessage message, Collector<Inbound> out) {
        if (PREFIXES.stream().anyMatch(message.topic()::startsWith)) {
            out.collect(new Inbound(
                    message.topic(), message.payload(), message.retained(), message.receivedAtMillis(), null));
        }
    }

    @Override
    public void onFeed(FeedStatus status, Collector<Inbound> out) {
        FeedState state = FeedState.valueOf(status.state().name());
        out.collect(new Inbound(status.session(), NOTHING, false, status.atMillis(), state));
    }

    @Override
    public TypeInformation<Inbound> getProducedType() {
        return TypeInformation.of(Inbound.class);
    }
}
