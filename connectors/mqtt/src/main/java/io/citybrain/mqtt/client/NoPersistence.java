package io.citybrain.mqtt.client;

import java.util.Collections;
import java.util.Enumeration;
import org.eclipse.paho.mqttv5.client.MqttClientPersistence;
import org.eclipse.paho.mqttv5.common.MqttPersistable;

/**
 * Keeps nothing. Each connection is a new Paho client and what is unacknowledged lives with us, so a copy inside Paho
 * would only cost an encoding per message.
 */
final class NoPersistence implements MqttClientPersistence {
    @Override
    public void open(String clientId) {}

    @Override
    public void close() {}

    @Override
    public void put(String key, MqttPersistable persistable) {}

    @Override
    public MqttPersistable get(String key) {
        return null;
    }

    @Override
    public void remove(String key) {}

    @Override
    public Enumeration<String> keys() {
        return Collections.emptyEnumeration();
    }

    @Override
    public void clear() {}

    @Override
    public boolean containsKey(String key) {
        return false;
    }
}
