package io.citybrain.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.city.greenwave.MissionApproval;
import io.citybrain.city.greenwave.MissionCancel;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.greenwave.ReleaseAll;
import io.citybrain.city.greenwave.RoadPlace;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.http.view.CityView;
import io.citybrain.http.view.Documents;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.Topics;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Missions: lists, what a trip would take, asking, cancelling, deciding; and all priority given back at once. */
final class MissionRoom implements Room {
    private static final int PATIENCE_SECONDS = 3;
    private static final int LOWEST_URGENCY = 3;
    private static final double MOST_METRES = 1e6;

    private final CityView view;
    private final CityLink link;
    private final Commands commands;
    private final Waits waits;
    private final Estimates estimates;

    MissionRoom(CityView view, CityLink link, Commands commands, Waits waits, Estimates estimates) {
        this.view = view;
        this.link = link;
        this.commands = commands;
        this.waits = waits;
        this.estimates = estimates;
    }

    @Override
    public void openAll(Doors doors) {
        doors.open(Endpoint.SEE_MISSIONS, this::list);
        doors.open(Endpoint.SEE_MISSION, this::one);
        doors.open(Endpoint.ESTIMATE_MISSION, this::estimate);
        doors.open(Endpoint.ASK_MISSION, this::ask);
        doors.open(Endpoint.CANCEL_MISSION, this::cancel);
        doors.open(Endpoint.APPROVE_MISSION, this::decide);
        doors.open(Endpoint.RELEASE_ALL, this::releaseAll);
    }

    private void list(Context context) {
        Query query = new Query(context);
        boolean activeOnly = query.flag("active", false);
        query.answer(view.missionIds(activeOnly), this::toJson);
    }

