package io.citybrain.wire;

import static io.citybrain.wire.Contract.names;
import static io.citybrain.wire.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.Severity;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.incident.EventType;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds asyncapi.yaml against the code, both ways. */
final class AsyncApiTest {

    private static final Contract CONTRACT = new Contract();

    /** Each message of the document and what reads it. */
    private static final Map<String, Function<byte[], Decoded<?>>> READERS = new LinkedHashMap<>();

    /** Each message of the document and what our writer makes of a full record. */
    private static final Map<String, byte[]> WRITTEN = new LinkedHashMap<>();

    static {
        for (Kind kind : Kind.values()) {
            String message = "telemetry-" + kind.topicName();
            READERS.put(message, payload -> TelemetryJson.read(kind, "s-1", payload));
            WRITTEN.put(message, TelemetryJson.write(Samples.reading(kind)));
        }
        WRITTEN.put(
                "telemetry-traffic-flow",
                FlowJson.write(Samples.reading(Kind.TRAFFIC_FLOW), List.of(new FlowJson.Lane(0, 3, 1))));
        READERS.put("mission-request", payload -> MissionJson.readRequest("m-1", payload));
        WRITTEN.put("mission-request", MissionJson.write(Samples.REQUEST));
        READERS.put("mission-approval", payload -> MissionJson.readApproval("m-1", payload));
        WRITTEN.put("mission-approval", MissionJson.write(Samples.APPROVAL));
        READERS.put("mission-cancel", payload -> MissionJson.readCancel("m-1", payload));
        WRITTEN.put("mission-cancel", MissionJson.write(Samples.CANCEL));
        READERS.put("mission-plan", MissionJson::readPlan);
        WRITTEN.put("mission-plan", MissionJson.write(Samples.PLAN));
        READERS.put("priority-command", payload -> PriorityJson.read("J/1", payload));
        WRITTEN.put("priority-command", PriorityJson.write(Samples.PRIORITY));
        READERS.put("priority-status", payload -> PriorityJson.readStatus("J/1", payload));
        WRITTEN.put("priority-status", PriorityJson.write(Samples.STATUS));
        READERS.put("escort-command", MissionJson::readCommand);
        WRITTEN.put("escort-command", MissionJson.write(Samples.RELEASE_ALL));
        READERS.put("registry-entry", payload -> RegistryJson.read("s-1", payload));
        WRITTEN.put("registry-entry", RegistryJson.write(Samples.ENTRY));
        READERS.put("alert", AlertJson::read);
        WRITTEN.put("alert", AlertJson.write(Samples.ALERT));
        READERS.put("alert-command", payload -> AlertJson.readCommand("noise", "n-1", "loud", payload));
        WRITTEN.put("alert-command", AlertJson.write(Samples.COMMAND));
        READERS.put("command-outcome", AlertJson::readOutcome);
        WRITTEN.put("command-outcome", AlertJson.write(Samples.OUTCOME));
        READERS.put("incident", IncidentJson::read);
        WRITTEN.put("incident", IncidentJson.write(Samples.INCIDENT));
        READERS.put("incident-command", payload -> IncidentCommandJson.read("i-1", payload));
        WRITTEN.put("incident-command", IncidentCommandJson.write(Samples.INCIDENT_COMMAND));
        READERS.put("work-order", CrewJson::readWorkOrder);
        WRITTEN.put("work-order", CrewJson.write(Samples.INCIDENT.findWorkOrder()));
        READERS.put("crew-position", payload -> CrewJson.readPosition("crew-7", payload));
        WRITTEN.put("crew-position", CrewJson.write(Samples.CREW_POSITION));
        READERS.put("notification", payload -> CrewJson.readNotification("ann", payload));
        WRITTEN.put("notification", CrewJson.write(Samples.NOTIFICATION));
        READERS.put("clock-tick", ClockJson::read);
        WRITTEN.put("clock-tick", ClockJson.write(Samples.TICK));
        READERS.put("refused-message", RefusedJson::read);
        WRITTEN.put("refused-message", RefusedJson.write(Samples.REJECTION));
        READERS.put("health", HealthJson::read);
        WRITTEN.put("health", HealthJson.write(Samples.HEALTH));
    }

