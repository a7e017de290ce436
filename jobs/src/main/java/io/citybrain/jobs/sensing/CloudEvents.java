package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.kafka.KafkaEvent;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.RefusedJson;
import io.citybrain.wire.TelemetryJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What City Brain says in Kafka, as CloudEvents 1.0. Ids come from the record alone, so what is written twice has the
 * same id: readers tell doubles by source and id.
 */
final class CloudEvents {
    static final String SOURCE = "/city/v1/sensing";

    private CloudEvents() {}

    /** Key {@code kind/sensor/rule}: compaction keeps the newest state of each. */
    static KafkaEvent of(Alert alert) {
        return new KafkaEvent(
                bytes(alert.kind() + "/" + alert.sensor() + "/" + alert.rule()),
                AlertJson.write(alert),
                alert.alertId() + "/" + alert.revision(),
                SOURCE,
                "io.citybrain.alert",
                alert.changedAtMillis(),
                alert.sensor());
    }

    static KafkaEvent of(Reading reading) {
        String kind = reading.kind().topicName();
        return new KafkaEvent(
                bytes(reading.sensor()),
                TelemetryJson.write(reading),
                kind + "/" + reading.sensor() + "/" + reading.observedAtMillis() + "/" + reading.sequence(),
                SOURCE,
                "io.citybrain.reading." + kind,
                reading.observedAtMillis(),
                reading.sensor());
    }

    static KafkaEvent of(Rejection rejection) {
        return new KafkaEvent(
                bytes(rejection.topic()),
                RefusedJson.write(rejection),
                rejection.topic() + "/" + rejection.receivedAtMillis() + "/" + Arrays.hashCode(rejection.payload()),
                SOURCE,
                "io.citybrain.refused",
                rejection.receivedAtMillis(),
                rejection.topic());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
