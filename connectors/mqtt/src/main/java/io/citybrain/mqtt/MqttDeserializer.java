package io.citybrain.mqtt;

import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.session.FeedStatus;
import java.io.Serializable;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.Collector;

/** Turns messages into records. */
public interface MqttDeserializer<T> extends Serializable, ResultTypeQueryable<T> {
    /**
     * Emits none, one or many records for a message. A message that makes no sense should become a record that says so;
     * an exception is logged, counted as {@code refused} and the message acknowledged, so that a poison message never
     * stalls the feed.
     */
    void deserialize(MqttMessage message, Collector<T> out) throws Exception;

    /** Called in order with the messages when a session is lost, has caught up or has been forgotten by the broker. */
    default void onFeed(FeedStatus status, Collector<T> out) {}
}
