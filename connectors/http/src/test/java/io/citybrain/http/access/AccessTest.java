package io.citybrain.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users, passwords, rates and the trail by themselves. */
class AccessTest {
    @TempDir
    Path folder;

    @Test
    void aPasswordIsKnownByItsHashAndTwoHashesOfItDiffer() {
        SecureRandom random = new SecureRandom();
        String hash = PasswordHash.of("correct horse".toCharArray(), random);
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(PasswordHash.matches("correct horse".toCharArray(), hash)).isTrue();
        assertThat(PasswordHash.matches("correct horsE".toCharArray(), hash)).isFalse();
        assertThat(PasswordHash.of("correct horse".toCharArray(), random)).isNotEqualTo(hash);
        assertThat(PasswordHash.findFault(hash)).isNull();
    }

    /** From the reference implementation: echo -n password | argon2 somesalt -t 2 -m 16 -p 1 -id. */
    @Test
    void ahashOfTheReferenceImplementationIsKnown() {
        String hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(PasswordHash.matches("password".toCharArray(), hash)).isTrue();
    }

    @Test
    void theFileOfUsersIsItsOwnersAloneAndItsMistakesAreToldTogether() throws Exception {
        Path file = folder.resolve("users.json");
        Users users = Users.openOrNew(file);
        users.add(new Person("wang", Role.CREW, "crew-1"), "correct horse".toCharArray());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(users.find("wang", "correct horse")).isEqualTo(new Person("wang", Role.CREW, "crew-1"));
        assertThat(users.find("wang", "wrong horse")).isNull();
        assertThat(Users.open(file).names()).containsExactly("wang");
        assertThatThrownBy(() -> users.add(new Person("li", Role.CREW, null), "correct horse".toCharArray()))
                .hasMessageContaining("crew");
        assertThatThrownBy(() -> users.add(new Person("li", Role.VIEWER, null), "short".toCharArray()))
                .hasMessageContaining("10");
        Files.writeString(file, "{\"users\":[{\"name\":\"a\",\"role\":\"king\",\"hash\":\"x\"},{\"name\":\"\"}]}");
        assertThatThrownBy(() -> Users.open(file)).hasMessageContainingAll("\"a\"", "role", "\"\"", "name");
    }

    @Test
    void aRateGivesABurstThenOneAtATime() {
        AtomicLong nanos = new AtomicLong();
        RateLimit limit = new RateLimit(2, 0.5, nanos::get);
        assertThat(Stream.generate(() -> limit.take("a")).limit(3)).containsExactly(0, 0, 2);
        assertThat(limit.take("b")).isZero();
        nanos.addAndGet(2_000_000_000L);
        assertThat(Stream.generate(() -> limit.take("a")).limit(2)).containsExactly(0, 2);
    }

    @Test
    void aSessionIsOverWhenItsTimeIs() {
        AtomicLong now = new AtomicLong(1_790_000_000_000L);
        Sessions sessions = new Sessions(new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(now.get());
            }
        });
        String token = sessions.begin(new Person("li", Role.VIEWER, null), true);
        now.addAndGet(Sessions.LIFETIME.toMillis() - 1);
        assertThat(sessions.find(token)).isNotNull();
        now.addAndGet(1);
        assertThat(sessions.find(token)).isNull();
    }

    @Test
    void theTrailGoesOnInANewFileAndIsReadAcrossThem() throws Exception {
        AuditTrail trail = AuditTrail.open(folder, Clock.systemUTC(), 1_000);
        for (int i = 0; i < 20; i++) {
            trail.write(
                    new AuditTrail.Entry("li", Role.OPERATOR, "127.0.0.1", "acknowledge", "alert " + i, "accepted"));
        }
        assertThat(folder.resolve("audit.1.jsonl")).exists();
        List<JsonNode> lines = trail.read(line -> true, 15);
        assertThat(lines).hasSize(15);
        assertThat(lines.get(0).path("target").asText()).isEqualTo("alert 19");
        assertThat(lines.get(14).path("target").asText()).isEqualTo("alert 5");
    }
}
