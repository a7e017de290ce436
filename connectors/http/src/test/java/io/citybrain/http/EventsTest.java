package io.citybrain.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.http.access.Role;
import io.citybrain.http.view.Documents;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page hears. */
class EventsTest {
    private static final Map<String, String> PLAIN = Map.of();
    private static final JsonNode NOTHING = Documents.MAPPER.createArrayNode();
    private static final long BETWEEN_ALERTS_NANOS = 10_000_000;

    @TempDir
    static Path folder;

    private static OpenDoor door;

    @BeforeAll
    static void open() throws Exception {
        door = OpenDoor.open(folder);
    }

    @AfterAll
    static void close() {
        if (door != null) {
            door.close();
        }
    }

    private static void register(String sensor) throws Exception {
        door.register(sensor, Kind.MANHOLE);
        Awaitility.await(sensor + " is registered")
                .atMost(OpenDoor.PATIENCE)
                .until(() -> door.get("/api/v1/sensors/" + sensor, Role.VIEWER).statusCode() == 200);
    }

    private static char state(JsonNode sensors, String sensor) {
        for (int i = 0; i < sensors.path("ids").size(); i++) {
            if (sensors.path("ids").get(i).asText().equals(sensor)) {
                return sensors.path("state").asText().charAt(i);
            }
        }
        return '?';
    }

