package io.citybrain.kafka.bridge;

import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.Topics;

/** The city's time as the bridge knows it. Never runs backwards while the bridge lives. */
final class BridgeClock {
    private final boolean external;
    private long newestMillis;

    BridgeClock(boolean external) {
        this.external = external;
    }

    boolean isExternal() {
        return external;
    }

    /** True if the message set the clock. */
    boolean tickedBy(MqttMessage message) {
        if (!external || !message.topic().equals(Topics.CLOCK)) {
            return false;
        }
        Decoded<ClockTick> tick = ClockJson.read(message.payload());
        if (tick.isRefused()) {
            return false;
        }
        newestMillis = Math.max(newestMillis, tick.value().nowMillis());
        return true;
    }

    /** The city's time when a message came in, epoch milliseconds; 0 while unknown. */
    long at(MqttMessage message) {
        return external ? newestMillis : message.receivedAtMillis();
    }

    /** The city's time now, epoch milliseconds; 0 while unknown. */
    long now() {
        if (!external) {
            newestMillis = Math.max(newestMillis, System.currentTimeMillis());
        }
        return newestMillis;
    }
}