    @Test
    void everyKindHasAMessageWithExactlyItsQuantities() {
        List<String> kinds = Arrays.stream(Kind.values()).map(Kind::topicName).toList();
        assertThat(texts(CONTRACT.document.at("/channels/telemetry/parameters/kind/enum")))
                .isEqualTo(kinds);
        assertThat(names(CONTRACT.document.at("/channels/telemetry/messages"))).isEqualTo(kinds);
        assertThat(texts(CONTRACT.schema("registry-entry").at("/properties/kind/enum")))
                .isEqualTo(kinds);
        for (Kind kind : Kind.values()) {
            List<String> quantities =
                    kind.quantities().stream().map(Quantity::jsonName).toList();
            JsonNode schema = CONTRACT.schema("telemetry-" + kind.topicName());
            List<String> properties = new ArrayList<>(List.of("observedAt", "sequence"));
            properties.addAll(quantities);
            if (kind == Kind.TRAFFIC_FLOW) {
                properties.add(LaneQueues.NAME);
            }
            assertThat(names(schema.get("properties"))).isEqualTo(properties);
            List<String> oneOfThese = new ArrayList<>();
            schema.get("anyOf").forEach(option -> oneOfThese.addAll(texts(option.get("required"))));
            assertThat(oneOfThese).isEqualTo(quantities);
            for (String quantity : quantities) {
                assertThat(schema.at("/properties/" + quantity + "/$ref").asText())
                        .isEqualTo("#/components/schemas/quantity-" + quantity);
            }
        }
    }

    @Test
    void everyQuantityHasItsTypeUnitAndWords() {
        List<String> documented = names(CONTRACT.document.at("/components/schemas")).stream()
                .filter(name -> name.startsWith("quantity-"))
                .map(name -> name.substring("quantity-".length()))
                .toList();
        assertThat(documented)
                .isEqualTo(
                        Arrays.stream(Quantity.values()).map(Quantity::jsonName).toList());
        for (Quantity quantity : Quantity.values()) {
            JsonNode schema = CONTRACT.schema("quantity-" + quantity.jsonName());
            String type = switch (quantity.type()) {
                case NUMBER -> "number";
                case FLAG -> "boolean";
                case TEXT -> "string";
            };
            assertThat(schema.path("type").asText()).as(quantity.jsonName()).isEqualTo(type);
            assertThat(schema.path("x-unit").asText()).as(quantity.jsonName()).isEqualTo(quantity.unit());
            assertThat(texts(schema.path("enum"))).as(quantity.jsonName()).isEqualTo(quantity.allowed());
        }
    }

