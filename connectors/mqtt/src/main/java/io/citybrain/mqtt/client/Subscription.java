package io.citybrain.mqtt.client;

/**
 * A subscription with QoS 1.
 *
 * @param filter topic filter
 * @param retained which retained messages the broker sends at subscribe
 */
public record Subscription(String filter, Retained retained) {
    /** Retain handling of MQTT 5, section 3.8.3.1. */
    public enum Retained {
        ALWAYS(0),
        IF_NEW(1),
        NEVER(2);

        final int code;

        Retained(int code) {
            this.code = code;
        }
    }

    public Subscription {
        Topics.requireFilter(filter);
        if (filter.startsWith("$share/")) {
            throw new IllegalArgumentException("shared subscription '" + filter
                    + "' is not supported: it reorders a device's messages across members; use several sessions with"
                    + " disjoint filters");
        }
    }
}
