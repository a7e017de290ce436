package io.citybrain.standalone;

import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.greenwave.PlannedJunction;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.EscortTopic;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.PriorityJson;
import io.citybrain.wire.Topics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads missions and the signals' answers as anybody would, from MQTT, and shows a line for each thing that happens. */
final class MissionBoard implements AutoCloseable {
    private static final int MOST_REMEMBERED = 1_000;
    private static final int MOST_SIGNALS_NAMED = 12;

    private final Terminal terminal;
    private final RoadNetwork roads;
    private final Map<String, Seen> missions = new LinkedHashMap<>();
    private MqttSubscriber subscriber;

    /** A mission as it has been shown. */
    private static final class Seen {
        private MissionPlan plan;
        private final Map<String, String> answers = new HashMap<>();
        private int passed;
        private int greens;
    }

    MissionBoard(Terminal terminal, RoadNetwork roads) {
        this.terminal = terminal;
        this.roads = roads;
    }

    void open(MqttConnection broker, String clientId) throws InterruptedException {
        subscriber = MqttSubscriber.open(
                broker,
                SessionOptions.transientSession(
                        clientId + "-" + ProcessHandle.current().pid()),
                List.of(Topics.ALL_MISSION_PLANS, Topics.ALL_PRIORITY_STATUS),
                this::hear);
        if (!subscriber.awaitSubscribed(20_000)) {
            throw new CityException("error.broker.no-subscription", broker.uri());
        }
    }

    private void hear(MqttMessage message) {
        hear(EscortTopic.parse(message.topic()), message.payload());
    }

    synchronized void hear(EscortTopic topic, byte[] payload) {
        if (topic.type() == EscortTopic.Type.PRIORITY_STATUS) {
            Decoded<PriorityStatus> status = PriorityJson.readStatus(topic.id(), payload);
            if (!status.isRefused()) {
                answer(status.value());
            }
        } else if (payload.length > 0) {
            Decoded<MissionPlan> plan = MissionJson.readPlan(payload);
            if (!plan.isRefused()) {
                plan(plan.value());
            }
        }
    }

    /** What a signal grants or refuses; that it is on its way, and that it is free again, is not worth a line. */
    private void answer(PriorityStatus status) {
        Seen seen = missions.get(status.mission());
        boolean tells =
                PriorityStatus.GRANTED.equals(status.status()) || PriorityStatus.REJECTED.equals(status.status());
        String before = seen == null ? null : seen.answers.put(status.signal(), status.status());
        if (seen == null || !tells || status.status().equals(before)) {
            return;
        }
        String time = Terminal.time(status.observedAtMillis());
        if (PriorityStatus.GRANTED.equals(status.status())) {
            terminal.say("mission.green", time, status.mission(), status.signal());
        } else {
            terminal.say("mission.rejected", time, status.mission(), status.signal(), orNothing(status.reason()));
        }
    }

    private void plan(MissionPlan plan) {
        Seen seen = missions.computeIfAbsent(plan.mission(), mission -> new Seen());
        MissionPlan before = seen.plan;
        if (before != null && plan.revision() <= before.revision()) {
            return;
        }
        seen.plan = plan;
        if (before != null) {
            countPassed(seen, before, plan);
        }
        if (before == null || before.status() != plan.status()) {
            tell(seen, plan);
        } else if (!before.route().equals(plan.route())) {
            terminal.say("mission.route", at(plan), plan.mission(), kilometres(plan), eta(plan.etaAtMillis()));
        }
        if (missions.size() > MOST_REMEMBERED) {
            missions.remove(missions.keySet().iterator().next());
        }
    }

    /** A signal that is no longer ahead has been passed; with green if that is the last that it answered. */
    private static void countPassed(Seen seen, MissionPlan before, MissionPlan now) {
        boolean runsOn = now.status() == MissionStatus.UNDER_WAY || now.status() == MissionStatus.ARRIVED;
        if (!runsOn || !before.route().equals(now.route())) {
            return;
        }
        List<String> ahead =
                now.junctions().stream().map(PlannedJunction::signal).toList();
        for (PlannedJunction junction : before.junctions()) {
            if (!ahead.contains(junction.signal())) {
                seen.passed++;
                seen.greens += junction.answer().startsWith(PriorityStatus.GRANTED) ? 1 : 0;
            }
        }
    }

    private void tell(Seen seen, MissionPlan plan) {
        String mission = plan.mission();
        switch (plan.status()) {
            case REQUESTED -> terminal.say("mission.requested", at(plan), mission, plan.ambulance(), kilometres(plan));
            case APPROVED -> terminal.say("mission.approved", at(plan), mission, plan.ambulance(), kilometres(plan));
            case UNDER_WAY ->
                terminal.say(
                        "mission.under-way",
                        at(plan),
                        mission,
                        kilometres(plan),
                        signals(plan),
                        eta(plan.etaAtMillis()),
                        eta(plan.etaWithoutPriorityAtMillis()));
            case ARRIVED -> terminal.say("mission.arrived", at(plan), mission, saved(plan), seen.greens, seen.passed);
            case REFUSED -> terminal.say("mission.refused", at(plan), mission, orNothing(plan.reason()));
            case CANCELLED -> terminal.say("mission.cancelled", at(plan), mission, orNothing(plan.reason()));
            case LOST -> terminal.say("mission.lost", at(plan), mission, orNothing(plan.reason()));
        }
    }

    /** The way as people at a junction know it: past which signals. */
    private static String signals(MissionPlan plan) {
        String names = plan.junctions().stream()
                .limit(MOST_SIGNALS_NAMED)
                .map(PlannedJunction::signal)
                .collect(Collectors.joining(" "));
        return plan.junctions().size() > MOST_SIGNALS_NAMED ? names + " …" : names;
    }

    private static String at(MissionPlan plan) {
        return Terminal.time(plan.plannedAtMillis());
    }

    private static String eta(long atMillis) {
        return atMillis == 0 ? "?" : Terminal.time(atMillis);
    }

    private static String saved(MissionPlan plan) {
        return Double.isNaN(plan.savedSeconds()) ? "?" : String.valueOf(Math.round(plan.savedSeconds()));
    }

    private static String orNothing(String reason) {
        return reason == null ? "" : reason;
    }

    private String kilometres(MissionPlan plan) {
        double metres = 0;
        for (String id : plan.route()) {
            int edge = roads.edges().find(id);
            metres += edge < 0 ? 0 : roads.edges().lengthMetres(edge);
        }
        return String.format("%.1f", metres / 1000);
    }

    /** All missions seen, for the summary. */
    synchronized List<Map<String, Object>> toValues() {
        return missions.values().stream()
                .filter(seen -> seen.plan != null)
                .map(MissionBoard::values)
                .toList();
    }

    private static Map<String, Object> values(Seen seen) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("mission", seen.plan.mission());
        values.put("status", seen.plan.status().word());
        values.put("reason", seen.plan.reason());
        values.put("savedSeconds", Double.isNaN(seen.plan.savedSeconds()) ? null : seen.plan.savedSeconds());
        values.put("signalsPassed", seen.passed);
        values.put("greens", seen.greens);
        return values;
    }

    @Override
    public void close() {
        if (subscriber != null) {
            subscriber.close();
        }
    }
}
