package io.citybrain.influxdb.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.HttpUrl;

/** InfluxQL over {@code /query}: statements out, parsed answers back, and the only place that quotes for it. */
final class InfluxQl {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StoreHttp http;

    InfluxQl(StoreHttp http) {
        this.http = http;
    }

    /** Quotes an identifier. */
    static String name(String name) {
        return '"' + escape(name, '"') + '"';
    }

    /** Quotes a string literal. */
    static String text(String text) {
        return '\'' + escape(text, '\'') + '\'';
    }

    /** InfluxQL specification, "Strings" and "Identifiers": backslash escapes backslash, quote and newline. */
    private static String escape(String text, char quote) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                out.append("\\n");
                continue;
            }
            if (c == '\\' || c == quote) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }

    /** Runs a statement that changes something. */
    void change(String statement) throws IOException {
        read(http.post(http.url("/query").addQueryParameter("q", statement).build()), statement);
    }

    /** Takes a measurement away with all its points. */
    void drop(String database, String measurement) throws IOException {
        String statement = "DROP MEASUREMENT " + name(measurement);
        HttpUrl url = http.url("/query")
                .addQueryParameter("db", database)
                .addQueryParameter("q", statement)
                .build();
        read(http.post(url), statement);
    }

    /** Runs one SELECT; times come as epoch milliseconds. @return the first result, with "series" if there are any */
    JsonNode select(String database, String statement) throws IOException {
        HttpUrl url = http.url("/query")
                .addQueryParameter("db", database)
                .addQueryParameter("epoch", "ms")
                .addQueryParameter("q", statement)
                .build();
        return read(http.get(url), statement);
    }

    private static JsonNode read(StoreHttp.Answer answer, String statement) throws IOException {
        if (!answer.isSuccess()) {
            String body = new String(answer.body(), StandardCharsets.UTF_8).strip();
            throw new StoreException(
                    WriteFailure.ofStatus(answer.status()),
                    "HTTP " + answer.status() + " to \"" + statement + "\": " + body);
        }
        JsonNode result = JSON.readTree(answer.body()).path("results").path(0);
        if (result.has("error")) {
            throw new StoreException(
                    WriteFailure.POISON,
                    "\"" + statement + "\": " + result.path("error").asText());
        }
        return result;
    }
}
