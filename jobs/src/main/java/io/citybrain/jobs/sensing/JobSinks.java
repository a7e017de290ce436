package io.citybrain.jobs.sensing;

import io.citybrain.influxdb.InfluxSink;
import io.citybrain.influxdb.LineEncoder;
import io.citybrain.influxdb.client.TableSchema;
import io.citybrain.mqtt.MqttSerializer;
import io.citybrain.mqtt.MqttSink;
import java.nio.file.Path;
import java.util.List;

/** The ends that every job has, on the broker and the store of its settings. */
public final class JobSinks {
    private static final int BUFFER_BYTES = 8 * 1024 * 1024;

    private JobSinks() {}

    /**
     * An end on MQTT, to be finished by {@code build}.
     *
     * @param name part of its client id, not that of any other end of this city
     */
    public static <T> MqttSink.Builder<T> publish(SensingSettings settings, String name, MqttSerializer<T> serializer) {
        return MqttSink.<T>builder()
                .connection(settings.mqtt())
                .clientIdPrefix(settings.clientIdPrefix() + "-" + name)
                .serializer(serializer);
    }

    /**
     * An end on the store, with 8 MiB of state before it spools.
     *
     * @param name of its folders of spooled and of refused lines, not that of any other end of this city
     * @param tables made at the start where they are missing
     */
    public static <T> InfluxSink<T> store(
            SensingSettings settings, String name, List<TableSchema> tables, LineEncoder<T> encoder) {
        Path spool = Path.of(settings.spoolDirectory());
        return InfluxSink.<T>builder()
                .address(settings.store())
                .encoder(encoder)
                .tables(tables)
                .bufferBytes(BUFFER_BYTES)
                .spoolDirectory(spool.resolve(name).toString())
                .deadLetterDirectory(spool.resolve(name + "-refused").toString())
                .build();
    }
}
