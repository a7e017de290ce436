package io.citybrain.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.citybrain.city.sensing.Device;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.wire.JsonFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads recorded LoRaWAN frames, {@code {"examples":[{"device","network","f_port","frm_payload_base64","expected"}…]}},
 * and wraps them in turn as The Things Stack v3 and ChirpStack v4 deliver them. Each frame gets a device of its own with
 * a made-up EUI, and a time: one a minute from 2026-01-01T00:00:00Z.
 */
final class LorawanFile {
    static final String NAME = "uplinks.json";
    private static final long BEGIN_MILLIS = 1_767_225_600_000L;
    private static final long STEP_MILLIS = 60_000;
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Devices that are mounted in or on a cover; the others are level gauges. */
    private static final Set<String> ON_COVERS =
            Set.of("dingtek-dc410", "milesight-em310-tilt", "milesight-em400-mud", "netvox-r311k");

    private LorawanFile() {}

    /** @throws IllegalArgumentException if the file is not of that form */
    static Recording read(Path file) throws IOException {
        JsonNode examples = examples(file);
        List<SensorEntry> registry = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        List<ExpectedFrame> expected = new ArrayList<>();
        ReplayNotes notes = new ReplayNotes();
        for (int i = 0; i < examples.size(); i++) {
            JsonNode example = examples.get(i);
            if (!example.path("frm_payload_base64").isTextual()
                    || !example.path("device").isTextual()) {
                notes.skip(NAME + ": example " + (i + 1) + " skipped: it has no device or no frm_payload_base64");
                continue;
            }
            SensorEntry entry = entry(i + 1, example);
            LorawanUplink uplink = new LorawanUplink(
                    entry.device().eui(),
                    BEGIN_MILLIS + i * STEP_MILLIS,
                    example.path("f_port").asInt(0),
                    example.get("frm_payload_base64").textValue());
            registry.add(entry);
            events.add(i % 2 == 0 ? uplink.asTheThingsStack(entry.kind()) : uplink.asChirpStack(entry.kind()));
            Map<String, Object> values = JSON.convertValue(example.path("expected"), new TypeReference<>() {});
            expected.add(new ExpectedFrame(uplink.eui(), entry.sensor(), uplink.receivedAtMillis(), values));
        }
        if (events.isEmpty()) {
            throw new IllegalArgumentException(file + ": no frame found\n" + String.join("\n", notes.problems()));
        }
        return new Recording(registry, events, expected, notes.problems(), notes.remarks(), notes.skippedRows(), 0);
    }

    private static JsonNode examples(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(file + ": larger than " + MOST_BYTES + " bytes");
        }
        try {
            JsonNode examples = JSON.readTree(Files.readAllBytes(file)).path("examples");
            if (examples.isArray()) {
                return examples;
            }
            throw new IllegalArgumentException(file + ": must be an object with a list named examples");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + ":" + e.getLocation().getLineNr() + ": " + JsonFault.explain(e), e);
        }
    }

    private static SensorEntry entry(int number, JsonNode example) {
        String codec = codec(example);
        return new SensorEntry(
                String.format(Locale.ROOT, "LW-%02d", number),
                ON_COVERS.contains(codec) ? Kind.MANHOLE : Kind.WATER_LEVEL,
                new Place(
                        District.CENTRE_LONGITUDE,
                        District.CENTRE_LATITUDE,
                        example.get("device").textValue()),
                0,
                BEGIN_MILLIS,
                null,
                null,
                List.of(),
                List.of(),
                new Device(String.format(Locale.ROOT, "C17B0000%08X", number), codec, Double.NaN),
                new int[0]);
    }

    /** "Decentlab DL-PR26 (0..1 bar)" is read by decentlab-dl-pr26-0-1; NB-IoT frames have a codec of their own. */
    private static String codec(JsonNode example) {
        if (example.path("network").asText().equals("NB-IoT")) {
            return "milesight-nbiot";
        }
        return example.get("device")
                .textValue()
                .replaceFirst("\\s*\\((\\d+)\\.\\.(\\d+) bar\\)", "-$1-$2")
                .replaceFirst("\\(.*", "")
                .strip()
                .replace(' ', '-')
                .toLowerCase(Locale.ROOT);
    }
}
