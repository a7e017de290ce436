package io.citybrain.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * A million wrong payloads: each ends as a value or a reason, none as an exception. Set {@code -Dcitybrain.seed=N} to
 * repeat a run that failed; the seed is in the failure's text.
 */
final class FuzzTest {

    /** More than 1,000,000 in all; a new door takes nothing from the others. */
    private static final int PAYLOADS_PER_DOOR = 70_000;

    private static final int FILES = 30_000;
    private static final int TOPICS = 200_000;
    private static final long SEED = Long.getLong("citybrain.seed", 20_261_124L);

    /** Pieces that broke parsers before. */
    private static final List<byte[]> PIECES = Arrays.stream(new String[] {
                "null",
                "true",
                "NaN",
                "-Infinity",
                "1e999",
                "-1e-999",
                "-",
                "-0",
                "00",
                "1.",
                ".5",
                "1e",
                "0x10",
                "9".repeat(90),
                "9".repeat(120),
                "9".repeat(400) + ".0",
                "1795509000",
                "1795509000000",
                "\"\"",
                "\"",
                "\\",
                "\\u0000",
                "\\ud800",
                "\\udc00",
                "\\ud83d\\ude91",
                "\\x",
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "{}",
                "[[[[[[[[[[[[[[[[[[",
                "{\"a\":".repeat(18),
                "//",
                "#",
                "\u0000",
                "\n",
                "\t",
                "\u00e9",
                "\u4e95",
                "\u00ed\u00a0\u0080",
                "\u00c0\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00ff",
                "\u00fe\u00ff",
                "\u00ef\u00bb\u00bf",
                "\"observedAt\":",
                "\"sequence\":1,",
                "\"kind\":",
                "\"place\":{},",
                "\"2026-11-24T08:30:00Z\"",
                "\"2026-13-41T25:61:61+99:99\"",
                "&a ",
                "*a",
                "? ",
                "- ",
                "!!binary ",
                "%YAML 9",
                "---\n",
                "...\n",
                "|\n",
                ">-\n",
                "<<: ",
                "'",
                "@",
                "`"
            })
            .map(piece -> piece.getBytes(ISO_8859_1))
            .toList();

    private record Door(String name, byte[] valid, Function<byte[], Decoded<?>> read) {}

    private final SplittableRandom random = new SplittableRandom(SEED);

