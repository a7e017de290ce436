package io.citybrain.bench;

import io.citybrain.sim.safety.Violation;
import io.citybrain.sim.traci.Domain;
import io.citybrain.sim.traci.Sumo;
import io.citybrain.sim.traci.Values;
import io.citybrain.sim.traci.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One simulation: one trip, one seed, one mode. SUMO decides all that happens; this only drives it and reads it. */
final class Drive {
    static final String AMBULANCE = "ambulance";
    private static final int HIGHEST_URGENCY = 1;
    private static final int LOWER_URGENCY = 2;
    /** So long before the request signals and queues are watched. */
    private static final double WATCH_SECONDS = 300;
    /** Time that a signal may take from its release to its own programme: a cycle and more. */
    private static final double RELEASE_SECONDS = 300;

    private final TrafficScene scene;
    private final Trip trip;
    private final int seed;
    private final DriveMode mode;
    private final DriveSettings settings;
    private final Path folder;
    private final Map<String, Double> lossAtHorizon = new HashMap<>();
    private Sumo sumo;
    private SumoStreet street;
    private LocalPreemption local;
    private EscortLink escort;
    private double now;
    private double arrivedAt = -1;
    private boolean lost;
    private boolean horizonRead;
    private final List<String> companions = new ArrayList<>();
    private final Set<String> driving = new LinkedHashSet<>();
    private int companionsArrived;
    private boolean isTold;

    Drive(TrafficScene scene, Trip trip, int seed, DriveMode mode, DriveSettings settings, Path folder) {
        this.scene = scene;
        this.trip = trip;
        this.seed = seed;
        this.mode = mode;
        this.settings = settings;
        this.folder = folder;
    }

    /** @param maker City Brain; not used in other modes */
    DriveOutcome run(Escort.Maker maker) {
        DriveFiles files = new DriveFiles(scene, trip, settings, folder);
        files.writeAdditional();
        sumo = Sumo.start(settings.sumo(), files.options(mode, seed), folder.resolve("sumo.log"));
        try (Sumo running = sumo) {
            now = mode == DriveMode.FREE ? trip.requestSeconds() : scene.beginSeconds();
            running.subscribe(Domain.SIMULATION, "", Variable.ARRIVED, Variable.TELEPORTING);
            prepare(maker);
            request();
            while (!isOver()) {
                second();
            }
            afterwards();
        } finally {
            if (escort != null) {
                escort.close();
            }
        }
        return outcome();
    }

    private void prepare(Escort.Maker maker) {
        if (mode == DriveMode.FREE) {
            for (String signal : sumo.ids(Domain.SIGNAL)) {
                String state =
                        sumo.read(Domain.SIGNAL, signal, Variable.SIGNAL_STATE).text(Variable.SIGNAL_STATE);
                sumo.setSignal(signal, "G".repeat(state.length()));
            }
            return;
        }
        goTo(Math.max(scene.beginSeconds(), trip.requestSeconds() - WATCH_SECONDS));
        if (mode.isLocal() || mode.isEscort()) {
            open(maker);
            while (now < trip.requestSeconds()) {
                tickAndStep();
            }
        }
        goTo(trip.requestSeconds());
    }

    private void goTo(double seconds) {
        if (seconds > now) {
            sumo.stepTo(seconds);
            now = seconds;
        }
    }

    private void open(Escort.Maker maker) {
        if (mode.isEscort()) {
            EscortLink[] link = new EscortLink[1];
            street = new SumoStreet(
                    sumo,
                    scene.roads(),
                    settings.longestSeizureSeconds(),
                    signal -> (mission, sequence, status, reason) ->
                            link[0].answer(signal, mission, sequence, status, reason));
            escort = new EscortLink(scene.roads(), sumo, street, settings, seed);
            link[0] = escort;
            escort.open(maker);
        } else {
            street = new SumoStreet(sumo, scene.roads(), Double.POSITIVE_INFINITY, SumoStreet::silent);
            local = new LocalPreemption(scene.roads(), street, trip.route(), mode == DriveMode.LOCAL_WATCHDOG);
        }
    }

    private void request() {
        List<String> route = trip.route();
        if (mode == DriveMode.NAVIGATED) {
            route = navigated();
        } else if (escort != null) {
            route = escort.request(AMBULANCE, HIGHEST_URGENCY, trip, mode == DriveMode.CITYBRAIN_FIXED_ROUTE, now);
        }
        add(AMBULANCE, mode.isCar() ? DriveFiles.CAR_TYPE : DriveFiles.AMBULANCE_TYPE, route);
        if (mode == DriveMode.TOGETHER) {
            for (Trip other : Companions.crossing(scene.roads(), scene.trips(), trip, settings.together() - 1)) {
                String vehicle = "companion-" + companions.size();
                companions.add(vehicle);
                List<String> way = escort.request(vehicle, LOWER_URGENCY, other, false, now);
                add(vehicle, DriveFiles.AMBULANCE_TYPE, way);
            }
        }
        driving.addAll(companions);
    }

    private void add(String vehicle, String type, List<String> route) {
        sumo.addVehicle(vehicle, type, route);
        sumo.subscribe(
                Domain.VEHICLE,
                vehicle,
                Variable.EDGE,
                Variable.LANE_INDEX,
                Variable.LANE_POSITION,
                Variable.ROUTE_INDEX,
                Variable.POSITION,
                Variable.SPEED,
                Variable.ANGLE);
    }

