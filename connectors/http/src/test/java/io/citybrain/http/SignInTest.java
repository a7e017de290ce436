package io.citybrain.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citybrain.http.access.Person;
import io.citybrain.http.access.Role;
import io.citybrain.http.access.Users;
import io.citybrain.mqtt.client.MqttConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coming in by password and by link. No broker is needed for that: it is away here, and the door lives. */
class SignInTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String GOOD = "{\"user\":\"li\",\"password\":\"correct horse\"}";

    @TempDir
    Path folder;

    private final List<String> links = new CopyOnWriteArrayList<>();
    private Door door;

    @AfterEach
    void close() {
        if (door != null) {
            door.close();
        }
    }

    private DoorSettings settings(String host, Path users, boolean withLinks) {
        return new DoorSettings(
                host,
                0,
                MqttConnection.of("tcp://127.0.0.1:1"),
                "test",
                null,
                DoorSettings.CityFiles.NONE,
                new DoorSettings.People(users, null, withLinks ? links::add : null, false, null),
                folder.resolve("door"));
    }

    private Path users() throws Exception {
        Path file = folder.resolve("users.json");
        Users.openOrNew(file).add(new Person("li", Role.OPERATOR, null), "correct horse".toCharArray());
        return file;
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(path.startsWith("http") ? path : "http://127.0.0.1:" + door.port() + path))
                .timeout(OpenDoor.PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("").split(";", -1)[0];
    }

    @Test
    void whoHasThePasswordGetsACookieThatOnlyOurPagesCanUseUntilTheyAreRemoved() throws Exception {
        Path users = users();
        door = Door.open(settings("127.0.0.1", users, false));
        assertThat(send("POST", "/api/v1/session", GOOD).statusCode()).isEqualTo(403);
        HttpResponse<String> in = send("POST", "/api/v1/session", GOOD, "X-City-Brain", "1");
        assertThat(in.statusCode()).isEqualTo(200);
        assertThat(in.headers().firstValue("Set-Cookie").orElse("")).contains("HttpOnly", "SameSite=Strict");
        String cookie = cookie(in);
        assertThat(send("GET", "/api/v1/session", null, "Cookie", cookie).body())
                .contains("\"role\":\"operator\"");
        String command = "/api/v1/alerts/manhole/MH-1/cover-opened/commands";
        String body = "{\"command\":\"acknowledge\"}";
        assertThat(send("POST", command, body, "Cookie", cookie).body()).contains("not-our-page");
        assertThat(send("POST", command, body, "Cookie", cookie, "X-City-Brain", "1")
                        .statusCode())
                .isEqualTo(404);
        Users.open(users).remove("li");
        assertThat(send("GET", "/api/v1/session", null, "Cookie", cookie).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aWrongPasswordAndAWrongNameSoundAlikeAndSoonMustWait() throws Exception {
        door = Door.open(settings("127.0.0.1", users(), false));
        String wrong = "{\"user\":\"%s\",\"password\":\"wrong wrong\"}";
        HttpResponse<String> password = send("POST", "/api/v1/session", wrong.formatted("li"), "X-City-Brain", "1");
        HttpResponse<String> name = send("POST", "/api/v1/session", wrong.formatted("no"), "X-City-Brain", "1");
        assertThat(password.statusCode()).isEqualTo(401);
        assertThat(name.body()).isEqualTo(password.body());
        int status = 401;
        for (int i = 0; i < 20 && status == 401; i++) {
            status = send("POST", "/api/v1/session", wrong.formatted("li"), "X-City-Brain", "1")
                    .statusCode();
        }
        assertThat(status).isEqualTo(429);
        String audit = Files.readString(folder.resolve("door/audit/audit.jsonl"));
        assertThat(audit).contains("sign-in", "wrong").doesNotContain("wrong wrong", "correct horse");
    }

    @Test
    void aSessionEndsWhenOneSignsOut() throws Exception {
        door = Door.open(settings("127.0.0.1", users(), false));
        String cookie = cookie(send("POST", "/api/v1/session", GOOD, "X-City-Brain", "1"));
        assertThat(send("DELETE", "/api/v1/session", null, "Cookie", cookie, "X-City-Brain", "1")
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("GET", "/api/v1/session", null, "Cookie", cookie).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aLinkLetsOneBrowserInAndTheNextLinkIsTold() throws Exception {
        door = Door.open(settings("127.0.0.1", null, true));
        String first = links.get(0).replace("localhost", "127.0.0.1");
        HttpResponse<String> in = send("GET", first + "&to=/crew", null);
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(in.headers().firstValue("Location")).contains("/crew");
        assertThat(send("GET", "/api/v1/session", null, "Cookie", cookie(in)).body())
                .contains("administrator");
        assertThat(send("GET", first, null).headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(links).hasSize(2);
        assertThat(send("GET", first + "&to=https://evil.example", null, "Cookie", cookie(in))
                        .headers()
                        .firstValue("Location"))
                .contains("/");
    }

    @Test
    void aDoorThatWouldLetEverybodyInDoesNotOpen() {
        assertThatThrownBy(() -> Door.open(settings("0.0.0.0", null, true)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Door.open(settings("127.0.0.1", null, false)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pagesComeWithGuardsAndAreNotSentTwice() throws Exception {
        door = Door.open(settings("127.0.0.1", null, true));
        HttpResponse<String> library = send("GET", "/lib/ol/dist/ol.js", null);
        assertThat(library.statusCode()).isEqualTo(200);
        assertThat(library.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(library.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        String etag = library.headers().firstValue("ETag").orElseThrow();
        assertThat(send("GET", "/lib/ol/dist/ol.js", null, "If-None-Match", etag)
                        .statusCode())
                .isEqualTo(304);
        for (String path :
                List.of("/../openapi.yaml", "/lib/ol/../../x.js", "/.hidden.js", "/io/citybrain/http/Door.class")) {
            assertThat(send("GET", path.replace("..", "%2e%2e"), null).statusCode())
                    .as(path)
                    .isBetween(400, 404);
        }
    }
}
