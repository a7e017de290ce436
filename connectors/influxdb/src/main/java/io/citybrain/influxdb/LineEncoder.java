package io.citybrain.influxdb;

import io.citybrain.influxdb.client.LineBuilder;
import java.io.Serializable;

/**
 * Turns a value into points. The points must depend on the value alone, their tags and times included: after a restart
 * the same value is encoded again and must land on the same points. Each point must carry all its fields, because QuestDB
 * replaces a row as a whole.
 *
 * @param <T> what the stream carries
 */
@FunctionalInterface
public interface LineEncoder<T> extends Serializable {
    /** Writes no, one or several points. A value that can't be a point may throw: it is then set apart as refused. */
    void encode(T value, LineBuilder out);
}
