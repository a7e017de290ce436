package io.citybrain.bench;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.sim.signals.SignalController;
import io.citybrain.sim.traci.Domain;
import io.citybrain.sim.traci.Sumo;
import io.citybrain.sim.traci.Values;
import io.citybrain.sim.traci.Variable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Between a SUMO simulation and City Brain: telemetry one way, commands the other, each late and some lost as the
 * settings say. Signals speak at a change and every 5 s, edges at a change and every 30 s, the ambulance every second.
 */
final class EscortLink implements Escort.Street, AutoCloseable {
    /** Any day will do; the simulation's seconds count from here. */
    static final long EPOCH_MILLIS = 1_767_225_600_000L;

    private static final int SIGNAL_EVERY_SECONDS = 5;
    private static final int FLOW_EVERY_SECONDS = 30;
    private static final int[] EDGE_FIGURES = {
        Variable.EDGE_VEHICLES, Variable.EDGE_HALTING, Variable.EDGE_MEAN_SPEED, Variable.EDGE_OCCUPANCY
    };
    private static final int[] LANE_FIGURES = {Variable.EDGE_VEHICLES, Variable.EDGE_HALTING};

    private record Late(double at, Runnable message) {}

    private final RoadNetwork roads;
    private final Sumo sumo;
    private final SumoStreet street;
    private final DriveSettings settings;
    private final Random dice;
    private final Deque<Late> toCityBrain = new ArrayDeque<>();
    private final Deque<Late> toStreet = new ArrayDeque<>();
    private final Map<String, String> lastStates = new HashMap<>();
    private final Map<String, int[]> lastFlows = new HashMap<>();
    private Escort escort;
    private final Map<String, EscortedAmbulance> byMission = new LinkedHashMap<>();
    private final Map<String, EscortedAmbulance> byVehicle = new LinkedHashMap<>();
    private double now;

    EscortLink(RoadNetwork roads, Sumo sumo, SumoStreet street, DriveSettings settings, int seed) {
        this.roads = roads;
        this.sumo = sumo;
        this.street = street;
        this.settings = settings;
        this.dice = new Random(seed);
    }

    void open(Escort.Maker maker) {
        escort = maker.open(roads, this);
        for (int edge = 0; edge < roads.edges().count(); edge++) {
            String id = roads.edges().id(edge);
            sumo.subscribe(Domain.EDGE, id, EDGE_FIGURES);
            for (int lane = 0; lane < roads.edges().laneCount(edge); lane++) {
                sumo.subscribe(Domain.LANE, id + "_" + lane, LANE_FIGURES);
            }
        }
    }

    void answer(String signal, String mission, long sequence, String status, String reason) {
        Escort.Answer answer = new Escort.Answer(signal, mission, sequence, status, reason, millis(now));
        post(toCityBrain, () -> escort.answer(answer));
    }

    private static long millis(double seconds) {
        return EPOCH_MILLIS + Math.round(seconds * 1_000);
    }

    private void post(Deque<Late> way, Runnable message) {
        if (settings.loss() <= 0 || dice.nextDouble() >= settings.loss()) {
            way.add(new Late(now + settings.latencySeconds(), message));
        }
    }

    private void deliver(Deque<Late> way) {
        while (!way.isEmpty() && way.peek().at() <= now) {
            way.poll().message().run();
        }
    }

    /** The dispatcher's click arrives for certain; the answer is the route that the ambulance sets out on. */
    List<String> request(String vehicle, int urgency, Trip trip, boolean fixedRoute, double seconds) {
        now = seconds;
        List<String> edges = trip.route();
        EscortedAmbulance ambulance = new EscortedAmbulance(vehicle, "of-" + vehicle, edges);
        byMission.put(ambulance.mission(), ambulance);
        byVehicle.put(vehicle, ambulance);
        escort.request(new Escort.Request(
                ambulance.mission(),
                vehicle,
                millis(seconds),
                urgency,
                edges.get(0),
                edges.get(edges.size() - 1),
                fixedRoute ? edges : List.of()));
        escort.tick(millis(seconds));
        ambulance.setOut();
        return ambulance.route();
    }

    /** One second: what is due arrives, City Brain thinks, what it commands sets out. */
    void second(double seconds) {
        now = seconds;
        signals();
        flows();
        deliver(toCityBrain);
        escort.tick(millis(seconds));
        deliver(toStreet);
    }

