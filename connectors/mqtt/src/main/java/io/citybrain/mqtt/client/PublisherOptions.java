package io.citybrain.mqtt.client;

/**
 * How a publisher behaves.
 *
 * @param clientId stable name at the broker
 * @param window publications under way to the broker at once, 1 to 32,767; the broker may allow fewer
 * @param capacity publications held in memory, under way or waiting for the broker, at least {@code window}; when it is
 *     reached {@link MqttPublisher#publish} waits
 * @param lastWill published by the broker if we vanish; null for none
 * @param listener learns of lost and regained links
 */
public record PublisherOptions(
        String clientId, int window, int capacity, MqttPublication lastWill, LinkListener listener) {
    public PublisherOptions {
        if (window < 1 || window > SessionOptions.MAX_RECEIVE_MAXIMUM) {
            throw new IllegalArgumentException(
                    "window must be 1 to " + SessionOptions.MAX_RECEIVE_MAXIMUM + ", was " + window);
        }
        if (capacity < window || capacity > 1_000_000) {
            throw new IllegalArgumentException(
                    "capacity must be " + window + " (the window) to 1000000, was " + capacity);
        }
    }

    public static PublisherOptions of(String clientId) {
        return new PublisherOptions(clientId, 1_000, 1_000, null, LinkListener.NONE);
    }

    public PublisherOptions withWindow(int size) {
        return new PublisherOptions(clientId, size, Math.max(capacity, size), lastWill, listener);
    }

    public PublisherOptions withCapacity(int held) {
        return new PublisherOptions(clientId, Math.min(window, held), held, lastWill, listener);
    }

    public PublisherOptions withLastWill(MqttPublication will) {
        return new PublisherOptions(clientId, window, capacity, will, listener);
    }

    public PublisherOptions withListener(LinkListener linkListener) {
        return new PublisherOptions(clientId, window, capacity, lastWill, linkListener);
    }
}
