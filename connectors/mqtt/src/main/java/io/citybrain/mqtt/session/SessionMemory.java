package io.citybrain.mqtt.session;

import java.util.List;

/**
 * What the reader of a session must know after a restart to go on where it was.
 *
 * @param subscribed filters that the broker has for it, to drop those that the settings no longer name
 * @param established whether the broker has made the session, so that its absence later means loss
 * @param epoch number of the last connection
 * @param unacknowledged emitted and not yet acknowledged, in order of arrival
 */
public record SessionMemory(List<String> subscribed, boolean established, int epoch, List<Delivery> unacknowledged) {
    /** Of a reader that knows nothing: it reads all retained messages, and repeats come to it as new. */
    public static SessionMemory none() {
        return new SessionMemory(List.of(), false, 0, List.of());
    }
}
