package io.citybrain.influxdb.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** QuestDB's SQL over {@code /exec}: statements out, parsed answers back, and the only place that quotes for it. */
final class QuestSql {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StoreHttp http;

    QuestSql(StoreHttp http) {
        this.http = http;
    }

    /** Quotes an identifier. @throws IllegalArgumentException if it holds a quote, which no QuestDB name does */
    static String name(String name) {
        if (name.isEmpty() || name.indexOf('"') >= 0) {
            throw new IllegalArgumentException("\"" + name + "\" can't be a name in QuestDB");
        }
        return '"' + name + '"';
    }

    /** Quotes a string literal: the quote is doubled (SQL), a backslash means itself. */
    static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    JsonNode query(String sql) throws IOException {
        StoreHttp.Answer answer =
                http.get(http.url("/exec").addQueryParameter("query", sql).build());
        JsonNode body = answer.status() == 200 || answer.status() == 400 ? JSON.readTree(answer.body()) : null;
        if (body == null || body.has("error")) {
            String error = body == null ? "" : ": " + body.path("error").asText();
            throw new StoreException(
                    WriteFailure.ofStatus(answer.status()), "HTTP " + answer.status() + " to \"" + sql + "\"" + error);
        }
        return body;
    }
}
