package io.citybrain.influxdb.client;

import java.util.Map;

/**
 * Which points to read.
 *
 * @param measurement its name
 * @param tags tags and the values that they must have; empty for all series
 * @param fromMillis first time, epoch milliseconds, included
 * @param untilMillis last time, epoch milliseconds, excluded
 * @param limit at most so many rows, 1 to {@link #MAX_ROWS}
 * @param order by time
 */
public record HistoryQuery(
        String measurement, Map<String, String> tags, long fromMillis, long untilMillis, int limit, Order order) {
    /** The most rows of one answer. */
    public static final int MAX_ROWS = 100_000;

    private static final int MAX_NAME_CHARS = 255;
    private static final int MAX_TAGS = 20;
    // Nanoseconds of InfluxDB and microseconds of QuestDB must not overflow: the years 1970 to 2261.
    private static final long LAST_MILLIS = 9_200_000_000_000L;

    /** By time. */
    public enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST
    }

    /** Checks names and bounds. @throws IllegalArgumentException naming what is out of bounds */
    public HistoryQuery {
        tags = Map.copyOf(tags);
        requireName("measurement", measurement);
        require(tags.size() <= MAX_TAGS, tags.size() + " tag filters: at most " + MAX_TAGS);
        tags.forEach((tag, value) -> {
            requireName("tag", tag);
            requireName("value of tag " + tag, value);
        });
        require(
                0 <= fromMillis && fromMillis < untilMillis && untilMillis <= LAST_MILLIS,
                "time " + fromMillis + " until " + untilMillis + ": needs 0 <= from < until <= " + LAST_MILLIS);
        require(limit >= 1 && limit <= MAX_ROWS, "limit " + limit + ": must be 1 to " + MAX_ROWS);
    }

    private static void requireName(String what, String name) {
        require(
                !name.isEmpty()
                        && name.length() <= MAX_NAME_CHARS
                        && name.chars().noneMatch(Character::isISOControl),
                what + ": must be 1 to " + MAX_NAME_CHARS + " characters, none a control character");
    }

    private static void require(boolean holds, String error) {
        if (!holds) {
            throw new IllegalArgumentException(error);
        }
    }
}
