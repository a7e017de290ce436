package io.citybrain.sim.traffic;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Signal;
import io.citybrain.city.roads.VehicleClass;
import io.citybrain.sim.signals.SignalHead;
import io.citybrain.sim.signals.SumoSignalHead;
import io.citybrain.sim.traci.Domain;
import io.citybrain.sim.traci.Sumo;
import io.citybrain.sim.traci.Values;
import io.citybrain.sim.traci.Variable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Traffic in a SUMO of its own. An ambulance obeys signals and drives at 1.2 times the limit. */
final class SumoTraffic implements Traffic, Lamps {
    private static final String TYPE = "city-brain-ambulance";
    private static final double SPEED_FACTOR = 1.2;
    private static final double TELEPORT_SECONDS = 300;
    private static final int[] WHEREABOUTS = {
        Variable.EDGE, Variable.LANE_INDEX, Variable.LANE_POSITION, Variable.POSITION, Variable.SPEED, Variable.ANGLE
    };

    private final RoadNetwork roads;
    private final Sumo sumo;
    private final String[] laneIds;
    private final Map<String, Trip> trips = new HashMap<>();
    private int tripsSoFar;

    /** An ambulance on the road; SUMO knows it under another name for each trip. */
    private static final class Trip {
        private final String vehicle;
        private Whereabouts place;
        private boolean arrived;
        /** A way that it can take only when it is off the junction; null if there is none. */
        private int[] next;

        private Trip(String vehicle, Whereabouts place) {
            this.vehicle = vehicle;
            this.place = place;
        }
    }

    private SumoTraffic(SumoScene scene, Sumo sumo) {
        this.roads = scene.roads();
        this.sumo = sumo;
        this.laneIds = new String[roads.lanes().count()];
        sumo.subscribe(Domain.SIMULATION, "", Variable.ARRIVED);
        for (int i = 0; i < roads.signals().count(); i++) {
            sumo.subscribe(Domain.SIGNAL, roads.signals().get(i).id(), Variable.SIGNAL_STATE);
        }
        for (int edge = 0; edge < roads.edges().count(); edge++) {
            String id = roads.edges().id(edge);
            sumo.subscribe(Domain.EDGE, id, Variable.EDGE_MEAN_SPEED);
            for (int lane = 0; lane < roads.edges().laneCount(edge); lane++) {
                laneIds[roads.edges().firstLane(edge) + lane] = id + "_" + lane;
                sumo.subscribe(Domain.LANE, id + "_" + lane, Variable.EDGE_VEHICLES, Variable.EDGE_HALTING);
            }
        }
    }