    private List<String> navigated() {
        List<String> edges = new ArrayList<>();
        for (int edge = 0; edge < scene.roads().edges().count(); edge++) {
            edges.add(scene.roads().edges().id(edge));
        }
        Map<String, Values> times = sumo.read(Domain.EDGE, edges, Variable.EDGE_TRAVEL_TIME);
        List<String> route = LiveRoute.find(
                scene.roads(),
                trip.route().get(0),
                trip.route().get(trip.route().size() - 1),
                edge -> times.get(edges.get(edge)).number(Variable.EDGE_TRAVEL_TIME));
        return route.isEmpty() ? trip.route() : route;
    }

    private boolean isOver() {
        boolean judgedIsOver = lost || arrivedAt >= 0;
        return (judgedIsOver && driving.isEmpty()) || now - trip.requestSeconds() >= DriveSettings.CAP_SECONDS;
    }

    private void second() {
        Values ambulance = sumo.news(Domain.VEHICLE).get(AMBULANCE);
        if (ambulance != null && local != null) {
            boolean inJunction = ambulance.text(Variable.EDGE).startsWith(":");
            local.step(
                    now,
                    Math.max(0, ambulance.whole(Variable.ROUTE_INDEX)),
                    ambulance.number(Variable.LANE_POSITION),
                    inJunction);
        }
        if (escort != null) {
            tellPosition(AMBULANCE);
            driving.forEach(this::tellPosition);
        }
        tickAndStep();
        Values news = sumo.news(Domain.SIMULATION).get("");
        if (news.texts(Variable.ARRIVED).contains(AMBULANCE)) {
            arrivedAt = now;
        }
        lost |= news.texts(Variable.TELEPORTING).contains(AMBULANCE);
        if (escort != null && !isTold && (lost || arrivedAt >= 0)) {
            isTold = true;
            escort.arrived(AMBULANCE, arrivedAt >= 0, now);
        }
        for (String vehicle : companions) {
            endOf(vehicle, news);
        }
    }

    private void tellPosition(String vehicle) {
        Values place = sumo.news(Domain.VEHICLE).get(vehicle);
        // Until it departs SUMO gives it no edge and senseless numbers.
        if (place != null && !place.text(Variable.EDGE).isEmpty()) {
            escort.position(vehicle, place, now);
        }
    }

    private void endOf(String companion, Values news) {
        boolean arrived = news.texts(Variable.ARRIVED).contains(companion);
        boolean gone = news.texts(Variable.TELEPORTING).contains(companion);
        if ((arrived || gone) && driving.remove(companion)) {
            companionsArrived += arrived ? 1 : 0;
            escort.arrived(companion, arrived, now);
        }
    }

    private void tickAndStep() {
        if (escort != null) {
            escort.second(now);
        }
        if (street != null) {
            street.tick(now);
        }
        sumo.step();
        now++;
        if (street != null) {
            street.look(now);
        }
        if (!horizonRead && now >= trip.requestSeconds() + DriveSettings.HORIZON_SECONDS) {
            readHorizon();
        }
    }

    private void readHorizon() {
        horizonRead = true;
        sumo.read(Domain.VEHICLE, sumo.ids(Domain.VEHICLE), Variable.TIME_LOSS)
                .forEach((vehicle, loss) -> lossAtHorizon.put(vehicle, loss.number(Variable.TIME_LOSS)));
    }

    /** Signals are given back, then the others drive on until the horizon. */
    private void afterwards() {
        if (mode == DriveMode.FREE) {
            return;
        }
        if (street != null) {
            giveBack();
        }
        if (!horizonRead) {
            goTo(trip.requestSeconds() + DriveSettings.HORIZON_SECONDS);
            readHorizon();
        }
    }

    private void giveBack() {
        double end = now;
        if (local != null) {
            local.end(now);
        }
        while (!street.isFree() && now < end + RELEASE_SECONDS) {
            tickAndStep();
        }
        street.notReleased(now);
    }

    private DriveOutcome outcome() {
        double others = 0;
        Map<String, DriveOutcome.Approach> approaches = new TreeMap<>();
        if (mode != DriveMode.FREE) {
            others = SumoOutputs.othersLossSeconds(
                    folder.resolve("trips.xml"), AMBULANCE, trip.requestSeconds(), now, lossAtHorizon);
            SumoOutputs.approaches(folder.resolve("edges.xml")).forEach((edge, approach) -> {
                if (isBeforeSignal(edge)) {
                    approaches.put(edge, approach);
                }
            });
        }
        List<Violation> violations = street == null ? List.of() : List.copyOf(street.violations());
        return new DriveOutcome(
                arrivedAt < 0 ? DriveSettings.CAP_SECONDS : arrivedAt - trip.requestSeconds(),
                arrivedAt >= 0,
                others,
                approaches,
                street == null ? 0 : street.seizedSeconds(),
                escort == null ? 0 : escort.reroutes(AMBULANCE),
                companions.size() - companionsArrived,
                violations);
    }

    private boolean isBeforeSignal(String id) {
        int edge = scene.roads().edges().find(id);
        if (edge < 0) {
            return false;
        }
        for (int turn = scene.roads().turns().firstFrom(edge);
                turn < scene.roads().turns().endFrom(edge);
                turn++) {
            if (scene.roads().turns().signal(turn) >= 0) {
                return true;
            }
        }
        return false;
    }
}
