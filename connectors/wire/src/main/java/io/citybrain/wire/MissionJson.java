package io.citybrain.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.city.greenwave.MissionApproval;
import io.citybrain.city.greenwave.MissionCancel;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.greenwave.PlannedJunction;
import io.citybrain.city.greenwave.ReleaseAll;
import io.citybrain.city.greenwave.RoadPlace;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Missions: what dispatchers and people ask, and the plan that answers. Payloads at most 65,536 bytes, a plan's
 * 1,048,576; routes 4,096 edges, junctions 1,024, texts 1,024 characters, ids 128.
 */
public final class MissionJson {

    static final int MAX_PLAN_BYTES = 1_048_576;
    static final int MAX_ROUTE_EDGES = 4_096;
    static final int MAX_JUNCTIONS = 1_024;

    private static final int LOWEST_URGENCY = 3;
    private static final double MAX_METRES = 1_000_000;
    private static final double MAX_SAVED_SECONDS = 1_000_000_000;
    private static final String APPROVE = "approve";
    private static final List<String> DECISIONS = List.of(APPROVE, "refuse");
    private static final List<String> COMMANDS = List.of("release-all");
    private static final List<String> STATUSES =
            Arrays.stream(MissionStatus.values()).map(MissionStatus::word).toList();

    private MissionJson() {}

    /**
     * Decodes a request {@code {"requestedAt","ambulance","urgency","origin","destination","route"?}}; a place is
     * {@code {"edge","positionMetres"?}} or {@code {"longitude","latitude"}}.
     */
    public static Decoded<MissionRequest> readRequest(String mission, byte[] payload) {
        return JsonTree.read(
                payload,
                Json.MAX_PAYLOAD_BYTES,
                fields -> new MissionRequest(
                        mission,
                        fields.time("requestedAt"),
                        fields.id("ambulance"),
                        fields.whole("urgency", 1, LOWEST_URGENCY),
                        place(fields.object("origin")),
                        place(fields.object("destination")),
                        fields.findIds("route", MAX_ROUTE_EDGES)));
    }

    private static RoadPlace place(Fields place) {
        double longitude = place.findNumber("longitude", -180, 180);
        double latitude = place.findNumber("latitude", -90, 90);
        String edge = place.findId("edge");
        double metres = place.findNumber("positionMetres", 0, MAX_METRES);
        if (place.isThere() && !place.has("edge") && !(place.has("longitude") && place.has("latitude"))) {
            place.problem("", "is no place: send longitude and latitude, or edge");
        }
        return edge == null ? RoadPlace.at(longitude, latitude) : RoadPlace.onEdge(edge, metres);
    }

    /** Encodes a request, as a dispatcher's screen sends it. */
    public static byte[] write(MissionRequest request) {
        return Json.object(json -> {
            Json.time(json, "requestedAt", request.requestedAtMillis());
            Json.text(json, "ambulance", request.ambulance());
            json.writeNumberField("urgency", request.urgency());
            write("origin", request.origin(), json);
            write("destination", request.destination(), json);
            if (!request.route().isEmpty()) {
                Json.texts(json, "route", request.route());
            }
        });
    }

    private static void write(String name, RoadPlace place, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        Json.text(json, "edge", place.edge());
        Json.number(json, "positionMetres", place.positionMetres());
        Json.number(json, "longitude", place.longitude());
        Json.number(json, "latitude", place.latitude());
        json.writeEndObject();
    }

    /** Decodes a decision {@code {"by","decision":"approve"|"refuse","reason"?,"at"}}. */
    public static Decoded<MissionApproval> readApproval(String mission, byte[] payload) {
        return JsonTree.read(
                payload,
                Json.MAX_PAYLOAD_BYTES,
                fields -> new MissionApproval(
                        mission,
                        fields.id("by"),
                        APPROVE.equals(fields.word("decision", DECISIONS)),
                        fields.findText("reason", Texts.MAX_CHARACTERS),
                        fields.time("at")));
    }

    /** Encodes a decision. */
    public static byte[] write(MissionApproval approval) {
        return Json.object(json -> {
            Json.text(json, "by", approval.by());
            json.writeStringField("decision", DECISIONS.get(approval.approved() ? 0 : 1));
            Json.text(json, "reason", approval.reason());
            Json.time(json, "at", approval.atMillis());
        });
    }

    /** Decodes {@code {"requestedAt","reason"?}}. */
    public static Decoded<MissionCancel> readCancel(String mission, byte[] payload) {
        return JsonTree.read(
                payload,
                Json.MAX_PAYLOAD_BYTES,
                fields -> new MissionCancel(
                        mission, fields.findText("reason", Texts.MAX_CHARACTERS), fields.time("requestedAt")));
    }

