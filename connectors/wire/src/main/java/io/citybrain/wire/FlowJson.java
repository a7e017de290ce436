package io.citybrain.wire;

import com.fasterxml.jackson.core.JsonParser;
import io.citybrain.city.greenwave.FlowReading;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import java.io.IOException;
import java.util.List;

/** Traffic on an edge with its lanes; the same message as {@link TelemetryJson} reads, by the same rules. */
public final class FlowJson {

    /**
     * Traffic on one lane.
     *
     * @param index from the right
     */
    public record Lane(int index, int vehicles, int queuedVehicles) {}

    private static final int[] NOT_KNOWN = {};

    private FlowJson() {}

    /**
     * Decodes the traffic on that sensor's edge: the payload's {@code edge}, else the sensor's id. A message without
     * counts of vehicles is refused here, although it is telemetry.
     */
    public static Decoded<FlowReading> read(String sensor, byte[] payload) {
        String fault = Json.findFault(payload, Json.MAX_PAYLOAD_BYTES);
        if (fault != null) {
            return Decoded.refused(fault);
        }
        try (JsonParser json = Json.parser(payload)) {
            TelemetryDraft draft = new TelemetryDraft(Kind.TRAFFIC_FLOW);
            String reason = draft.fill(json);
            return reason == null ? flow(draft.reading(sensor), draft.lanes()) : Decoded.refused(reason);
        } catch (IOException e) {
            return Decoded.refused(JsonFault.explain(e));
        }
    }

    private static Decoded<FlowReading> flow(Reading reading, LaneQueues lanes) {
        double vehicles = reading.number(Quantity.VEHICLES);
        double queued = reading.number(Quantity.QUEUED_VEHICLES);
        if (!(vehicles >= 0) || !(queued >= 0)) {
            return Decoded.refused("vehicles and queuedVehicles are needed to know the traffic on an edge");
        }
        String edge = reading.text(Quantity.EDGE);
        return Decoded.of(new FlowReading(
                edge == null ? reading.sensor() : edge,
                reading.observedAtMillis(),
                (int) Math.rint(vehicles),
                (int) Math.rint(queued),
                reading.number(Quantity.MEAN_SPEED_METRES_PER_SECOND),
                lanes == null ? NOT_KNOWN : lanes.vehicles(),
                lanes == null ? NOT_KNOWN : lanes.queued()));
    }

    /** Encodes a reading of traffic-flow with its lanes. */
    public static byte[] write(Reading flow, List<Lane> lanes) {
        return Json.object(json -> {
            TelemetryJson.writeFields(flow, json);
            json.writeArrayFieldStart(LaneQueues.NAME);
            for (Lane lane : lanes) {
                json.writeStartObject();
                json.writeNumberField("index", lane.index());
                json.writeNumberField("vehicles", lane.vehicles());
                json.writeNumberField("queuedVehicles", lane.queuedVehicles());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
