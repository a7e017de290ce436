package io.citybrain.prometheus;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Numbers that share a name. Names are promises to dashboards: change only by adding.
 *
 * @param name {@code citybrain_<component>_<what>_<unit>}, a counter with {@code _total} at its end
 * @param type how it moves
 * @param help one sentence
 * @param labels what tells the numbers apart, in the order in which samples give their values
 */
public record MetricFamily(String name, Type type, String help, List<String> labels) {
    private static final Pattern NAME = Pattern.compile("citybrain_[a-z]+(_[a-z]+)+");
    private static final String COUNTED = "_total";

    /** How numbers move. */
    public enum Type {
        /** Only grows; begins anew when its process or its task does. */
        COUNTER,
        GAUGE
    }

    public MetricFamily {
        labels = List.copyOf(labels);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "metric " + name + ": write it like citybrain_source_received_messages_total");
        }
        if (name.endsWith(COUNTED) != (type == Type.COUNTER)) {
            throw new IllegalArgumentException("metric " + name + ": counters, and only they, end with _total");
        }
    }

    public static MetricFamily counter(String name, String help, String... labels) {
        return new MetricFamily(name, Type.COUNTER, help, List.of(labels));
    }

    public static MetricFamily gauge(String name, String help, String... labels) {
        return new MetricFamily(name, Type.GAUGE, help, List.of(labels));
    }

    /** As the client library wants it: it adds the ending of counters by itself. */
    String plainName() {
        return type == Type.COUNTER ? name.substring(0, name.length() - COUNTED.length()) : name;
    }
}