    private static List<Door> doors() {
        List<Door> doors = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            doors.add(new Door(
                    kind.topicName(),
                    TelemetryJson.write(Samples.reading(kind)),
                    payload -> TelemetryJson.read(kind, "s-1", payload)));
        }
        doors.add(new Door("registry", RegistryJson.write(Samples.ENTRY), bytes -> RegistryJson.read("j-1", bytes)));
        doors.add(new Door("alert", AlertJson.write(Samples.ALERT), AlertJson::read));
        doors.add(new Door(
                "command",
                AlertJson.write(Samples.COMMAND),
                bytes -> AlertJson.readCommand("noise", "n-1", "loud", bytes)));
        doors.add(new Door("outcome", AlertJson.write(Samples.OUTCOME), AlertJson::readOutcome));
        doors.add(new Door("refused", RefusedJson.write(Samples.REJECTION), RefusedJson::read));
        doors.add(new Door("clock", ClockJson.write(Samples.TICK), ClockJson::read));
        doors.add(new Door(
                "flow",
                FlowJson.write(
                        Samples.reading(Kind.TRAFFIC_FLOW),
                        List.of(new FlowJson.Lane(0, 3, 1), new FlowJson.Lane(1, 2, 0))),
                bytes -> FlowJson.read("e-1", bytes)));
        doors.add(new Door(
                "mission-request", MissionJson.write(Samples.REQUEST), bytes -> MissionJson.readRequest("m-1", bytes)));
        doors.add(new Door(
                "mission-approval",
                MissionJson.write(Samples.APPROVAL),
                bytes -> MissionJson.readApproval("m-1", bytes)));
        doors.add(new Door(
                "mission-cancel", MissionJson.write(Samples.CANCEL), bytes -> MissionJson.readCancel("m-1", bytes)));
        doors.add(new Door("mission-plan", MissionJson.write(Samples.PLAN), MissionJson::readPlan));
        doors.add(new Door("priority", PriorityJson.write(Samples.PRIORITY), bytes -> PriorityJson.read("J/1", bytes)));
        doors.add(new Door(
                "priority-status", PriorityJson.write(Samples.STATUS), bytes -> PriorityJson.readStatus("J/1", bytes)));
        doors.add(new Door("escort-command", MissionJson.write(Samples.RELEASE_ALL), MissionJson::readCommand));
        doors.add(new Door("incident", IncidentJson.write(Samples.INCIDENT), IncidentJson::read));
        doors.add(new Door(
                "incident-command",
                IncidentCommandJson.write(Samples.INCIDENT_COMMAND),
                bytes -> IncidentCommandJson.read("i-1", bytes)));
        doors.add(new Door("work-order", CrewJson.write(Samples.INCIDENT.findWorkOrder()), CrewJson::readWorkOrder));
        doors.add(new Door("health", HealthJson.write(Samples.HEALTH), HealthJson::read));
        return doors;
    }

    @Test
    void everyPayloadEndsAsAValueOrAReason() {
        List<Door> doors = doors();
        int[] decoded = new int[doors.size()];
        int[] refused = new int[doors.size()];
        for (int i = 0; i < PAYLOADS_PER_DOOR * doors.size(); i++) {
            int d = i % doors.size();
            Door door = doors.get(d);
            byte[] payload = random.nextInt(16) == 0 ? randomBytes() : mutated(door.valid());
            Decoded<?> result;
            try {
                result = door.read().apply(payload);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(told(door.name(), i, payload), e);
            }
            if (!isValueOrReason(result)) {
                throw new AssertionError(told(door.name(), i, payload) + ": " + result);
            }
            if (result.isRefused()) {
                refused[d]++;
            } else {
                decoded[d]++;
                checkWrittenAgain(result.value(), () -> told(door.name(), 0, payload));
            }
        }
        for (int d = 0; d < doors.size(); d++) {
            assertThat(decoded[d]).as("decoded of " + doors.get(d).name()).isGreaterThan(1_000);
            assertThat(refused[d]).as("refused of " + doors.get(d).name()).isGreaterThan(10_000);
        }
    }

    /** What was let in can be written and is let in again, the same. */
    private static void checkWrittenAgain(Object value, java.util.function.Supplier<String> told) {
        Object again = value;
        if (value instanceof Reading reading) {
            again = TelemetryJson.read(reading.kind(), reading.sensor(), TelemetryJson.write(reading))
                    .value();
        } else if (value instanceof SensorEntry entry) {
            again = RegistryJson.read(entry.sensor(), RegistryJson.write(entry)).value();
        } else if (value instanceof MissionRequest request) {
            again = MissionJson.readRequest(request.mission(), MissionJson.write(request))
                    .value();
        } else if (value instanceof MissionPlan plan) {
            again = MissionJson.readPlan(MissionJson.write(plan)).value();
        } else if (value instanceof PriorityCommand command) {
            again = PriorityJson.read(command.signal(), PriorityJson.write(command))
                    .value();
        } else if (value instanceof PriorityStatus status) {
            again = PriorityJson.readStatus(status.signal(), PriorityJson.write(status))
                    .value();
        }
        if (!value.equals(again)) {
            throw new AssertionError(told.get() + " became " + value + " and then " + again);
        }
    }

    @Test
    void everyRegistryFileEndsWithEntriesOrErrors() {
        byte[] valid = """
                defaults: {noise: {heartbeatSeconds: 600, limits: {loud: {raise: 70}}}}
                sensors:
                  - {sensor: n-1, kind: noise, place: {longitude: 120.1, latitude: 30.2, name: bridge}}
                  - sensor: j-1
                    kind: traffic-signal
                    place: {name: "square"}
                    notify: [crew-1]
                    device: {eui: A84041000181C061, codec: x}
                    conflictingLinks: [[0, 4]]
                """.getBytes(UTF_8);
        int right = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] file = mutated(valid);
            RegistryFile.Result result;
            try {
                result = RegistryFile.read("f", new StringReader(new String(file, UTF_8)));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(told("file", i, file), e);
            }
            assertThat(result.errors()).allMatch(error -> error.startsWith("f:") && Texts.findFault(error) == null);
            right += result.errors().isEmpty() ? 1 : 0;
        }
        assertThat(right).isBetween(FILES / 100, FILES / 2);
    }

    @Test
    void everyTopicHasANameOrAReason() {
        byte[] valid = "city/v1/alerts/manhole/m%2F1/open/commands".getBytes(UTF_8);
        byte[] pieces = "/%#+\u0000\u00e9abc".getBytes(ISO_8859_1);
        for (int i = 0; i < TOPICS; i++) {
            byte[] topic = valid.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                topic[random.nextInt(topic.length)] = pieces[random.nextInt(pieces.length)];
            }
            String name = new String(topic, ISO_8859_1).substring(random.nextInt(3) == 0 ? random.nextInt(20) : 0);
            TopicName parsed = TopicName.parse(name);
            assertThat(parsed.type()).as(name).isNotNull();
            if (parsed.isRefused()) {
                assertThat(Texts.findFault(parsed.reason())).as(name).isNull();
            } else if (parsed.type() == TopicName.Type.ALERT_COMMAND) {
                assertThat(TopicName.parse(Topics.alertCommands(parsed.kindName(), parsed.sensor(), parsed.rule())))
                        .isEqualTo(parsed);
            }
        }
    }

    private static boolean isValueOrReason(Decoded<?> result) {
        return result.isRefused()
                ? result.value() == null && !result.reason().isBlank() && Texts.findFault(result.reason()) == null
                : result.value() != null;
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The valid bytes after one to four changes: a byte, a piece put in, a stretch removed or repeated. */
    private byte[] mutated(byte[] valid) {
        byte[] bytes = valid;
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(bytes.length + 1);
            int length = Math.min(random.nextInt(12), bytes.length - at);
            bytes = switch (random.nextInt(6)) {
                case 0 -> with(bytes, at, 0, new byte[] {(byte) random.nextInt(256)});
                case 1 -> with(bytes, at, Math.min(1, length), new byte[] {(byte) random.nextInt(32, 127)});
                case 2 -> with(bytes, at, 0, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> with(bytes, at, length, PIECES.get(random.nextInt(PIECES.size())));
                case 4 -> with(bytes, at, length, new byte[0]);
                default -> with(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            };
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, int removed, byte[] inserted) {
        byte[] changed = new byte[bytes.length - removed + inserted.length];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(inserted, 0, changed, at, inserted.length);
        System.arraycopy(bytes, at + removed, changed, at + inserted.length, bytes.length - at - removed);
        return changed;
    }

    private static String told(String door, int number, byte[] payload) {
        return "seed " + SEED + ", number " + number + ", " + door + ": " + new String(payload, ISO_8859_1);
    }
}
