package io.citybrain.mqtt;

import io.citybrain.mqtt.client.MqttPublication;
import java.io.Serializable;
import java.util.function.Consumer;

/** Turns records into publications. */
@FunctionalInterface
public interface MqttSerializer<T> extends Serializable {
    /** Publishes none, one or many messages for a record; an exception is a bug and fails the job. */
    void serialize(T value, Consumer<MqttPublication> out);
}