    private JsonNode toJson(String mission) {
        byte[] json = view.findMission(mission);
        try {
            return json == null ? Documents.MAPPER.createObjectNode() : Documents.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void one(Context context) {
        String id = context.pathParam("mission");
        byte[] json = view.findMission(id);
        if (json == null) {
            throw Problem.missing("mission", id);
        }
        Answers.json(context, json);
    }

    private void estimate(Context context) {
        Body body = Body.read(context);
        String ambulance = body.id("ambulance");
        RoadPlace destination = place(body, "destination", true);
        RoadPlace given = place(body, "origin", false);
        body.whole("urgency", 1, LOWEST_URGENCY, 1);
        body.check();
        RoadPlace origin = given == null ? placeOf(ambulance) : given;
        Answers.json(context, estimates.toJson(origin, destination, view));
    }

    private void ask(Context context) {
        Body body = Body.read(context);
        String ambulance = body.id("ambulance");
        int urgency = body.whole("urgency", 1, LOWEST_URGENCY, 2);
        RoadPlace destination = place(body, "destination", true);
        RoadPlace given = place(body, "origin", false);
        String named = body.findId("missionId");
        body.check();
        String mission = named == null ? "m-" + UUID.randomUUID().toString().substring(0, 13) : named;
        RoadPlace origin = given == null ? placeOf(ambulance) : given;
        MissionRequest request =
                new MissionRequest(mission, view.cityMillis(), ambulance, urgency, origin, destination, List.of());
        if (view.findPlan(mission) == null) {
            link.send(MqttPublication.of(Topics.missionRequest(mission), MissionJson.write(request)));
        }
        answerWhen(context, "ask-mission", mission, plan -> true);
    }

    private void cancel(Context context) {
        String mission = getRunning(context);
        Body body = Body.read(context);
        String reason = body.findText("reason", Body.MOST_TEXT_CHARACTERS);
        body.check();
        MissionCancel cancel = new MissionCancel(mission, reason, view.cityMillis());
        link.send(MqttPublication.of(Topics.missionCancel(mission), MissionJson.write(cancel)));
        answerWhen(context, "cancel-mission", mission, plan -> plan.status().isEnd());
    }

    private void decide(Context context) {
        String mission = getRunning(context);
        Body body = Body.read(context);
        String word = body.word("decision", List.of("approve", "refuse"));
        String reason = body.findText("reason", Body.MOST_TEXT_CHARACTERS);
        body.check();
        MissionApproval approval = new MissionApproval(
                mission, Caller.person(context).name(), "approve".equals(word), reason, view.cityMillis());
        link.send(MqttPublication.of(Topics.missionApproval(mission), MissionJson.write(approval)));
        answerWhen(context, word + "-mission", mission, plan -> plan.status() != MissionStatus.REQUESTED);
    }

    private String getRunning(Context context) {
        String mission = context.pathParam("mission");
        MissionPlan plan = view.findPlan(mission);
        if (plan == null) {
            throw Problem.missing("mission", mission);
        }
        if (plan.status().isEnd()) {
            throw Problem.refused("already-over", plan.status().word());
        }
        return mission;
    }

    /** Answers when the plan says so, or when it has not said so in time. */
    private void answerWhen(Context context, String what, String mission, Predicate<MissionPlan> isDone) {
        context.future(() -> waits.until(() -> findPlan(mission, isDone), PATIENCE_SECONDS)
                .thenAccept(plan -> {
                    ObjectNode json = Documents.MAPPER.createObjectNode();
                    json.put("missionId", mission);
                    json.put("status", plan == null ? "sent" : plan.status().word());
                    if (plan != null && plan.reason() != null) {
                        json.put("reason", plan.reason());
                    }
                    commands.audit(
                            context,
                            what,
                            "mission " + mission,
                            json.path("status").asText());
                    Answers.json(context.status(202), json);
                }));
    }

    private MissionPlan findPlan(String mission, Predicate<MissionPlan> isDone) {
        MissionPlan plan = view.findPlan(mission);
        return plan != null && isDone.test(plan) ? plan : null;
    }

    private void releaseAll(Context context) {
        String id = "door-" + UUID.randomUUID();
        ReleaseAll command = new ReleaseAll(id, Caller.person(context).name(), view.cityMillis());
        commands.give(
                context,
                new Commands.Command(
                        id, Topics.ESCORT_COMMANDS, MissionJson.write(command), "release-all", "all signals"));
    }

    /** Where an ambulance is now. */
    private RoadPlace placeOf(String ambulance) {
        Reading reading = view.findAmbulance(ambulance);
        double[] place = view.findAmbulancePlace(ambulance);
        if (reading == null || place == null) {
            throw Problem.of(
                    409, "no-position", "it is not known where ambulance " + ambulance + " is: send an origin");
        }
        String edge = reading.text(Quantity.EDGE);
        return edge != null && estimates.knows(edge)
                ? RoadPlace.onEdge(edge, Math.max(0, reading.number(Quantity.POSITION_METRES)))
                : RoadPlace.at(place[0], place[1]);
    }

    private RoadPlace place(Body body, String name, boolean isNeeded) {
        if (!(body.json().get(name) instanceof ObjectNode place)) {
            if (isNeeded || body.has(name)) {
                body.fault(name, "no-place", "must be {\"longitude\",\"latitude\"} or {\"edge\"}");
            }
            return null;
        }
        String edge = place.path("edge").isTextual() ? place.path("edge").asText() : null;
        if (edge != null) {
            if (!estimates.knows(edge)) {
                body.fault(name + ".edge", "unknown", "is no edge of the road network");
            }
            double metres = body.findNumber(place, name + ".positionMetres", "positionMetres", 0, MOST_METRES);
            return RoadPlace.onEdge(edge, metres);
        }
        double longitude = body.findNumber(place, name + ".longitude", "longitude", -180, 180);
        double latitude = body.findNumber(place, name + ".latitude", "latitude", -90, 90);
        if (Double.isNaN(longitude) || Double.isNaN(latitude)) {
            body.fault(name, "no-place", "must be {\"longitude\",\"latitude\"} or {\"edge\"}");
        }
        return RoadPlace.at(longitude, latitude);
    }
}
