package io.citybrain.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class EventDocumentTest {
    @Test
    void anEventHasTheHeadersOfTheDocument() throws IOException {
        byte[] bytes = "{}".getBytes(UTF_8);
        List<String> written = StreamSupport.stream(
                        EventRecords.write("city.alerts", new KafkaEvent(bytes, bytes, "id", "/s", "t", 1, "sensor"))
                                .headers()
                                .spliterator(),
                        false)
                .map(Header::key)
                .toList();
        try (InputStream in = EventDocumentTest.class.getResourceAsStream("/asyncapi-kafka.yaml")) {
            Map<?, ?> document = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            Map<?, ?> messages = (Map<?, ?>) ((Map<?, ?>) document.get("components")).get("messages");
            Map<?, ?> headers = (Map<?, ?>) ((Map<?, ?>) messages.get("event")).get("headers");
            assertThat((List<?>) headers.get("required")).isEqualTo(written);
            assertThat(((Map<?, ?>) headers.get("properties")).keySet())
                    .extracting(String::valueOf)
                    .containsExactlyInAnyOrderElementsOf(written);
        }
    }
}
