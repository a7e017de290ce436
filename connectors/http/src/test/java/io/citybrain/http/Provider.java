package io.citybrain.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.citybrain.http.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;

/** An OpenID provider with a key of its own. */
final class Provider {
    static final String ISSUER = "https://login.example";
    static final String AUDIENCE = "city-brain";

    final RSAKey key;

    Provider() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("key-1").generate();
    }

    DoorSettings.Oidc write(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.json"), new JWKSet(key.toPublicJWK()).toString());
        return new DoorSettings.Oidc(ISSUER, AUDIENCE, file.toString());
    }

    String token(Role role) throws JOSEException {
        return sign(claims(role).build());
    }

    @SuppressWarnings("JavaUtilDate") // what the library takes
    JWTClaimsSet.Builder claims(Role role) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("a-" + role.word())
                .claim("role", role.word())
                .claim("crew", "crew-1")
                .expirationTime(Date.from(Instant.now().plusSeconds(3_600)));
    }

    String sign(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
