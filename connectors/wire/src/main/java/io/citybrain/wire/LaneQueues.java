package io.citybrain.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/**
 * The field {@code lanes} of traffic-flow while its JSON is being read: {@code [{"index","vehicles"?,
 * "queuedVehicles"}]}. Methods that read return what is wrong, or null.
 */
final class LaneQueues {

    static final String NAME = "lanes";
    /** As many as an edge of a road network may have. */
    static final int MAX_LANES = 255;

    private static final int[] NOT_KNOWN = {};
    private static final double MAX_VEHICLES = 1_000_000;

    private int[] queued;
    private final int[] onLane = new int[MAX_LANES];
    private boolean isEachCounted = true;
    private int count;
    private double index;
    private double vehicles;
    private double queuedHere;

    /** Queued vehicles by lane from the right; empty if not known. */
    int[] queued() {
        return queued == null ? NOT_KNOWN : Arrays.copyOf(queued, count);
    }

    /** Vehicles by lane from the right; empty if they are not known of each lane that is listed. */
    int[] vehicles() {
        return queued == null || !isEachCounted ? NOT_KNOWN : Arrays.copyOf(onLane, count);
    }

    String take(JsonParser json) throws IOException {
        if (queued != null) {
            return "lanes is there twice" + Json.where(json.currentTokenLocation()) + ": send it once";
        }
        queued = new int[MAX_LANES];
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return "lanes is " + Json.describe(json) + ": send a list of objects";
        }
        int items = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return "lanes has " + Json.describe(json) + ": send objects with index and queuedVehicles";
            }
            if (++items > MAX_LANES) {
                return "lanes has more than " + MAX_LANES + " items";
            }
            String fault = takeLane(json);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private String takeLane(JsonParser json) throws IOException {
        index = Double.NaN;
        vehicles = Double.NaN;
        queuedHere = Double.NaN;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            String fault = takeField(name, token, json);
            if (fault != null) {
                return fault;
            }
        }
        if (Double.isNaN(index) || Double.isNaN(queuedHere)) {
            return "lanes has a lane without " + (Double.isNaN(index) ? "index" : "queuedVehicles") + ": send both";
        }
        int lane = (int) index;
        queued[lane] = (int) Math.rint(queuedHere);
        isEachCounted &= !Double.isNaN(vehicles);
        onLane[lane] = (int) Math.rint(vehicles);
        count = Math.max(count, lane + 1);
        return null;
    }

    private String takeField(String name, JsonToken token, JsonParser json) throws IOException {
        switch (name) {
            case "index", "vehicles", "queuedVehicles" -> {}
            default -> {
                json.skipChildren();
                return null;
            }
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        double most = name.equals("index") ? MAX_LANES - 1 : MAX_VEHICLES;
        double value = token.isNumeric() ? json.getDoubleValue() : Double.NaN;
        boolean isWhole = !name.equals("index") || value == Math.rint(value);
        if (!(value >= 0 && value <= most && isWhole)) {
            return name + " of a lane is " + Json.describe(json) + ": send a number from 0 to " + Numbers.shown(most);
        }
        boolean isRepeated = !Double.isNaN(valueOf(name));
        set(name, value);
        return isRepeated ? name + " of a lane is there twice: send it once" : null;
    }

    private double valueOf(String name) {
        return switch (name) {
            case "index" -> index;
            case "vehicles" -> vehicles;
            default -> queuedHere;
        };
    }

    private void set(String name, double value) {
        switch (name) {
            case "index" -> index = value;
            case "vehicles" -> vehicles = value;
            default -> queuedHere = value;
        }
    }
}