    private static boolean hasAlert(JsonNode patch, String sensor, String state) {
        for (JsonNode alert : patch.path("alerts")) {
            if (alert.path("sensor").asText().equals(sensor)
                    && alert.path("state").asText().equals(state)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aPageGetsTheWholeStateThenEachAlertAsItComesAndItsSensorInColour() throws Exception {
        register("MH-1");
        try (EventReader page = door.listen("?parts=sensors,alerts,figures", PLAIN)) {
            EventReader.Event snapshot = page.await("snapshot", data -> true);
            assertThat(state(snapshot.data().path("sensors"), "MH-1")).isEqualTo('7');
            assertThat(snapshot.data().has("signals")).isFalse();
            Reading closed =
                    Reading.of("MH-1", Kind.MANHOLE, System.currentTimeMillis()).with(Quantity.OPEN, false);
            door.publish(MqttPublication.of(Topics.telemetry(Kind.MANHOLE, "MH-1"), TelemetryJson.write(closed)));
            page.await("patch", data -> data.path("sensors").path("s").asText().contains("0"));
            door.raise(OpenDoor.alert("MH-1", 1, AlertState.ACTIVE));
            JsonNode patch = page.await("patch", data -> hasAlert(data, "MH-1", "active"))
                    .data();
            assertThat(patch.path("sensors").path("s").asText()).isEqualTo("4");
            door.raise(OpenDoor.alert("MH-1", 2, AlertState.CLEARED));
            page.await("patch", data -> hasAlert(data, "MH-1", "cleared"));
            assertThat(page.await("beat", data -> true)
                            .data()
                            .path("feed")
                            .path("mqtt")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void aPageThatComesBackGoesOnWhereItWas() throws Exception {
        register("MH-2");
        String last;
        try (EventReader page = door.listen("?parts=alerts", PLAIN)) {
            page.await("snapshot", data -> true);
            door.raise(OpenDoor.alert("MH-2", 1, AlertState.ACTIVE));
            last = page.await("patch", data -> hasAlert(data, "MH-2", "active")).id();
        }
        door.raise(OpenDoor.alert("MH-2", 2, AlertState.ACKNOWLEDGED));
        door.raise(OpenDoor.alert("MH-2", 3, AlertState.CLEARED));
        Awaitility.await("the alert is over")
                .atMost(OpenDoor.PATIENCE)
                .until(() -> door.see("/api/v1/alerts?q=mh-2").path("total").asInt() == 0);
        try (EventReader again = door.listen("?parts=alerts", Map.of("Last-Event-ID", last))) {
            JsonNode missed = again.await("patch", data -> data.has("alerts")).data();
            assertThat(hasAlert(missed, "MH-2", "acknowledged")).isTrue();
        }
        try (EventReader late = door.listen("?parts=alerts", Map.of("Last-Event-ID", "another-7"))) {
            late.await("snapshot", data -> true);
        }
    }

    @Test
    void eventsAreCompressedForWhoTakesIt() throws Exception {
        try (EventReader page = door.listen("?parts=figures", Map.of("Accept-Encoding", "gzip"))) {
            assertThat(page.encoding).isEqualTo("gzip");
            page.await("snapshot", data -> true);
            page.await("beat", data -> data.has("now"));
        }
    }

    @Test
    void aPartThatIsNotKnownIsRefusedByName() throws Exception {
        var answer = door.get("/api/v1/events?parts=weather", Role.VIEWER);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(OpenDoor.json(answer).path("errors").get(0).path("field").asText())
                .isEqualTo("parts");
    }

    @Test
    void anAlertIsOnThePageWithinASecondOfItsMessage() throws Exception {
        register("MH-3");
        int alerts = 200;
        long[] sentAt = new long[alerts + 1];
        long[] millis = new long[alerts];
        try (EventReader page = door.listen("?parts=alerts", PLAIN)) {
            page.await("snapshot", data -> true);
            int seen = 0;
            for (int revision = 1; seen < alerts; revision++) {
                if (revision <= alerts) {
                    sentAt[revision] = System.nanoTime();
                    door.raise(OpenDoor.alert("MH-3", revision, AlertState.ACTIVE));
                    LockSupport.parkNanos(BETWEEN_ALERTS_NANOS);
                }
                EventReader.Event event = revision <= alerts ? page.poll() : page.await("patch", data -> true);
                for (JsonNode alert : event == null ? NOTHING : event.data().path("alerts")) {
                    long took =
                            event.heardAtNanos() - sentAt[alert.path("revision").asInt()];
                    millis[seen++] = took / 1_000_000;
                }
            }
        }
        Arrays.sort(millis);
        System.getLogger("figures")
                .log(System.Logger.Level.INFO, "alert to page: p50 {0} ms, p99 {1} ms", millis[100], millis[197]);
        assertThat(millis[197]).isLessThan(1_000);
    }

    @Test
    void aPageThatReadsNoLongerIsDroppedAndTheOthersDoNotNotice() throws Exception {
        register("MH-4");
        Awaitility.await("pages of other tests are gone")
                .atMost(OpenDoor.PATIENCE)
                .until(() -> door.door.screens() == 0);
        try (Socket stalled = new Socket();
                EventReader page = door.listen("?parts=alerts", PLAIN)) {
            page.await("snapshot", data -> true);
            stalled.setReceiveBufferSize(4_096);
            stalled.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), door.door.port()));
            stalled.getOutputStream()
                    .write(("GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + door.provider.token(Role.VIEWER) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream head = stalled.getInputStream();
            assertThat(head.read()).isPositive();
            Awaitility.await("both listen").atMost(OpenDoor.PATIENCE).until(() -> door.door.screens() == 2);
            String filler = "x".repeat(1_000);
            int revision = 0;
            long begun = System.nanoTime();
            while (door.door.screens() == 2 && System.nanoTime() - begun < OpenDoor.PATIENCE.toNanos()) {
                for (int i = 0; i < 100; i++) {
                    door.publish(MqttPublication.of(
                            Topics.ROOT + "incidents/i-1",
                            ("{\"incidentId\":\"i-1\",\"revision\":" + ++revision
                                            + ",\"state\":\"registered\",\"note\":\"" + filler + "\"}")
                                    .getBytes(StandardCharsets.US_ASCII)));
                }
                door.raise(OpenDoor.alert("MH-4", revision, AlertState.ACTIVE));
                int wanted = revision;
                page.await(
                        "patch",
                        data -> data.path("alerts").findValuesAsText("revision").contains("" + wanted));
            }
            assertThat(door.door.screens()).isEqualTo(1);
            assertThat(page.isOver()).isFalse();
        }
    }
}
