package io.citybrain.mqtt.session;

import io.citybrain.mqtt.client.Subscription;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One session of the source.
 *
 * @param name letters, digits, dash and underscore; part of the client id, so never to be changed without need
 * @param filters what it subscribes to; filters of different sessions must not overlap, or a message comes twice
 * @param afterCatchUp filters whose retained messages are read once at each start, after the backlog
 */
public record SessionSettings(String name, List<String> filters, List<String> afterCatchUp) implements Serializable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public SessionSettings {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "session name must be 1 to 64 letters, digits, dashes or underscores, was '" + name + "'");
        }
        if (filters.isEmpty()) {
            throw new IllegalArgumentException("session '" + name + "' needs at least one topic filter");
        }
        filters = List.copyOf(filters);
        afterCatchUp = List.copyOf(afterCatchUp);
        filters.forEach(filter -> new Subscription(filter, Subscription.Retained.ALWAYS).filter());
        afterCatchUp.forEach(filter -> new Subscription(filter, Subscription.Retained.ALWAYS).filter());
    }
}
