package io.citybrain.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.alert.Severity;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.http.access.Role;
import io.citybrain.http.view.Documents;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.mqtt.testing.MosquittoServer;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;

/** A door on a real broker, and a city behind it that the test plays. */
final class OpenDoor implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    final MosquittoServer broker;
    final Door door;
    final Provider provider;
    final MqttPublisher city;
    final ConcurrentLinkedQueue<String> links = new ConcurrentLinkedQueue<>();
    private MqttSubscriber answering;

    private OpenDoor(MosquittoServer broker, Door door, Provider provider, MqttPublisher city) {
        this.broker = broker;
        this.door = door;
        this.provider = provider;
        this.city = city;
    }

    static OpenDoor open(Path folder) throws Exception {
        return open(folder, DoorSettings.CityFiles.NONE, null, MosquittoServer.start(folder.resolve("broker")));
    }

    static OpenDoor open(Path folder, DoorSettings.CityFiles files, StoreAddress store, MosquittoServer broker)
            throws Exception {
        Provider provider = new Provider();
        MqttPublisher city = MqttPublisher.open(broker.connection(), PublisherOptions.of("the-city"));
        Door door = Door.open(new DoorSettings(
                "127.0.0.1",
                0,
                broker.connection(),
                "test",
                store,
                files,
                new DoorSettings.People(null, provider.write(folder), null, true, null),
                folder.resolve("door")));
        OpenDoor open = new OpenDoor(broker, door, provider, city);
        if (!door.awaitComplete(PATIENCE.toMillis())) {
            throw new IllegalStateException("the door did not hear the city");
        }
        return open;
    }

    String url(String path) {
        return "http://127.0.0.1:" + door.port() + path;
    }

    HttpRequest.Builder request(String path, Role role) throws JOSEException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url(path))).timeout(PATIENCE);
        return role == null ? request : request.header("Authorization", "Bearer " + provider.token(role));
    }

    static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, Role role) throws Exception {
        return send(request(path, role).build());
    }

    JsonNode see(String path) throws Exception {
        return Documents.MAPPER.readTree(get(path, Role.VIEWER).body());
    }

    HttpResponse<String> post(String path, Role role, String json) throws Exception {
        return change("POST", path, role, json);
    }

    HttpResponse<String> change(String method, String path, Role role, String json) throws Exception {
        return send(request(path, role)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json))
                .build());
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Documents.MAPPER.readTree(answer.body());
    }

    /** Plays the city: answers each command on these topics. */
    void answer(String filter, BiFunction<String, JsonNode, CommandOutcome> decide) throws InterruptedException {
        answering = MqttSubscriber.open(
                broker.connection(), SessionOptions.transientSession("the-job"), List.of(filter), message -> {
                    CommandOutcome outcome = decide.apply(message.topic(), read(message.payload()));
                    if (outcome != null) {
                        publish(MqttPublication.of(
                                Topics.commandOutcome(outcome.commandId()), AlertJson.write(outcome)));
                    }
                });
        if (!answering.awaitSubscribed(PATIENCE.toMillis())) {
            throw new IllegalStateException("the broker granted no subscription");
        }
    }

    private static JsonNode read(byte[] payload) {
        try {
            return Documents.MAPPER.readTree(payload);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void publish(MqttPublication publication) {
        try {
            city.publish(publication, verdict -> {});
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void retain(String topic, String json) {
        publish(MqttPublication.retained(topic, json.getBytes(StandardCharsets.UTF_8)));
    }

    void register(String sensor, Kind kind) {
        publish(MqttPublication.retained(Topics.registry(sensor), RegistryJson.write(entry(sensor, kind))));
    }

    static SensorEntry entry(String sensor, Kind kind) {
        return new SensorEntry(
                sensor,
                kind,
                new Place(120.1, 30.2, null),
                0,
                0,
                "grid-1",
                null,
                List.of(),
                List.of(),
                null,
                new int[0]);
    }

    /** An open cover. */
    static Alert alert(String sensor, int revision, AlertState state) {
        long at = 1_790_000_000_000L + revision;
        return new Alert(
                "alert-" + sensor,
                revision,
                "manhole",
                sensor,
                "cover-opened",
                1,
                Severity.CRITICAL,
                state,
                1_790_000_000_000L,
                state == AlertState.CLEARED ? at : 0,
                at,
                at,
                "open",
                1,
                1,
                "",
                new Place(120.1, 30.2, null),
                "grid-1",
                "井盖" + sensor + "被打开",
                "Manhole cover " + sensor + " is open",
                null,
                false);
    }

    void raise(Alert alert) {
        String topic = Topics.alert(alert.kind(), alert.sensor(), alert.rule());
        publish(
                alert.state() == AlertState.CLEARED
                        ? MqttPublication.of(topic, AlertJson.write(alert))
                        : MqttPublication.retained(topic, AlertJson.write(alert)));
    }

    EventReader listen(String query, Map<String, String> headers) throws Exception {
        return EventReader.open(url("/api/v1/events" + query), provider.token(Role.VIEWER), headers);
    }

    @Override
    public void close() {
        if (answering != null) {
            answering.close();
        }
        door.close();
        city.close();
        broker.close();
    }
}
