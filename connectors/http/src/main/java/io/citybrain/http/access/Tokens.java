package io.citybrain.http.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens of an OpenID provider: signed by one of its public keys (never unsigned, never by a shared secret), of its
 * issuer, for our audience, not expired (a minute's difference of clocks is allowed). The claim {@code role}, or the
 * first of {@code roles} that is known, says what the person is here for; without one they may look. {@code crew} names
 * the crew. Thread-safe.
 */
public final class Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    private static final int MOST_NAME_CHARACTERS = 128;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** Somebody with a valid token. */
    public record Known(Person person, long expiresAtMillis) {}

    private Tokens(String issuer, String audience, JWKSource<SecurityContext> keys) {
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp")));
    }

    /**
     * Reads the keys of a file now, those of a URL when they are needed, and again when they have changed.
     *
     * @param keys {@code https://…}, or a path
     * @throws IOException if a file can't be read
     */
    public static Tokens open(String issuer, String audience, String keys) throws IOException {
        try {
            if (keys.startsWith("https://") || keys.startsWith("http://")) {
                return new Tokens(
                        issuer,
                        audience,
                        JWKSourceBuilder.create(URI.create(keys).toURL())
                                .retrying(true)
                                .build());
            }
            return new Tokens(issuer, audience, new ImmutableJWKSet<>(JWKSet.load(new File(keys))));
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException("the keys " + keys + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Who sent it; null if it is not valid. */
    public Known find(String token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            String name = name(claims);
            Role role = role(claims);
            return name == null
                    ? null
                    : new Known(
                            new Person(name, role, claims.getStringClaim("crew")),
                            claims.getExpirationTime().toInstant().toEpochMilli());
        } catch (ParseException | BadJOSEException e) {
            LOG.debug("a token was refused: {}", e.getMessage());
        } catch (JOSEException e) {
            LOG.warn("tokens can't be checked just now: {}", e.getMessage());
        }
        return null;
    }

    private static String name(JWTClaimsSet claims) throws ParseException {
        String preferred = claims.getStringClaim("preferred_username");
        String name = preferred == null ? claims.getSubject() : preferred;
        return name == null || name.isBlank() || name.length() > MOST_NAME_CHARACTERS ? null : name;
    }

    private static Role role(JWTClaimsSet claims) throws ParseException {
        Role one = claims.getClaim("role") instanceof String word ? Role.find(word) : null;
        if (one != null) {
            return one;
        }
        List<String> words = claims.getClaim("roles") == null ? List.of() : claims.getStringListClaim("roles");
        return words.stream()
                .map(Role::find)
                .filter(role -> role != null)
                .findFirst()
                .orElse(Role.VIEWER);
    }
}
