package io.citybrain.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class KafkaEventSinkSettingsTest {
    @Test
    void aFileOfClientSettingsCannotTakeBackWhatTheSinkPromises() {
        Properties others = new Properties();
        others.put("acks", "0");
        others.put("enable.idempotence", "false");
        others.put("delivery.timeout.ms", "1000");
        others.put("compression.type", "zstd");

        Properties settings = KafkaEventSink.<String>builder()
                .servers("127.0.0.1:9092")
                .properties(others)
                .producer();

        assertThat(settings)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE))
                .containsEntry("compression.type", "zstd");
    }

    @Test
    void aTopicIsNotForgottenBetweenTwoAlertsOfAQuietWeek() {
        Properties settings =
                KafkaEventSink.<String>builder().servers("127.0.0.1:9092").producer();

        assertThat(Long.parseLong(settings.getProperty("metadata.max.idle.ms"))).isGreaterThan(600_000_000);
    }
}
