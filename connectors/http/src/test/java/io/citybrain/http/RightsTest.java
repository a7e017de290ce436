package io.citybrain.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.citybrain.http.access.Role;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No route works for a role without the right, nor for a token that is not right. */
class RightsTest {
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

    private static String path(Endpoint endpoint) {
        return endpoint.path().replace("{crew}", "crew-1").replaceAll("\\{[a-z]+}", "nothing");
    }

    private static HttpResponse<java.io.InputStream> ask(Endpoint endpoint, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(door.url(path(endpoint))))
                .timeout(OpenDoor.PATIENCE)
                .header("Content-Type", "application/json")
                .method(
                        endpoint.method().name(),
                        endpoint.changes() ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        // Events never end: their head is enough.
        HttpResponse<java.io.InputStream> answer = java.net.http.HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer;
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void eachRoleComesThroughExactlyTheDoorsOfItsTable(Role role) throws Exception {
        List<String> wrong = new ArrayList<>();
        String token = door.provider.token(role);
        for (Endpoint endpoint : Endpoint.values()) {
            int status = ask(endpoint, token).statusCode();
            boolean isRefused = status == 401 || status == 403;
            boolean isForbidden = !endpoint.access().allows(role);
            // Nobody signs in by password where there are no users.
            if (endpoint != Endpoint.SIGN_IN && isRefused != isForbidden) {
                wrong.add(endpoint + ": " + status);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nobodyComesThroughAnythingButTheOpenDoors() throws Exception {
        for (Endpoint endpoint : Endpoint.values()) {
            int status = ask(endpoint, null).statusCode();
            if (endpoint.access() == Access.OPEN) {
                assertThat(status).as("%s", endpoint).isNotEqualTo(401);
            } else {
                assertThat(status).as("%s", endpoint).isEqualTo(401);
            }
        }
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // what the library takes
    void aTokenThatIsExpiredUnsignedForeignOrForSomebodyElseIsRefused() throws Exception {
        Provider stranger = new Provider();
        JWTClaimsSet good = door.provider.claims(Role.ADMINISTRATOR).build();
        Date yesterday = Date.from(Instant.now().minusSeconds(86_400));
        SignedJWT shared = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), good);
        shared.sign(new MACSigner(door.provider.key.toRSAPublicKey().getEncoded()));
        List<String> tokens = List.of(
                "",
                "nonsense",
                "a.b.c",
                new PlainJWT(good).serialize(),
                stranger.token(Role.ADMINISTRATOR),
                shared.serialize(),
                door.provider.sign(door.provider
                        .claims(Role.ADMINISTRATOR)
                        .expirationTime(yesterday)
                        .build()),
                door.provider.sign(door.provider
                        .claims(Role.ADMINISTRATOR)
                        .expirationTime(null)
                        .build()),
                door.provider.sign(door.provider
                        .claims(Role.ADMINISTRATOR)
                        .issuer("https://other")
                        .build()),
                door.provider.sign(door.provider
                        .claims(Role.ADMINISTRATOR)
                        .audience("other")
                        .build()),
                door.provider.token(Role.ADMINISTRATOR).replaceFirst("\\.[^.]*$", ".AAAA"));
        for (String token : tokens) {
            assertThat(ask(Endpoint.SEE_AUDIT, token).statusCode()).as(token).isEqualTo(401);
            assertThat(ask(Endpoint.SEE_SENSORS, token).statusCode()).as(token).isEqualTo(401);
        }
        assertThat(ask(Endpoint.SEE_AUDIT, door.provider.sign(good)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenWithoutAKnownRoleMayLookAndNoMore() throws Exception {
        String token = door.provider.sign(
                door.provider.claims(Role.VIEWER).claim("role", "emperor").build());
        assertThat(ask(Endpoint.SEE_SENSORS, token).statusCode()).isEqualTo(200);
        assertThat(ask(Endpoint.RELEASE_ALL, token).statusCode()).isEqualTo(403);
    }
}
