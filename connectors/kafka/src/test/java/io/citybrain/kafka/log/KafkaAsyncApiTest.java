package io.citybrain.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.kafka.log.KafkaTopics.Declared;
import io.citybrain.kafka.log.LogRecord.Control;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds asyncapi-kafka.yaml against the code. */
class KafkaAsyncApiTest {
    private static Map<?, ?> document;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = KafkaAsyncApiTest.class.getResourceAsStream("/asyncapi-kafka.yaml")) {
            document = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
        }
    }

    private static Map<?, ?> at(Object from, String... path) {
        Object here = from;
        for (String name : path) {
            here = ((Map<?, ?>) here).get(name);
        }
        return (Map<?, ?>) here;
    }

    @Test
    void topicsPartitionsAndRetentionAreThoseThatTheCommandCreates() {
        Map<String, Declared> described = new LinkedHashMap<>();
        for (Object channel : at(document, "channels").values()) {
            Map<?, ?> kafka = at(channel, "bindings", "kafka");
            Map<String, String> settings = new TreeMap<>();
            at(kafka, "topicConfiguration")
                    .forEach((name, value) -> settings.put(
                            String.valueOf(name),
                            value instanceof List<?> several ? String.valueOf(several.get(0)) : String.valueOf(value)));
            String name = (String) ((Map<?, ?>) channel).get("address");
            described.put(name, new Declared(name, (Integer) kafka.get("partitions"), settings));
        }
        assertThat(new ArrayList<>(described.values()))
                .isEqualTo(KafkaTopics.usual().all().stream()
                        .map(topic -> new Declared(topic.name(), topic.partitions(), new TreeMap<>(topic.settings())))
                        .toList());
    }

    @Test
    void aLogRecordHasTheHeadersOfTheDocument() {
        Map<?, ?> headers = at(document, "components", "messages", "logged", "headers", "properties");
        Set<String> written = new TreeSet<>();
        Set<String> controls = new TreeSet<>();
        for (Control control : Control.values()) {
            ProducerRecord<byte[], byte[]> sent = LogFormat.write(
                    "city.inbound", null, new LogRecord(0, "t", new byte[0], true, 1, 1, control, true));
            sent.headers().forEach(header -> {
                written.add(header.key());
                if (header.key().equals("control")) {
                    controls.add(new String(header.value(), StandardCharsets.US_ASCII));
                }
            });
        }
        assertThat(headers.keySet().stream().map(String::valueOf)).containsExactlyInAnyOrderElementsOf(written);
        assertThat((List<?>) at(headers, "control").get("enum"))
                .extracting(String::valueOf)
                .containsExactlyInAnyOrderElementsOf(controls);
    }
}
