package io.citybrain.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.http.access.Role;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people want goes out on MQTT, comes back as what the city made of it, and stands in the audit trail. */
class CommandsTest {
    private static final String ALERT = "/api/v1/alerts/manhole/MH-1/cover-opened/commands";
    private static final String INCIDENT = "/api/v1/incidents/gongshu-1/commands";
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1, 2, 3};

    @TempDir
    Path folder;

    private OpenDoor door;

    @BeforeEach
    void open() throws Exception {
        door = OpenDoor.open(folder);
    }

    @AfterEach
    void close() {
        if (door != null) {
            door.close();
        }
    }

    private void raise() {
        door.raise(OpenDoor.alert("MH-1", 1, AlertState.ACTIVE));
        Awaitility.await("the alert is known")
                .atMost(OpenDoor.PATIENCE)
                .until(() -> door.see("/api/v1/alerts").path("total").asInt() == 1);
    }

    private static CommandOutcome outcome(JsonNode command, boolean accepted, String reason, String state) {
        return new CommandOutcome(command.path("commandId").asText(), accepted, reason, state);
    }

    private JsonNode newestAudit() throws Exception {
        return OpenDoor.json(door.get("/api/v1/audit?limit=1", Role.ADMINISTRATOR))
                .path("items")
                .get(0);
    }

    @Test
    void anAlertIsAcknowledgedByWhoIsSignedInWhateverTheBodySays() throws Exception {
        raise();
        ConcurrentLinkedQueue<JsonNode> heard = new ConcurrentLinkedQueue<>();
        door.answer(Topics.ALL_ALERT_COMMANDS, (topic, command) -> {
            heard.add(command);
            return outcome(command, true, null, "acknowledged");
        });
        HttpResponse<String> answer = door.post(
                ALERT, Role.OPERATOR, "{\"command\":\"acknowledge\",\"commandId\":\"c-1\",\"by\":\"somebody else\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(OpenDoor.json(answer).path("state").asText()).isEqualTo("acknowledged");
        assertThat(heard.remove().path("by").asText()).isEqualTo("a-operator");
        JsonNode line = newestAudit();
        assertThat(line.path("who").asText()).isEqualTo("a-operator");
        assertThat(line.path("what").asText()).isEqualTo("acknowledge");
        assertThat(line.path("target").asText()).isEqualTo("alert manhole/MH-1/cover-opened");
        assertThat(line.path("from").asText()).isEqualTo("127.0.0.1");
        assertThat(line.path("outcome").asText()).isEqualTo("accepted");
    }

    @Test
    void aRefusalIsToldWithItsReasonAndState() throws Exception {
        raise();
        door.answer(
                Topics.ALL_ALERT_COMMANDS,
                (topic, command) -> outcome(command, false, "the alert is shelved already", "shelved"));
        HttpResponse<String> answer =
                door.post(ALERT, Role.OPERATOR, "{\"command\":\"shelve\",\"until\":\"2099-01-01T00:00:00Z\"}");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = OpenDoor.json(answer);
        assertThat(problem.path("detail").asText()).isEqualTo("the alert is shelved already");
        assertThat(problem.path("state").asText()).isEqualTo("shelved");
    }

    @Test
    void silenceIsToldWithTheCommandIdToSendAgain() throws Exception {
        raise();
        HttpResponse<String> answer =
                door.post(ALERT, Role.OPERATOR, "{\"command\":\"acknowledge\",\"commandId\":\"c-7\"}");
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(OpenDoor.json(answer).path("code").asText()).isEqualTo("no-answer");
        assertThat(OpenDoor.json(answer).path("detail").asText()).contains("c-7");
    }

    @Test
    void allThatIsWrongWithABodyIsToldAtOnce() throws Exception {
        raise();
        HttpResponse<String> answer =
                door.post(ALERT, Role.OPERATOR, "{\"command\":\"shelve\",\"until\":\"yesterday\",\"commandId\":7}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(OpenDoor.json(answer).path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("until", "commandId");
    }

    @Test
    void aCrewDoesWhatIsItsOwnWithAPhotoThatItSentBefore() throws Exception {
        door.retain(
                "city/v1/incidents/gongshu-1",
                "{\"incidentId\":\"gongshu-1\",\"revision\":1,\"state\":\"dispatched\","
                        + "\"severity\":\"critical\",\"title\":{\"zh\":\"井盖\",\"en\":\"cover\"}}");
        door.retain(
                "city/v1/incidents/gongshu-2",
                "{\"incidentId\":\"gongshu-2\",\"revision\":1,\"state\":\"dispatched\"}");
        door.retain(
                "city/v1/crews/crew-1/work-orders/gongshu-1",
                "{\"incidentId\":\"gongshu-1\",\"revision\":1,\"crew\":\"crew-1\",\"state\":\"dispatched\"}");
        Awaitility.await("the order is known")
                .atMost(OpenDoor.PATIENCE)
                .until(() -> OpenDoor.json(door.get("/api/v1/crews/crew-1/work-orders", Role.CREW))
                                .path("total")
                                .asInt()
                        == 1);
        JsonNode order = OpenDoor.json(door.get("/api/v1/crews/crew-1/work-orders", Role.CREW))
                .path("items")
                .get(0);
        assertThat(order.path("title").path("en").asText()).isEqualTo("cover");
        assertThat(door.get("/api/v1/crews/crew-2/work-orders", Role.CREW).statusCode())
                .isEqualTo(403);

        HttpResponse<String> photo = OpenDoor.send(door.request("/api/v1/photos", Role.CREW)
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofByteArray(JPEG))
                .build());
        assertThat(photo.statusCode()).isEqualTo(201);
        String id = OpenDoor.json(photo).path("photo").asText();
        ConcurrentLinkedQueue<JsonNode> heard = new ConcurrentLinkedQueue<>();
        door.answer("city/v1/incidents/+/commands", (topic, command) -> {
            heard.add(command);
            return outcome(command, true, null, "resolved");
        });
        String resolve = "{\"command\":\"resolve\",\"note\":\"盖好了\",\"photo\":\"%s\"}";
        assertThat(door.post(INCIDENT, Role.CREW, resolve.formatted("nothing.jpg"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(door.post(INCIDENT, Role.CREW, resolve.formatted(id)).statusCode())
                .isEqualTo(200);
        JsonNode command = heard.remove();
        assertThat(command.path("crew").asText()).isEqualTo("crew-1");
        assertThat(command.path("note").asText()).isEqualTo("盖好了");
        assertThat(door.post(INCIDENT, Role.CREW, "{\"command\":\"close\"}").statusCode())
                .isEqualTo(403);
        assertThat(door.post(INCIDENT.replace("-1", "-2"), Role.CREW, "{\"command\":\"accept\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(door.get("/api/v1/photos/" + id, Role.VIEWER).headers().firstValue("Content-Type"))
                .contains("image/jpeg");
    }

    @Test
    void aPhotoIsJudgedByItsContentAndItsSize() throws Exception {
        HttpResponse<String> page = OpenDoor.send(door.request("/api/v1/photos", Role.CREW)
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofString("<script>alert(1)</script>"))
                .build());
        assertThat(page.statusCode()).isEqualTo(415);
        byte[] large = new byte[PhotoRoom.MOST_BYTES + 1];
        System.arraycopy(JPEG, 0, large, 0, JPEG.length);
        HttpResponse<String> tooLarge = OpenDoor.send(door.request("/api/v1/photos", Role.CREW)
                .POST(BodyPublishers.ofByteArray(large))
                .build());
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(door.get("/api/v1/photos/..%2F..%2Fkeys.json", Role.VIEWER).statusCode())
                .isNotEqualTo(200);
    }

    @Test
    void anEscortIsAskedForFromWhereTheAmbulanceIsAndCancelled() throws Exception {
        String ask = "{\"ambulance\":\"120-1\",\"urgency\":1,\"destination\":{\"longitude\":120.2,\"latitude\":30.3},"
                + "\"missionId\":\"m-1\"}";
        assertThat(OpenDoor.json(door.post("/api/v1/missions", Role.DISPATCHER, ask))
                        .path("code")
                        .asText())
                .isEqualTo("no-position");
        Reading position = Reading.of("120-1", Kind.AMBULANCE, System.currentTimeMillis())
                .with(Quantity.LONGITUDE, 120.1)
                .with(Quantity.LATITUDE, 30.2);
        door.publish(MqttPublication.of(Topics.telemetry(Kind.AMBULANCE, "120-1"), TelemetryJson.write(position)));
        Awaitility.await("the ambulance is known")
                .atMost(OpenDoor.PATIENCE)
                .until(() -> door.see("/api/v1/ambulances").path("items").size() == 1);
        door.answer("city/v1/missions/+/+", (topic, message) -> {
            if (topic.endsWith("/request")) {
                assertThat(message.path("origin").path("longitude").asDouble()).isEqualTo(120.1);
                plan(1, MissionStatus.APPROVED);
            } else if (topic.endsWith("/cancel")) {
                plan(2, MissionStatus.CANCELLED);
            }
            return null;
        });
        HttpResponse<String> asked = door.post("/api/v1/missions", Role.DISPATCHER, ask);
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(OpenDoor.json(asked).path("status").asText()).isEqualTo("approved");
        HttpResponse<String> cancelled = door.post("/api/v1/missions/m-1/cancel", Role.DISPATCHER, "{}");
        assertThat(OpenDoor.json(cancelled).path("status").asText()).isEqualTo("cancelled");
        assertThat(newestAudit().path("what").asText()).isEqualTo("cancel-mission");
        assertThat(door.post("/api/v1/missions/m-1/cancel", Role.DISPATCHER, "{}")
                        .statusCode())
                .isEqualTo(409);
    }

    private void plan(int revision, MissionStatus status) {
        MissionPlan plan = new MissionPlan(
                "m-1", "120-1", revision, 1_790_000_000_000L, status, null, List.of(), 0, 0, List.of(), Double.NaN);
        door.publish(MqttPublication.retained(Topics.missionPlan("m-1"), MissionJson.write(plan)));
    }

    @Test
    void aSensorIsRegisteredChangedAndRemovedByAnAdministrator() throws Exception {
        String path = "/api/v1/registry/MH%2F9";
        String entry = "{\"kind\":\"manhole\",\"place\":{\"longitude\":120.1,\"latitude\":30.2}}";
        assertThat(door.change("PUT", path, Role.ADMINISTRATOR, entry).statusCode())
                .isEqualTo(200);
        assertThat(OpenDoor.json(door.get(path, Role.VIEWER)).path("kind").asText())
                .isEqualTo("manhole");
        HttpResponse<String> wrong = door.change("PUT", path, Role.ADMINISTRATOR, "{\"kind\":\"castle\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(OpenDoor.json(wrong).path("detail").asText())
                .contains("castle")
                .contains("place");
        assertThat(door.change("DELETE", path, Role.ADMINISTRATOR, "").statusCode())
                .isEqualTo(204);
        assertThat(door.get(path, Role.VIEWER).statusCode()).isEqualTo(404);
    }

    @Test
    void whenTheBrokerIsAwayNothingIsSentAndThatIsSaid() throws Exception {
        raise();
        door.broker.stop();
        Awaitility.await("the door sees it")
                .atMost(OpenDoor.PATIENCE)
                .until(() -> door.get("/ready", null).statusCode() == 503);
        HttpResponse<String> answer = door.post(ALERT, Role.OPERATOR, "{\"command\":\"acknowledge\"}");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(OpenDoor.json(answer).path("code").asText()).isEqualTo("broker-away");
    }

    @Test
    void whatTheBrokerForgotWhileTheDoorWasAwayIsForgotten() throws Exception {
        raise();
        door.broker.stop();
        Awaitility.await("the door sees it")
                .atMost(OpenDoor.PATIENCE)
                .until(() -> door.get("/ready", null).statusCode() == 503);
        java.nio.file.Files.deleteIfExists(folder.resolve("broker").resolve("mosquitto.db"));
        door.broker.startAgain();
        Awaitility.await("the alert is gone")
                .atMost(OpenDoor.PATIENCE)
                .until(() -> door.see("/api/v1/alerts").path("total").asInt() == 0);
    }
}
