package io.citybrain.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.http.view.Documents;
import io.citybrain.wire.Instants;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The parameters of a list: filters, and which page of it. All mistakes are told together. */
final class Query {
    static final int MOST_ITEMS = 500;
    private static final int USUAL_ITEMS = 100;
    private static final int MOST_CHARACTERS = 200;

    private final Context context;
    private final List<Problem.Fault> faults = new ArrayList<>();

    Query(Context context) {
        this.context = context;
    }

    /** The parameter, or null if it is not there or empty. */
    String find(String name) {
        String value = context.queryParam(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.length() > MOST_CHARACTERS) {
            fault(name, "too-long", "is longer than " + MOST_CHARACTERS + " characters");
            return null;
        }
        return value;
    }

    /** The parameter in small letters, to be looked for in others; null if it is not there. */
    String findLower(String name) {
        String value = find(name);
        return value == null ? null : value.toLowerCase(Locale.ROOT);
    }

    int whole(String name, int low, int high, int usual) {
        String value = find(name);
        if (value == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= low && number <= high) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        fault(name, "out-of-range", "must be " + low + " to " + high);
        return usual;
    }

    /** A time: RFC 3339 or epoch milliseconds. */
    long time(String name, long usual) {
        String value = find(name);
        if (value == null) {
            return usual;
        }
        long millis = value.matches("\\d{12,13}") ? Long.parseLong(value) : Instants.parse(value.replace(' ', '+'));
        if (millis == Instants.NOT_A_TIME) {
            fault(name, "not-a-time", "must be RFC 3339, such as 2026-11-24T08:30:00.000Z, or epoch milliseconds");
        }
        return millis;
    }

    boolean flag(String name, boolean usual) {
        String value = find(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            fault(name, "not-a-flag", "must be true or false");
        }
        return value == null ? usual : value.equals("true");
    }

    /** West, south, east, north; null if there is none. */
    double[] findBox(String name) {
        String value = find(name);
        if (value == null) {
            return null;
        }
        String[] parts = value.split(",", -1);
        double[] box = new double[4];
        try {
            for (int i = 0; i < 4 && parts.length == 4; i++) {
                box[i] = Double.parseDouble(parts[i]);
            }
        } catch (NumberFormatException e) {
            parts = new String[0];
        }
        if (parts.length != 4 || !(box[0] <= box[2]) || !(box[1] <= box[3])) {
            fault(name, "not-a-box", "must be west,south,east,north");
            return null;
        }
        return box;
    }

    void fault(String name, String code, String detail) {
        faults.add(new Problem.Fault(name, code, detail));
    }

    /** @throws Problem if anything was wrong */
    void check() {
        if (!faults.isEmpty()) {
            throw Problem.faults(faults);
        }
    }

    /** Answers the wanted page of a list. The cursor is the number of the first item, which is opaque to callers. */
    <T> void answer(List<T> all, java.util.function.Function<T, JsonNode> toJson) {
        int limit = whole("limit", 1, MOST_ITEMS, USUAL_ITEMS);
        int from = cursor();
        check();
        ObjectNode json = Documents.MAPPER.createObjectNode();
        var items = json.putArray("items");
        int until = Math.min(all.size(), from + limit);
        for (int i = from; i < until; i++) {
            items.add(toJson.apply(all.get(i)));
        }
        if (until < all.size()) {
            json.put("next", encode(until));
        }
        json.put("total", all.size());
        Answers.json(context, json);
    }

    private int cursor() {
        String cursor = find("cursor");
        if (cursor == null) {
            return 0;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            int from = plain.startsWith("from:") ? Integer.parseInt(plain.substring(5)) : -1;
            if (from >= 0 && from < Integer.MAX_VALUE - MOST_ITEMS) {
                return from;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        fault("cursor", "not-a-cursor", "must be what an answer gave as next");
        return 0;
    }

    private static String encode(int from) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("from:" + from).getBytes(StandardCharsets.US_ASCII));
    }
}
