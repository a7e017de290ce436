package io.citybrain.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id (RFC 9106), written like {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. 19 MiB and two passes:
 * what OWASP's Password Storage Cheat Sheet asks for.
 */
final class PasswordHash {
    private static final int MEMORY_KIBIBYTES = 19_456;
    private static final int PASSES = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** A file must not make us fill the memory or the processor. */
    private static final int MOST_KIBIBYTES = 262_144;

    private static final int MOST_PASSES = 20;
    private static final Pattern FORM =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=1\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private PasswordHash() {}

    static String of(char[] password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = hash(password, salt, MEMORY_KIBIBYTES, PASSES, HASH_BYTES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIBIBYTES + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt) + '$'
                + base64.encodeToString(hash);
    }

    /** What is wrong with a hash as it stands in a file, or null. */
    static String findFault(String hash) {
        Matcher form = FORM.matcher(hash == null ? "" : hash);
        if (!form.matches()) {
            return "is no Argon2id hash: make it with deploy/door user add";
        }
        boolean isCheap = Integer.parseInt(form.group(1)) <= MOST_KIBIBYTES
                && Integer.parseInt(form.group(2)) <= MOST_PASSES
                && Integer.parseInt(form.group(1)) >= 8
                && Integer.parseInt(form.group(2)) >= 1;
        return isCheap ? null : "asks for m above " + MOST_KIBIBYTES + " or t above " + MOST_PASSES;
    }

    static boolean matches(char[] password, String hash) {
        Matcher form = FORM.matcher(hash);
        if (!form.matches()) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(form.group(3));
        byte[] wanted = Base64.getDecoder().decode(form.group(4));
        byte[] found =
                hash(password, salt, Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), wanted.length);
        return MessageDigest.isEqual(wanted, found);
    }

    private static byte[] hash(char[] password, byte[] salt, int kibibytes, int passes, int length) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(kibibytes)
                .withIterations(passes)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        argon2.generateBytes(new String(password).getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
