package io.citybrain.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citybrain.city.sensing.Kind;
import io.citybrain.wire.Decoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded frame of {@code lorawan/uplinks.json} gives exactly the values that stand beside it. */
class RecordedFramesTest {

    private static final Set<String> WITHOUT_READING =
            Set.of(DeviceReport.CONFIG, DeviceReport.VERSION, DeviceReport.BATTERY, DeviceReport.FAULT);

    private final DeviceDecoder decoder = new DeviceDecoder();

    @TestFactory
    Stream<DynamicTest> everyExpectedValueIsInTheReport() throws IOException {
        List<Recorded> frames = Recorded.load();
        assumeTrue(!frames.isEmpty(), "no recordings: set -Dcitybrain.data");
        return frames.stream().map(frame -> DynamicTest.dynamicTest(frame.name(), () -> check(frame)));
    }

    private void check(Recorded frame) {
        Uplink uplink = Samples.uplink(frame.port(), frame.payload());
        Decoded<DeviceFrame> decoded = decoder.decode(uplink, Samples.entry(Kind.MANHOLE, frame.codec(), Double.NaN));

        assertThat(decoded.reason()).isNull();
        DeviceReport report = decoded.value().report();
        frame.expected().properties().forEach(expected -> {
            if (expected.getKey().equals("report")) {
                assertThat(report.report()).isEqualTo(expected.getValue().textValue());
            } else {
                checkField(report, expected.getKey(), expected.getValue());
            }
        });
        if (WITHOUT_READING.contains(report.report())) {
            assertThat(decoded.value().readings()).isEmpty();
        }
    }

    private static void checkField(DeviceReport report, String name, JsonNode expected) {
        Field field = report.findField(name);
        assertThat(field).as(name).isNotNull();
        if (expected.isNumber()) {
            assertThat(field.type()).as(name).isEqualTo(Field.NUMBER);
            assertThat(field.number()).as(name).isCloseTo(expected.doubleValue(), within(1e-9));
        } else if (expected.isBoolean()) {
            assertThat(field).isEqualTo(Field.flag(name, expected.booleanValue()));
        } else {
            assertThat(field).isEqualTo(Field.text(name, expected.textValue()));
        }
    }

    /** One entry of the file. */
    record Recorded(String name, String codec, int port, byte[] payload, JsonNode expected) {

        private static final Map<String, String> CODECS = Map.of(
                "Dingtek DC410", "dingtek-dc410",
                "Dingtek DF530", "dingtek-df530",
                "Milesight EM400-UDL (NB-IoT)", "milesight-nbiot",
                "Decentlab DL-PR26 (0..1 bar)", "decentlab-dl-pr26-0-1");

        static List<Recorded> load() throws IOException {
            Path file = dataFolder().resolve("lorawan").resolve("uplinks.json");
            List<Recorded> frames = new ArrayList<>();
            if (Files.exists(file)) {
                for (JsonNode example :
                        new ObjectMapper().readTree(Files.readAllBytes(file)).get("examples")) {
                    frames.add(of(example));
                }
            }
            return frames;
        }

        private static Path dataFolder() {
            String named = System.getProperty("citybrain.data", "");
            return named.isBlank() ? Path.of("..", "..", "..", "shared", "data") : Path.of(named);
        }

        private static Recorded of(JsonNode example) {
            String device = example.get("device").textValue();
            String codec =
                    CODECS.getOrDefault(device, device.toLowerCase(Locale.ROOT).replace(' ', '-'));
            byte[] payload = HexFormat.of().parseHex(example.get("bytes_hex").textValue());
            int port = example.get("f_port").isNumber() ? example.get("f_port").intValue() : -1;
            String name = device + ": " + example.get("kind").textValue();
            return new Recorded(name, codec, port, payload, example.get("expected"));
        }
    }
}