    static SumoTraffic start(SumoScene scene, long seed) {
        Path types = scene.folder().resolve("ambulance.add.xml");
        try {
            Files.createDirectories(scene.folder());
            Files.writeString(
                    types,
                    String.format(
                            Locale.ROOT,
                            "<additional><vType id=\"%s\" vClass=\"emergency\" speedFactor=\"%s\" speedDev=\"0\""
                                    + " sigma=\"0\"/></additional>",
                            TYPE,
                            SPEED_FACTOR));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> additional = new ArrayList<>();
        scene.additional().forEach(file -> additional.add(file.toString()));
        additional.add(types.toString());
        List<String> options = new ArrayList<>(
                List.of("-n", scene.net().toString(), "-r", scene.routes().toString()));
        options.addAll(List.of(
                "-a", String.join(",", additional),
                "--scale", Double.toString(scene.scale()),
                "--begin", Double.toString(scene.beginSeconds()),
                "--seed", Integer.toString((int) Math.floorMod(seed, (long) Integer.MAX_VALUE)),
                "--time-to-teleport", Double.toString(TELEPORT_SECONDS)));
        options.addAll(List.of("--xml-validation", "never", "--no-step-log", "true", "--no-warnings", "true"));
        Sumo sumo = Sumo.start(scene.program(), options, scene.folder().resolve("sumo.log"));
        try {
            return new SumoTraffic(scene, sumo);
        } catch (RuntimeException e) {
            sumo.close();
            throw e;
        }
    }

    double timeSeconds() {
        return sumo.timeSeconds();
    }

    SignalHead head(Signal signal) {
        return new SumoSignalHead(sumo, signal.id(), signal.programme().id());
    }

    @Override
    public String state(int signal) {
        return sumo.news(Domain.SIGNAL).get(roads.signals().get(signal).id()).text(Variable.SIGNAL_STATE);
    }

    @Override
    public void step() {
        sumo.step();
        List<String> arrived = sumo.news(Domain.SIMULATION).get("").texts(Variable.ARRIVED);
        for (Trip trip : trips.values()) {
            Values news = sumo.news(Domain.VEHICLE).get(trip.vehicle);
            if (news != null) {
                look(trip, news);
            }
            trip.arrived |= arrived.contains(trip.vehicle);
        }
    }

    private void look(Trip trip, Values news) {
        String name = news.text(Variable.EDGE);
        if (name.isEmpty()) {
            return; // it waits for room on the road, or is being teleported
        }
        int edge = roads.edges().find(name);
        boolean isOnEdge = edge >= 0;
        double[] at = news.position(Variable.POSITION);
        trip.place = new Whereabouts(
                isOnEdge ? edge : trip.place.edge(),
                Math.max(0, news.whole(Variable.LANE_INDEX)),
                news.number(Variable.LANE_POSITION),
                isOnEdge ? null : name,
                at[0],
                at[1],
                Math.max(0, news.number(Variable.SPEED)),
                Math.max(0, news.number(Variable.ANGLE)));
        if (isOnEdge && trip.next != null) {
            take(trip, edge);
        }
    }

    @Override
    public int vehicles(int lane) {
        return sumo.news(Domain.LANE).get(laneIds[lane]).whole(Variable.EDGE_VEHICLES);
    }

    @Override
    public int queued(int lane) {
        return sumo.news(Domain.LANE).get(laneIds[lane]).whole(Variable.EDGE_HALTING);
    }

    @Override
    public double meanSpeed(int edge) {
        int first = roads.edges().firstLane(edge);
        for (int lane = first; lane < first + roads.edges().laneCount(edge); lane++) {
            if (vehicles(lane) > 0) {
                return Math.max(
                        0, sumo.news(Domain.EDGE).get(roads.edges().id(edge)).number(Variable.EDGE_MEAN_SPEED));
            }
        }
        return Double.NaN;
    }

    @Override
    public void driveOff(String ambulance, int[] route, double fromMetres, double untilMetres) {
        pullOver(ambulance);
        String vehicle = ambulance + "#" + ++tripsSoFar;
        trips.put(
                ambulance,
                new Trip(
                        vehicle,
                        LanePlace.of(roads, roads.edges().firstLane(route[0])).at(fromMetres, 0, route[0], 0)));
        double last = roads.edges().lengthMetres(route[route.length - 1]);
        sumo.addVehicle(
                vehicle,
                TYPE,
                ids(route),
                metres(Math.min(fromMetres, roads.edges().lengthMetres(route[0]) - 1)),
                metres(Math.min(untilMetres, last)));
        sumo.subscribe(Domain.VEHICLE, vehicle, WHEREABOUTS);
    }

    private static String metres(double metres) {
        return String.format(Locale.ROOT, "%.2f", Math.max(0, metres));
    }

    private List<String> ids(int[] route) {
        return Arrays.stream(route).mapToObj(roads.edges()::id).toList();
    }

    @Override
    public void turnOff(String ambulance, int[] route, double untilMetres) {
        Trip trip = trips.get(ambulance);
        if (trip != null && isDrivable(route)) {
            trip.next = route;
        }
    }

    /** SUMO ends at a route that it can't drive. */
    private boolean isDrivable(int[] route) {
        for (int i = 0; i + 1 < route.length; i++) {
            if (roads.turns().find(route[i], route[i + 1], VehicleClass.EMERGENCY) < 0) {
                return false;
            }
        }
        return true;
    }

    private void take(Trip trip, int edge) {
        for (int i = 0; i < trip.next.length; i++) {
            if (trip.next[i] == edge) {
                sumo.setRoute(trip.vehicle, ids(Arrays.copyOfRange(trip.next, i, trip.next.length)));
                trip.next = null;
                return;
            }
        }
    }

    @Override
    public void pullOver(String ambulance) {
        Trip trip = trips.remove(ambulance);
        if (trip != null && !trip.arrived) {
            sumo.removeVehicle(trip.vehicle);
        }
    }

    @Override
    public Whereabouts find(String ambulance) {
        Trip trip = trips.get(ambulance);
        return trip == null || trip.arrived ? null : trip.place;
    }

    @Override
    public void close() {
        sumo.close();
    }
}
