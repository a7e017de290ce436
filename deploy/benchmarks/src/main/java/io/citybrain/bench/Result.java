package io.citybrain.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a benchmark found: figures by name, in order. Values are numbers, strings, booleans, or maps of them. */
final class Result {
    private final Map<String, Object> figures = new LinkedHashMap<>();

    Result put(String name, Object value) {
        figures.put(name, value);
        return this;
    }

    /** The last line of every benchmark: {@code RESULT {json}}. */
    void print(PrintWriter out) {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
            write(generator, figures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println("RESULT " + json);
        out.flush();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(String.valueOf(entry.getKey()));
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Double number) {
            // Four significant places after the point are more than any of these machines can repeat.
            out.writeNumber(Double.isFinite(number) ? Math.round(number * 10_000) / 10_000.0 : -1);
        } else {
            out.writePOJO(value);
        }
    }
}
