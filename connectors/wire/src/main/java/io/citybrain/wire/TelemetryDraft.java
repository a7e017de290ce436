package io.citybrain.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A reading while its JSON is being read. Methods that read return what is wrong, or null. */
final class TelemetryDraft {

    private static final String OBSERVED_AT = "observedAt";
    private static final String SEQUENCE = "sequence";

    /** SUMO's letters for the state of one controlled link. */
    private static final String SIGNAL_LETTERS = "rygGsuoO";

    private static final int MAX_SIGNAL_LINKS = 256;

    private static final long NO_TIME = Long.MIN_VALUE;

    private final Kind kind;
    private final TelemetryFields fields;
    private final double[] numbers;
    private final String[] texts;
    private long observedAtMillis = NO_TIME;
    private long sequence = -1;
    private long seen; // one bit per field
    private boolean hasValue;
    /** Of traffic-flow; null until the field comes. */
    private LaneQueues lanes;

    TelemetryDraft(Kind kind) {
        this.kind = kind;
        this.fields = TelemetryFields.of(kind);
        this.numbers = new double[kind.numbers().size()];
        this.texts = new String[kind.texts().size()];
        Arrays.fill(numbers, Double.NaN);
    }

    Reading reading(String sensor) {
        return new Reading(sensor, kind, observedAtMillis, sequence, numbers, texts);
    }

    /** Reads the whole object. */
    String fill(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return "payload is " + Json.describe(json) + ": send one JSON object";
        }
        int expected = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            TelemetryFields.Field field = fields.find(name, expected);
            if (field == null) {
                String lanesFault = takeUnknown(name, json);
                if (lanesFault != null) {
                    return lanesFault;
                }
                continue;
            }
            expected = field.position() + 1;
            String fault = take(field, token, json);
            if (fault != null) {
                return fault;
            }
        }
        if (json.nextToken() != null) {
            return "something follows the JSON object" + Json.where(json.currentTokenLocation())
                    + ": send one object per message";
        }
        return findMissing();
    }

    /** Of traffic-flow: its lanes; null if they are not there. */
    LaneQueues lanes() {
        return lanes;
    }

    /** Lanes are no quantity: there are many of them. What else is unknown is skipped. */
    private String takeUnknown(String name, JsonParser json) throws IOException {
        if (kind != Kind.TRAFFIC_FLOW || !name.equals(LaneQueues.NAME)) {
            json.skipChildren();
            return null;
        }
        if (lanes == null) {
            lanes = new LaneQueues();
        }
        return lanes.take(json);
    }

    private String findMissing() {
        if (observedAtMillis == NO_TIME) {
            return "observedAt is missing: " + Times.WANTED;
        }
        if (!hasValue) {
            return "no known quantity in it: " + kind.topicName() + " reports "
                    + kind.quantities().stream().map(Quantity::jsonName).collect(Collectors.joining(", "));
        }
        return null;
    }

    private String take(TelemetryFields.Field field, JsonToken token, JsonParser json) throws IOException {
        long bit = 1L << field.position();
        if ((seen & bit) != 0) {
            return field.name() + " is there twice" + Json.where(json.currentTokenLocation()) + ": send it once";
        }
        seen |= bit;
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        Quantity quantity = field.quantity();
        if (quantity == null) {
            return field.position() == TelemetryFields.OBSERVED_AT
                    ? takeObservedAt(token, json)
                    : takeSequence(token, json);
        }
        hasValue = true;
        return switch (quantity.type()) {
            case NUMBER -> takeNumber(field, token, json);
            case FLAG -> takeFlag(field, token, json);
            case TEXT -> takeText(field, token, json);
        };
    }

    private String takeNumber(TelemetryFields.Field field, JsonToken token, JsonParser json) throws IOException {
        if (!token.isNumeric()) {
            return wrongType(field.name(), json, "send a number");
        }
        double value = json.getDoubleValue();
        if (!Double.isFinite(value)) {
            return field.name() + " is not a finite number (" + Texts.shown(json.getText(), 40)
                    + "): leave it out if there is no value";
        }
        numbers[field.index()] = value;
        return null;
    }

    private String takeFlag(TelemetryFields.Field field, JsonToken token, JsonParser json) throws IOException {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            return wrongType(field.name(), json, "send true or false");
        }
        numbers[field.index()] = token == JsonToken.VALUE_TRUE ? 1 : 0;
        return null;
    }

    private String takeText(TelemetryFields.Field field, JsonToken token, JsonParser json) throws IOException {
        String name = field.name();
        Quantity quantity = field.quantity();
        if (token != JsonToken.VALUE_STRING) {
            return wrongType(name, json, "send a string");
        }
        if (!quantity.allowed().isEmpty()) {
            String word = findWord(quantity.allowed(), json);
            texts[field.index()] = word;
            return word != null
                    ? null
                    : name + " is " + Texts.quoted(json.getText()) + ": allowed are "
                            + String.join(", ", quantity.allowed());
        }
        if (json.getTextLength() > Texts.MAX_CHARACTERS) {
            return name + " is " + json.getTextLength() + " characters long: the limit is " + Texts.MAX_CHARACTERS;
        }
        String text = json.getText();
        texts[field.index()] = text;
        String fault = quantity == Quantity.STATE ? findSignalFault(text) : Texts.findFault(text);
        return fault == null ? null : name + ' ' + fault;
    }

    /** The allowed word that the parser stands on, without building a string; or null. */
    private static String findWord(List<String> words, JsonParser json) throws IOException {
        char[] text = json.getTextCharacters();
        int start = json.getTextOffset();
        int length = json.getTextLength();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.length() == length && matches(word, text, start)) {
                return word;
            }
        }
        return null;
    }

    private static boolean matches(String word, char[] text, int start) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != text[start + i]) {
                return false;
            }
        }
        return true;
    }

    private static String findSignalFault(String state) {
        if (state.isEmpty() || state.length() > MAX_SIGNAL_LINKS) {
            return "has " + state.length() + " letters: send one per controlled link, at most " + MAX_SIGNAL_LINKS;
        }
        for (int i = 0; i < state.length(); i++) {
            if (SIGNAL_LETTERS.indexOf(state.charAt(i)) < 0) {
                return "has " + Texts.quoted(state.substring(i, i + 1)) + " at position " + (i + 1)
                        + ": allowed letters are r y g G s u o O";
            }
        }
        return null;
    }

    private String takeObservedAt(JsonToken token, JsonParser json) throws IOException {
        switch (token) {
            case VALUE_STRING -> {
                long millis = Times.parse(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
                if (millis == Times.NOT_A_TIME || millis == Times.NO_OFFSET) {
                    return Times.refusal(OBSERVED_AT, json.getText(), millis);
                }
                observedAtMillis = millis;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> observedAtMillis = (long) json.getDoubleValue();
            default -> {
                return wrongType(OBSERVED_AT, json, Times.WANTED);
            }
        }
        String fault = Times.findFault(observedAtMillis);
        return fault == null ? null : OBSERVED_AT + " (" + Texts.shown(json.getText(), 40) + ") " + fault;
    }

    private String takeSequence(JsonToken token, JsonParser json) throws IOException {
        boolean whole =
                token == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!whole || json.getLongValue() < 0) {
            return wrongType(SEQUENCE, json, "send a whole number from 0 to " + Long.MAX_VALUE);
        }
        sequence = json.getLongValue();
        return null;
    }

    private static String wrongType(String name, JsonParser json, String wanted) throws IOException {
        return name + " is " + Json.describe(json) + ": " + wanted;
    }
}