    @Test
    void everyEnumerationHasTheWordsOfTheCode() {
        assertThat(texts(CONTRACT.schema("alert").at("/properties/severity/enum")))
                .isEqualTo(Stream.of(Severity.values()).map(Severity::word).toList());
        assertThat(texts(CONTRACT.schema("alert").at("/properties/state/enum")))
                .isEqualTo(Stream.of(AlertState.values()).map(AlertState::word).toList());
        assertThat(texts(CONTRACT.schema("alert-command").at("/properties/command/enum")))
                .isEqualTo(Stream.of(AlertCommand.Action.values())
                        .map(action -> action.name().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(texts(CONTRACT.schema("mission-plan").at("/properties/status/enum")))
                .isEqualTo(Stream.of(MissionStatus.values())
                        .map(MissionStatus::word)
                        .toList());
        assertThat(texts(CONTRACT.schema("incident").at("/properties/state/enum")))
                .isEqualTo(IncidentJson.STATES);
        assertThat(texts(CONTRACT.schema("work-order").at("/properties/state/enum")))
                .isEqualTo(IncidentJson.STATES);
        assertThat(texts(CONTRACT.schema("incident-event").at("/properties/event/enum")))
                .isEqualTo(Stream.of(EventType.values()).map(EventType::word).toList());
        assertThat(texts(CONTRACT.schema("incident-command").at("/properties/command/enum")))
                .isEqualTo(IncidentCommandJson.ACTIONS);
        assertThat(texts(CONTRACT.schema("health").at("/properties/status/enum")))
                .isEqualTo(Stream.of(Health.Status.values())
                        .map(Health.Status::word)
                        .toList());
    }

    @Test
    void theChannelsAreTheTopicsOfTheCode() {
        assertThat(addresses())
                .containsExactlyInAnyOrder(
                        Topics.telemetry(Kind.NOISE, "{sensorId}").replace("noise", "{kind}"),
                        Topics.registry("{sensorId}"),
                        Topics.alert("{alertKind}", "{sensorId}", "{ruleId}"),
                        Topics.alertCommands("{alertKind}", "{sensorId}", "{ruleId}"),
                        Topics.commandOutcome("{commandId}"),
                        Topics.missionRequest("{missionId}"),
                        Topics.missionApproval("{missionId}"),
                        Topics.missionCancel("{missionId}"),
                        Topics.missionPlan("{missionId}"),
                        Topics.priority("{signalId}"),
                        Topics.priorityStatus("{signalId}"),
                        Topics.ESCORT_COMMANDS,
                        Topics.incident("{incidentId}"),
                        Topics.incidentCommands("{incidentId}"),
                        Topics.workOrder("{crewId}", "{incidentId}"),
                        Topics.crewPosition("{crewId}"),
                        Topics.notifications("{recipient}"),
                        Topics.CLOCK,
                        Topics.REFUSED,
                        Topics.health("{component}"),
                        Topics.HEARTBEAT,
                        Topics.THE_THINGS_STACK_UPLINKS
                                .replaceFirst("\\+", "{application}")
                                .replace("+", "{deviceId}"),
                        Topics.CHIRPSTACK_UPLINKS
                                .replaceFirst("\\+", "{application}")
                                .replace("+", "{deviceId}"));
    }

    /** Every public constant of Topics but the root is a filter that matches exactly one channel. */
    @Test
    void everyFilterMatchesOneChannel() throws IllegalAccessException {
        for (Field field : Topics.class.getFields()) {
            if (!Modifier.isStatic(field.getModifiers()) || field.getName().equals("ROOT")) {
                continue;
            }
            String filter = ((String) field.get(null)).replace("+", "[^/]+").replace("#", ".+");
            assertThat(addresses().stream().filter(address -> address.matches(filter)))
                    .as(field.getName())
                    .hasSize(1);
        }
    }

    @Test
    void everyChannelHasOneOperationAndKnownParameters() {
        JsonNode channels = CONTRACT.document.get("channels");
        List<String> used = new ArrayList<>();
        CONTRACT.document
                .get("operations")
                .forEach(operation ->
                        used.add(operation.at("/channel/$ref").asText().replace("#/channels/", "")));
        assertThat(used).containsExactlyInAnyOrderElementsOf(names(channels));
        for (JsonNode channel : channels) {
            String address = channel.get("address").asText();
            List<String> inAddress = Arrays.stream(address.split("/", -1))
                    .filter(level -> level.startsWith("{"))
                    .map(level -> level.substring(1, level.length() - 1))
                    .toList();
            assertThat(names(channel.path("parameters"))).as(address).isEqualTo(inAddress);
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (JsonNode reference : CONTRACT.document.findValues("$ref")) {
            assertThat(CONTRACT.document.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
    }

    @Test
    void everyMessageHasAReaderAndAWriter() {
        List<String> messages = new ArrayList<>(names(CONTRACT.document.at("/components/messages")));
        messages.remove("lorawan-uplink"); // read by the module devices, written by the network server
        assertThat(READERS.keySet()).containsExactlyInAnyOrderElementsOf(messages);
        assertThat(WRITTEN.keySet()).containsExactlyInAnyOrderElementsOf(messages);
    }

    @Test
    void everyExampleFitsItsSchemaAndIsRead() throws IOException {
        for (String message : READERS.keySet()) {
            for (JsonNode payload : examples(message)) {
                assertThat(CONTRACT.faults(message, payload)).as(message).isEmpty();
                assertThat(reasonOf(message, payload)).as(message).isNull();
            }
        }
    }

    @Test
    void whatIsWrittenFitsItsSchemaAndUsesEveryField() throws IOException {
        for (Map.Entry<String, byte[]> written : WRITTEN.entrySet()) {
            JsonNode payload = Contract.JSON.readTree(written.getValue());
            assertThat(CONTRACT.faults(written.getKey(), payload))
                    .as(written.getKey())
                    .isEmpty();
            assertThat(names(payload))
                    .as(written.getKey())
                    .containsExactlyInAnyOrderElementsOf(
                            names(CONTRACT.schema(written.getKey()).get("properties")));
        }
    }

    /** Removing a field, or giving it another type, is refused by the reader exactly if the schema refuses it. */
    @Test
    void readerAndSchemaRefuseTheSame() throws IOException {
        int refused = 0;
        for (String message : READERS.keySet()) {
            for (JsonNode example : examples(message)) {
                for (ObjectNode changed : changed(example)) {
                    String faults = CONTRACT.faults(message, changed);
                    String reason = reasonOf(message, changed);
                    assertThat(reason == null)
                            .as(message + ' ' + changed + ": schema says '" + faults + "', reader says " + reason)
                            .isEqualTo(faults.isEmpty());
                    refused += faults.isEmpty() ? 0 : 1;
                }
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    private static List<ObjectNode> changed(JsonNode example) {
        List<ObjectNode> changed = new ArrayList<>();
        for (String name : names(example)) {
            ObjectNode without = example.deepCopy();
            without.remove(name);
            changed.add(without);
            for (String json : List.of("true", "-7", "3000000000", "1.5", "\"w?\"", "\"\"", "[]", "{}", "[[1,1]]")) {
                ObjectNode other = example.deepCopy();
                try {
                    other.set(name, Contract.JSON.readTree(json));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                changed.add(other);
            }
        }
        return changed;
    }

    @Test
    void theLimitsAreThoseOfTheCode() {
        assertThat(CONTRACT.schema("id").get("maxLength").asInt()).isEqualTo(Ids.MAX_CHARACTERS);
        assertThat(CONTRACT.schema("text").get("maxLength").asInt()).isEqualTo(Texts.MAX_CHARACTERS);
        assertThat(CONTRACT.schema("time").at("/oneOf/1/minimum").asLong()).isEqualTo(Times.EARLIEST_MILLIS);
        assertThat(CONTRACT.schema("time").at("/oneOf/1/maximum").asLong()).isEqualTo(Times.LATEST_MILLIS);
        JsonNode entry = CONTRACT.schema("registry-entry").get("properties");
        assertThat(entry.at("/heartbeatSeconds/maximum").asDouble()).isEqualTo(EntryFields.MAX_HEARTBEAT_SECONDS);
        assertThat(entry.at("/limits/maxProperties").asInt()).isEqualTo(EntryFields.MAX_LIMITS);
        assertThat(entry.at("/notify/maxItems").asInt()).isEqualTo(EntryFields.MAX_RECIPIENTS);
        assertThat(entry.at("/conflictingLinks/maxItems").asInt()).isEqualTo(EntryFields.MAX_CONFLICTS);
        assertThat(CONTRACT.schema("limit")
                        .at("/properties/onDelaySeconds/maximum")
                        .asDouble())
                .isEqualTo(EntryFields.MAX_DELAY_SECONDS);
        assertThat(CONTRACT.schema("clock-tick").at("/properties/speed/maximum").asDouble())
                .isEqualTo(ClockJson.MAX_SPEED);
        assertThat(CONTRACT.schema("route").get("maxItems").asInt()).isEqualTo(MissionJson.MAX_ROUTE_EDGES);
        assertThat(CONTRACT.schema("mission-plan")
                        .at("/properties/junctions/maxItems")
                        .asInt())
                .isEqualTo(MissionJson.MAX_JUNCTIONS);
        assertThat(CONTRACT.schema("mission-plan").get("description").asText())
                .contains(String.format(Locale.ROOT, "Up to %,d bytes", MissionJson.MAX_PLAN_BYTES));
        assertThat(CONTRACT.schema("links").get("maxItems").asInt()).isEqualTo(PriorityJson.MAX_LINKS);
        assertThat(CONTRACT.schema("mission-sequence").get("maximum").asLong()).isEqualTo(PriorityJson.MAX_SEQUENCE);
        assertThat(CONTRACT.schema("priority-command")
                        .at("/properties/leaseSeconds/maximum")
                        .asInt())
                .isEqualTo(PriorityJson.MAX_LEASE_SECONDS);
        assertThat(CONTRACT.schema("telemetry-traffic-flow")
                        .at("/properties/lanes/maxItems")
                        .asInt())
                .isEqualTo(LaneQueues.MAX_LANES);
        JsonNode incident = CONTRACT.schema("incident");
        assertThat(incident.get("description").asText())
                .contains(String.format(Locale.ROOT, "Up to %,d bytes", IncidentJson.MAX_BYTES));
        assertThat(incident.at("/properties/alerts/maxItems").asInt()).isEqualTo(IncidentJson.MAX_ALERTS);
        assertThat(incident.at("/properties/events/maxItems").asInt()).isEqualTo(IncidentJson.MAX_EVENTS);
        assertThat(incident.at("/properties/links/maxItems").asInt()).isEqualTo(IncidentJson.MAX_LINKS);
        JsonNode refused = CONTRACT.schema("refused-message").get("properties");
        assertThat(refused.at("/reason/maxLength").asInt()).isEqualTo(RefusedJson.MAX_REASON_CHARACTERS);
        assertThat(refused.at("/topic/maxLength").asInt()).isEqualTo(RefusedJson.MAX_TOPIC_CHARACTERS);
        assertThat(refused.at("/payloadBytes/maximum").asInt()).isEqualTo(RefusedJson.MAX_MQTT_BYTES);
        assertThat(CONTRACT.document.at("/info/description").asText())
                .contains(String.format(Locale.ROOT, "at most %,d bytes", Json.MAX_PAYLOAD_BYTES))
                .contains("at most " + Json.MAX_DEPTH + " deep")
                .contains("at most " + Json.MAX_NUMBER_CHARACTERS + " characters");
    }

    private static List<String> addresses() {
        return CONTRACT.document.get("channels").findValuesAsText("address");
    }

    private static List<JsonNode> examples(String message) {
        List<JsonNode> payloads = new ArrayList<>();
        CONTRACT.document
                .at("/components/messages/" + message + "/examples")
                .forEach(example -> payloads.add(example.get("payload")));
        assertThat(payloads).as("examples of " + message).isNotEmpty();
        return payloads;
    }

    private static String reasonOf(String message, JsonNode payload) throws IOException {
        return READERS.get(message)
                .apply(Contract.JSON.writeValueAsBytes(payload))
                .reason();
    }
}
