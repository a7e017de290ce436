package io.citybrain.mqtt;

import io.citybrain.mqtt.session.Delivery;
import io.citybrain.mqtt.session.SessionMemory;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One MQTT session, as far as a checkpoint must know it.
 *
 * @param session its name; the client id is {@code prefix-session}
 * @param subscribed filters that the broker has for it, to drop those that the settings no longer name
 * @param established whether the broker has made the session, so that its absence later means loss
 * @param epoch number of the last connection
 * @param unacknowledged emitted and not yet acknowledged, in order of arrival
 */
public record MqttSplit(
        String session, List<String> subscribed, boolean established, int epoch, List<Delivery> unacknowledged)
        implements SourceSplit {
    static MqttSplit fresh(String session) {
        return of(session, SessionMemory.none());
    }

    static MqttSplit of(String session, SessionMemory memory) {
        return new MqttSplit(
                session, memory.subscribed(), memory.established(), memory.epoch(), memory.unacknowledged());
    }

    SessionMemory memory() {
        return new SessionMemory(subscribed, established, epoch, unacknowledged);
    }

    @Override
    public String splitId() {
        return session;
    }
}