    /** Encodes a cancel. */
    public static byte[] write(MissionCancel cancel) {
        return Json.object(json -> {
            Json.time(json, "requestedAt", cancel.requestedAtMillis());
            Json.text(json, "reason", cancel.reason());
        });
    }

    /** Decodes {@code {"commandId","command":"release-all","by","at"}}. */
    public static Decoded<ReleaseAll> readCommand(byte[] payload) {
        return JsonTree.read(payload, Json.MAX_PAYLOAD_BYTES, fields -> {
            fields.word("command", COMMANDS);
            return new ReleaseAll(fields.id("commandId"), fields.id("by"), fields.time("at"));
        });
    }

    /** Encodes the command. */
    public static byte[] write(ReleaseAll command) {
        return Json.object(json -> {
            Json.text(json, "commandId", command.commandId());
            json.writeStringField("command", COMMANDS.get(0));
            Json.text(json, "by", command.by());
            Json.time(json, "at", command.atMillis());
        });
    }

    /**
     * Encodes a plan: {@code {"mission","ambulance","revision","plannedAt","status","reason"?,"route":[edge…],"etaAt"?,
     * "etaWithoutPriorityAt"?,"junctions":[{"signal","links","etaAt"?,"greenFrom"?,"greenUntil"?,"answer"}],
     * "savedSeconds"?}}.
     */
    public static byte[] write(MissionPlan plan) {
        return Json.object(json -> {
            Json.text(json, "mission", plan.mission());
            Json.text(json, "ambulance", plan.ambulance());
            json.writeNumberField("revision", plan.revision());
            Json.time(json, "plannedAt", plan.plannedAtMillis());
            json.writeStringField("status", plan.status().word());
            Json.text(json, "reason", plan.reason());
            Json.texts(json, "route", plan.route());
            Json.timeIfKnown(json, "etaAt", plan.etaAtMillis());
            Json.timeIfKnown(json, "etaWithoutPriorityAt", plan.etaWithoutPriorityAtMillis());
            json.writeArrayFieldStart("junctions");
            for (PlannedJunction junction : plan.junctions()) {
                write(junction, json);
            }
            json.writeEndArray();
            Json.number(json, "savedSeconds", plan.savedSeconds());
        });
    }

    private static void write(PlannedJunction junction, JsonGenerator json) throws IOException {
        json.writeStartObject();
        Json.text(json, "signal", junction.signal());
        Json.wholes(json, "links", junction.links());
        Json.timeIfKnown(json, "etaAt", junction.etaAtMillis());
        Json.timeIfKnown(json, "greenFrom", junction.greenFromMillis());
        Json.timeIfKnown(json, "greenUntil", junction.greenUntilMillis());
        Json.text(json, "answer", junction.answer());
        json.writeEndObject();
    }

    /** Decodes a plan. An empty payload, which by the contract ends a retained plan, is refused: look for it first. */
    public static Decoded<MissionPlan> readPlan(byte[] payload) {
        return JsonTree.read(payload, MAX_PLAN_BYTES, MissionJson::plan);
    }

    private static MissionPlan plan(Fields fields) {
        String ambulance = fields.findText("ambulance", Ids.MAX_CHARACTERS);
        return new MissionPlan(
                fields.id("mission"),
                ambulance == null ? "" : ambulance,
                fields.whole("revision", 1, Integer.MAX_VALUE),
                fields.time("plannedAt"),
                status(fields.word("status", STATUSES)),
                fields.findText("reason", Texts.MAX_CHARACTERS),
                fields.findIds("route", MAX_ROUTE_EDGES),
                fields.findTime("etaAt"),
                fields.findTime("etaWithoutPriorityAt"),
                fields.findObjects("junctions", MAX_JUNCTIONS).stream()
                        .map(MissionJson::junction)
                        .toList(),
                fields.findNumber("savedSeconds", -MAX_SAVED_SECONDS, MAX_SAVED_SECONDS));
    }

    private static MissionStatus status(String word) {
        return Arrays.stream(MissionStatus.values())
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    private static PlannedJunction junction(Fields junction) {
        return new PlannedJunction(
                junction.id("signal"),
                PriorityJson.links(junction),
                junction.findTime("etaAt"),
                junction.findTime("greenFrom"),
                junction.findTime("greenUntil"),
                junction.text("answer", Texts.MAX_CHARACTERS));
    }
}
