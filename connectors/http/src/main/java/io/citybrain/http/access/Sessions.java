package io.citybrain.http.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who is signed in by cookie. In memory: a restart signs everybody out. At most {@link #MOST}; one more ends the oldest.
 * Thread-safe.
 */
public final class Sessions {
    static final int MOST = 10_000;
    static final Duration LIFETIME = Duration.ofHours(12);
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byToken = new LinkedHashMap<>();
    private final Clock clock;

    /**
     * A session.
     *
     * @param isOfUser true: it lasts only as long as the file of users has this person
     * @param expiresAtMillis epoch milliseconds
     */
    public record Session(Person person, boolean isOfUser, long expiresAtMillis) {}

    public Sessions(Clock clock) {
        this.clock = clock;
    }

    /** Signs somebody in. Returns the token for the cookie. */
    public synchronized String begin(Person person, boolean isOfUser) {
        String token = newToken();
        byToken.put(token, new Session(person, isOfUser, clock.millis() + LIFETIME.toMillis()));
        if (byToken.size() > MOST) {
            byToken.remove(byToken.keySet().iterator().next());
        }
        return token;
    }

    /** The session of a token, or null if there is none or its time is up. */
    public synchronized Session find(String token) {
        Session session = token == null ? null : byToken.get(token);
        if (session != null && session.expiresAtMillis() <= clock.millis()) {
            byToken.remove(token);
            return null;
        }
        return session;
    }

    public synchronized void end(String token) {
        byToken.remove(token);
    }

    /** 256 bits that nobody can guess. */
    String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
