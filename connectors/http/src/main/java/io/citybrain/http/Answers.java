package io.citybrain.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.http.view.Documents;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Writes answers: JSON, compressed where it is worth it, and problems. */
final class Answers {
    private static final int WORTH_COMPRESSING_BYTES = 1_024;
    static final String JSON = "application/json; charset=utf-8";
    private static final String PROBLEM = "application/problem+json; charset=utf-8";

    private Answers() {}

    static void json(Context context, byte[] json) {
        context.contentType(JSON).header("Cache-Control", "no-store");
        if (json.length >= WORTH_COMPRESSING_BYTES && acceptsGzip(context)) {
            context.header("Content-Encoding", "gzip")
                    .header("Vary", "Accept-Encoding")
                    .result(gzip(json));
        } else {
            context.result(json);
        }
    }

    static void json(Context context, JsonNode json) {
        try {
            json(context, Documents.MAPPER.writeValueAsBytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException("JSON into memory", e);
        }
    }

    static void problem(Context context, Problem problem) {
        ObjectNode json = Documents.MAPPER.createObjectNode();
        json.put("type", "about:blank");
        json.put("title", title(problem.status()));
        json.put("status", problem.status());
        json.put("detail", problem.getMessage());
        json.put("code", problem.code());
        if (problem.state() != null) {
            json.put("state", problem.state());
        }
        for (Problem.Fault fault : problem.faults()) {
            json.withArray("/errors")
                    .addObject()
                    .put("field", fault.field())
                    .put("code", fault.code())
                    .put("detail", fault.detail());
        }
        if (problem.retrySeconds() > 0) {
            context.header("Retry-After", Integer.toString(problem.retrySeconds()));
        }
        json(context.status(problem.status()), json);
        context.contentType(PROBLEM);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Sign in";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 409 -> "Refused by the city";
            case 413 -> "Too large";
            case 415 -> "Not a known type";
            case 429 -> "Too many requests";
            case 503 -> "Not available now";
            case 504 -> "No answer";
            default -> status < 500 ? "Bad request" : "The door failed";
        };
    }

    static boolean acceptsGzip(Context context) {
        String accepted = context.header("Accept-Encoding");
        return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 3 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("gzip into memory", e);
        }
        return bytes.toByteArray();
    }

    /** A strong validator for these bytes. */
    static String etag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"'
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, 22)
                    + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Bytes that rarely change: compressed once, not sent again to who has them. */
    static final class Still {
        private final String type;
        private final byte[] plain;
        private final byte[] packed;
        private final String etag;

        Still(String type, byte[] plain) {
            this.type = type;
            this.plain = plain;
            boolean isWorth = plain.length >= WORTH_COMPRESSING_BYTES && !type.startsWith("image/p");
            this.packed = isWorth ? Answers.gzip(plain) : null;
            this.etag = Answers.etag(plain);
        }

        static Still ofText(String type, String text) {
            return new Still(type, text.getBytes(StandardCharsets.UTF_8));
        }

        void answer(Context context) {
            boolean isPacked = packed != null && acceptsGzip(context);
            String own = isPacked ? etag.replaceFirst("\"$", "-gzip\"") : etag;
            context.header("ETag", own).header("Cache-Control", "no-cache").header("Vary", "Accept-Encoding");
            String known = context.header("If-None-Match");
            if (known != null && known.contains(own)) {
                context.status(304);
                return;
            }
            if (isPacked) {
                context.header("Content-Encoding", "gzip");
            }
            context.contentType(type).result(isPacked ? packed : plain);
        }
    }
}
