package io.citybrain.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Kind;
import io.citybrain.http.access.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes to a route is answered, and never with an error of the door's own. */
class FuzzTest {
    private static final int REQUESTS = 500;
    /** So that nobody asks too much. */
    private static final int PEOPLE = 50;

    private static final List<Role> ROLES = List.of(Role.values());
    private static final List<Endpoint> ENDPOINTS = List.of(Endpoint.values());
    private static final List<String> PIECES = List.of(
            "MH-1",
            "%2e%2e",
            "%00",
            "%",
            "%zz",
            "..",
            "a+b",
            "井盖",
            "%E4%BA%95",
            "'",
            "\"",
            "<x>",
            "%7B%7D",
            "x".repeat(300),
            "-1",
            "1e9",
            "null",
            "true",
            "manhole",
            "cover-opened",
            "m-1",
            "[object]",
            "%F0%9F%9A%91",
            "\u202e",
            "~",
            ";");
    private static final List<String> BODIES = List.of(
            "",
            "{",
            "{}",
            "[]",
            "null",
            "7",
            "\"x\"",
            "{\"command\":7}",
            "{\"command\":\"shelve\",\"until\":1e400}",
            "{\"command\":\"close\",\"departments\":{}}",
            "{\"ambulance\":{},\"destination\":[]}",
            "{\"ambulance\":\"a\",\"destination\":{\"longitude\":1e99,\"latitude\":\"x\"}}",
            "{\"ambulance\":\"a\",\"destination\":{\"edge\":\"\"}}",
            "{\"user\":\"\",\"password\":null}",
            "{\"decision\":\"maybe\"}",
            "{\"a\":".repeat(50),
            "{\"note\":\"\\u0000\"}",
            "{\"at\":-1}",
            "{\"at\":99999999999999999999}",
            "{\"kind\":\"manhole\",\"place\":{}}",
            "\u0000\u0001",
            "{\"x\":\"" + "y".repeat(70_000) + "\"}");
    private static final List<String> HEADERS = List.of(
            "Content-Type: application/json",
            "Content-Type: text/plain",
            "Content-Type: \"",
            "Accept-Encoding: gzip, *;q=x",
            "Last-Event-ID: 99999999999999999999-x",
            "If-None-Match: ,,\"",
            "Cookie: city-brain=; =; ;;",
            "X-City-Brain: 1",
            "Range: bytes=9-1",
            "Accept: ",
            "Origin: null",
            "Transfer-Encoding: x");

    @TempDir
    Path folder;

    @Test
    void noRequestBreaksTheDoor() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> broken = new ArrayList<>();
        try (OpenDoor door = OpenDoor.open(folder)) {
            door.register("MH-1", Kind.MANHOLE);
            door.raise(OpenDoor.alert("MH-1", 1, AlertState.ACTIVE));
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                Role role = ROLES.get(i % ROLES.size());
                tokens.add(door.provider.sign(
                        door.provider.claims(role).subject("p-" + i).build()));
            }
            door.answer("city/v1/#", FuzzTest::accept);
            for (int i = 0; i < REQUESTS; i++) {
                String request = request(random, tokens.get(random.nextInt(tokens.size())));
                String answer = send(door.door.port(), request);
                // What the city or its broker leaves open is told as 503, 504 and 507.
                boolean isFault = answer.startsWith("HTTP/1.1 5") && !answer.matches("(?s)HTTP/1.1 50[347].*");
                if (isFault) {
                    broken.add(request.replaceAll("Bearer \\S+", "…") + "\n" + answer);
                }
            }
            assertThat(broken).as("seed %d", seed).isEmpty();
            assertThat(door.get("/health", null).statusCode()).isEqualTo(200);
        }
    }

    /** A city that takes every command. */
    private static CommandOutcome accept(String topic, JsonNode command) {
        boolean isCommand = topic.endsWith("/commands") && command.hasNonNull("commandId");
        return isCommand ? new CommandOutcome(command.path("commandId").asText(), true, null, "done") : null;
    }

    private static String request(Random random, String token) {
        Endpoint endpoint = ENDPOINTS.get(random.nextInt(ENDPOINTS.size()));
        String path = endpoint.path();
        while (path.contains("{")) {
            path = path.replaceFirst("\\{[a-z]+}", java.util.regex.Matcher.quoteReplacement(piece(random)));
        }
        if (random.nextInt(3) == 0) {
            path += "?"
                    + List.of("limit", "cursor", "from", "to", "quantity", "bbox", "open", "parts", "points", "token")
                            .get(random.nextInt(10))
                    + "=" + piece(random);
        }
        String body = BODIES.get(random.nextInt(BODIES.size()));
        String method = random.nextInt(5) == 0
                ? List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "NONSENSE")
                        .get(random.nextInt(9))
                : endpoint.method().name();
        StringBuilder request =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        if (random.nextInt(10) > 0) {
            request.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            request.append(HEADERS.get(random.nextInt(HEADERS.size()))).append("\r\n");
        }
        request.append("X-Forwarded-For: 10.0.0.").append(random.nextInt(250)).append("\r\n");
        if (random.nextInt(3) > 0) {
            request.append("Content-Type: application/json\r\n");
        }
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        request.append("Content-Length: ").append(length).append("\r\n\r\n").append(body);
        return request.toString();
    }

    private static String piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    /** The head of the answer; events never end. */
    private static String send(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0 && head.size() < 600; b = in.read()) {
                head.write(b);
                if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    break;
                }
            }
            return head.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Cut while it was still sending: an answer too.
            return "";
        }
    }
}
