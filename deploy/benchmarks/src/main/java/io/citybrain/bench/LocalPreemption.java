package io.citybrain.bench;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Turns;
import io.citybrain.city.roads.VehicleClass;
import io.citybrain.sim.signals.SignalController;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The reference: equipment at the junction sees the ambulance from 150 m on and gives green to its whole approach until
 * it has passed. With a watchdog a signal is seized for at most 60 s, then runs its own programme for 60 s.
 */
final class LocalPreemption {
    private static final double SEEN_METRES = 150;
    private static final String MISSION = "local";
    private static final int LEASE_SECONDS = 5;
    private static final double LONGEST_SECONDS = 60;
    private static final double REST_SECONDS = 60;

    private final RoadNetwork roads;
    private final SumoStreet street;
    private final int[] route;
    private final boolean watchdog;
    private final Map<String, Double> heldSince = new HashMap<>();
    private final Map<String, Double> restUntil = new HashMap<>();
    private String held;
    private int[] links = {};

    LocalPreemption(RoadNetwork roads, SumoStreet street, List<String> route, boolean watchdog) {
        this.roads = roads;
        this.street = street;
        this.route = route.stream().mapToInt(roads.edges()::get).toArray();
        this.watchdog = watchdog;
    }

    /**
     * One second.
     *
     * @param routeIndex which edge of its route the ambulance is on
     * @param inJunction it drives over the junction behind that edge
     */
    void step(double seconds, int routeIndex, double positionMetres, boolean inJunction) {
        if (!inJunction) {
            look(routeIndex, positionMetres, seconds);
        }
        if (held != null) {
            renew(seconds);
        }
    }

    private void look(int routeIndex, double positionMetres, double seconds) {
        double metres = -positionMetres;
        String ahead = null;
        for (int i = routeIndex; i < route.length - 1; i++) {
            metres += roads.edges().lengthMetres(route[i]);
            int turn = roads.turns().find(route[i], route[i + 1], VehicleClass.EMERGENCY);
            if (metres > SEEN_METRES) {
                break;
            }
            if (turn >= 0 && roads.turns().signal(turn) != Turns.UNCONTROLLED) {
                ahead = roads.signals().get(roads.turns().signal(turn)).id();
                links = approach(route[i]);
                break;
            }
        }
        if (held != null && !held.equals(ahead)) {
            release(seconds);
        }
        held = ahead;
    }

    private int[] approach(int edge) {
        TreeSet<Integer> all = new TreeSet<>();
        for (int turn = roads.turns().firstFrom(edge); turn < roads.turns().endFrom(edge); turn++) {
            if (roads.turns().link(turn) >= 0) {
                all.add(roads.turns().link(turn));
            }
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    private void renew(double seconds) {
        if (watchdog && seconds < restUntil.getOrDefault(held, 0.0)) {
            return;
        }
        if (watchdog && seconds - heldSince.computeIfAbsent(held, signal -> seconds) >= LONGEST_SECONDS) {
            restUntil.put(held, seconds + REST_SECONDS);
            release(seconds);
            return;
        }
        long now = Math.round(seconds * 1_000);
        controller().hold(MISSION, now, links, LEASE_SECONDS, Long.MAX_VALUE, now);
    }

    private void release(double seconds) {
        heldSince.remove(held);
        controller().release(MISSION, Math.round(seconds * 1_000));
    }

    private SignalController controller() {
        return street.controller(held);
    }

    /** It has arrived, or is gone. */
    void end(double seconds) {
        if (held != null) {
            release(seconds);
            held = null;
        }
    }
}