    private void signals() {
        for (String signal : street.signals()) {
            Values news = sumo.news(Domain.SIGNAL).get(signal);
            if (news == null) {
                continue;
            }
            SignalController controller = street.controller(signal);
            String state = news.text(Variable.SIGNAL_STATE);
            String key = controller.program() + state;
            if (!key.equals(lastStates.put(signal, key)) || now % SIGNAL_EVERY_SECONDS == 0) {
                double remaining = controller.remainingSeconds(Math.round(now * 1_000));
                Escort.Signal telemetry =
                        new Escort.Signal(signal, millis(now), controller.program(), state, remaining);
                post(toCityBrain, () -> escort.signal(telemetry));
            }
        }
    }

    private void flows() {
        Map<String, Values> edges = sumo.news(Domain.EDGE);
        Map<String, Values> lanes = sumo.news(Domain.LANE);
        edges.forEach((edge, figures) -> {
            int vehicles = figures.whole(Variable.EDGE_VEHICLES);
            int queued = figures.whole(Variable.EDGE_HALTING);
            int[] counts = {vehicles, queued};
            if (!Arrays.equals(counts, lastFlows.put(edge, counts)) || now % FLOW_EVERY_SECONDS == 0) {
                Escort.Flow flow = flow(edge, figures, lanes);
                post(toCityBrain, () -> escort.flow(flow));
            }
        });
    }

    private Escort.Flow flow(String edge, Values figures, Map<String, Values> lanes) {
        int count = roads.edges().laneCount(roads.edges().get(edge));
        int[] vehicles = new int[count];
        int[] queued = new int[count];
        for (int lane = 0; lane < count; lane++) {
            Values values = lanes.get(edge + "_" + lane);
            vehicles[lane] = values.whole(Variable.EDGE_VEHICLES);
            queued[lane] = values.whole(Variable.EDGE_HALTING);
        }
        return new Escort.Flow(
                edge,
                millis(now),
                figures.whole(Variable.EDGE_VEHICLES),
                figures.whole(Variable.EDGE_HALTING),
                figures.number(Variable.EDGE_MEAN_SPEED),
                figures.number(Variable.EDGE_OCCUPANCY),
                vehicles,
                queued);
    }

    void position(String vehicle, Values ambulance, double seconds) {
        now = seconds;
        double noise = settings.gpsNoiseMetres();
        double[] place = ambulance.position(Variable.POSITION);
        Escort.Position position = new Escort.Position(
                vehicle,
                millis(seconds),
                place[0] + noise * dice.nextGaussian(),
                place[1] + noise * dice.nextGaussian(),
                noise > 0 ? null : ambulance.text(Variable.EDGE),
                ambulance.whole(Variable.LANE_INDEX),
                noise > 0 ? Double.NaN : ambulance.number(Variable.LANE_POSITION),
                ambulance.number(Variable.SPEED),
                ambulance.number(Variable.ANGLE));
        post(toCityBrain, () -> escort.position(position));
    }

    /** SUMO takes a vehicle out where its trip ends: a crew would stand there, and its positions would say so. */
    void arrived(String vehicle, boolean arrived, double seconds) {
        now = seconds;
        EscortedAmbulance ambulance = byVehicle.get(vehicle);
        ambulance.end();
        if (!arrived) {
            return;
        }
        String last = ambulance.route().get(ambulance.route().size() - 1);
        int edge = roads.edges().get(last);
        int lane = roads.edges().firstLane(edge);
        int point = roads.lanes().pointCount(lane) - 1;
        Escort.Position position = new Escort.Position(
                vehicle,
                millis(seconds),
                roads.lanes().x(lane, point),
                roads.lanes().y(lane, point),
                last,
                0,
                roads.edges().lengthMetres(edge),
                0,
                0);
        post(toCityBrain, () -> escort.position(position));
    }

    @Override
    public void hold(
            String signal, String mission, long sequence, int[] links, int leaseSeconds, long validUntilMillis) {
        post(
                toStreet,
                () -> street.controller(signal)
                        .hold(
                                mission,
                                sequence,
                                links,
                                leaseSeconds,
                                validUntilMillis - EPOCH_MILLIS,
                                Math.round(now * 1_000)));
    }

    @Override
    public void release(String signal, String mission, long sequence) {
        post(toStreet, () -> street.controller(signal).release(mission, sequence));
    }

    @Override
    public void route(String mission, List<String> edges) {
        EscortedAmbulance ambulance = byMission.get(mission);
        if (ambulance == null || edges.isEmpty() || edges.equals(ambulance.route())) {
            return;
        }
        if (ambulance.isUnderWay()) {
            post(toStreet, () -> ambulance.drive(sumo, edges));
        } else {
            ambulance.plan(edges);
        }
    }

    int reroutes(String vehicle) {
        return byVehicle.get(vehicle).reroutes();
    }

    @Override
    public void close() {
        if (escort != null) {
            escort.close();
        }
    }
}
