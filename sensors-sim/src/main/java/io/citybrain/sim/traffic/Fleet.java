package io.citybrain.sim.traffic;

import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.greenwave.RoadPlace;
import io.citybrain.city.roads.Projection;
import io.citybrain.city.roads.RoadNetwork;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ambulances. A crew follows the plan of the mission that names it, from where it is; the dispatcher has told it the
 * destination. A mission that is lost is driven to its end, one that is cancelled is not.
 */
final class Fleet {
    private static final double STANDS_BELOW = 0.1;
    private static final double THERE_WITHIN_METRES = 1;
    /** SUMO takes a vehicle out when it is there; it was seen a second before. */
    private static final double LAST_SEEN_WITHIN_METRES = 60;

    private static final double EXIT_METRES = 30;
    private static final int MOST_AMBULANCES = 100;
    private static final int MOST_DESTINATIONS = 1_000;

    private final RoadNetwork roads;
    private final Traffic traffic;
    private final Map<String, Ambulance> ambulances = new LinkedHashMap<>();
    private final Map<String, RoadPlace> destinations = new LinkedHashMap<>();

    Fleet(RoadNetwork roads, Traffic traffic) {
        this.roads = roads;
        this.traffic = traffic;
    }

    /** An ambulance stands there from now on. */
    void station(String id, int edge, double metres, long nowMillis) {
        Ambulance ambulance =
                new Ambulance(id, stand(edge, Math.min(metres, roads.edges().lengthMetres(edge))));
        ambulance.standsSinceMillis = nowMillis;
        ambulances.put(id, ambulance);
    }

    private Traffic.Whereabouts stand(int edge, double metres) {
        return LanePlace.of(roads, roads.edges().firstLane(edge)).at(metres, 0, edge, 0);
    }

    List<Ambulance> all() {
        return List.copyOf(ambulances.values());
    }

    /** An ambulance that nobody has seen yet stands where it is asked to start. */
    void hear(MissionRequest request, long nowMillis) {
        RoadPlace origin = request.origin();
        int edge = origin.edge() == null ? -1 : roads.edges().find(origin.edge());
        if (edge >= 0 && !ambulances.containsKey(request.ambulance()) && ambulances.size() < MOST_AMBULANCES) {
            double metres = Double.isNaN(origin.positionMetres()) ? 0 : origin.positionMetres();
            station(request.ambulance(), edge, metres, nowMillis);
        }
        destinations.put(request.mission(), request.destination());
        if (destinations.size() > MOST_DESTINATIONS) {
            destinations.remove(destinations.keySet().iterator().next());
        }
    }

    void hear(MissionPlan plan, long nowMillis) {
        Ambulance ambulance = ambulances.get(plan.ambulance());
        if (ambulance == null) {
            return;
        }
        MissionStatus status = plan.status();
        boolean isCalledOff = status == MissionStatus.CANCELLED || status == MissionStatus.REFUSED;
        if (status == MissionStatus.APPROVED || status == MissionStatus.UNDER_WAY) {
            follow(ambulance, plan);
        } else if (isCalledOff && ambulance.drives() && plan.mission().equals(ambulance.mission)) {
            stop(ambulance, nowMillis);
        }
    }

    private void follow(Ambulance ambulance, MissionPlan plan) {
        int[] route = plan.route().stream().mapToInt(roads.edges()::find).toArray();
        int here = indexOf(route, ambulance.place.edge());
        boolean isKnown = Arrays.stream(route).noneMatch(edge -> edge < 0);
        if (!isKnown || here < 0) {
            return; // the next plan begins where its positions say that it is
        }
        int[] ahead = withExit(Arrays.copyOfRange(route, here, route.length), plan.mission());
        ambulance.mission = plan.mission();
        if (!ambulance.drives()) {
            ambulance.untilMetres = destinationOn(ahead, plan.mission());
            ambulance.route = ahead;
            traffic.driveOff(ambulance.id, ahead, ambulance.place.metres(), ambulance.untilMetres);
        } else if (!isEndOf(ahead, ambulance.route)) {
            ambulance.untilMetres = destinationOn(ahead, plan.mission());
            ambulance.route = ahead;
            traffic.turnOff(ambulance.id, ahead, ambulance.untilMetres);
        }
    }

    private static int indexOf(int[] route, int edge) {
        for (int i = 0; i < route.length; i++) {
            if (route[i] == edge) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isEndOf(int[] end, int[] whole) {
        return whole.length >= end.length
                && Arrays.equals(Arrays.copyOfRange(whole, whole.length - end.length, whole.length), end);
    }

    /** Who does not know the destination, because it was told before the start, drives over its edge and off it. */
    private int[] withExit(int[] route, String mission) {
        int last = route[route.length - 1];
        int exit = roads.turns().firstFrom(last);
        if (destinations.containsKey(mission) || exit == roads.turns().endFrom(last)) {
            return route;
        }
        int[] longer = Arrays.copyOf(route, route.length + 1);
        longer[route.length] = roads.turns().toEdge(exit);
        return longer;
    }

    /** Where on the last edge. */
    private double destinationOn(int[] route, String mission) {
        int edge = route[route.length - 1];
        RoadPlace place = destinations.get(mission);
        if (place == null) {
            return Math.min(EXIT_METRES, roads.edges().lengthMetres(edge));
        }
        double metres = roads.edges().lengthMetres(edge);
        if (place.edge() != null && roads.edges().id(edge).equals(place.edge())) {
            metres = Double.isNaN(place.positionMetres()) ? metres : Math.min(metres, place.positionMetres());
        } else if (place.edge() == null && roads.projection().isOnEarth()) {
            Projection.Point point = roads.projection().toMetres(place.longitude(), place.latitude());
            metres = LanePlace.of(roads, roads.edges().firstLane(edge)).nearest(point.x(), point.y());
        }
        return metres;
    }

    /** After the traffic's step: where they are now. */
    void step(long nowMillis) {
        for (Ambulance ambulance : ambulances.values()) {
            Traffic.Whereabouts seen = ambulance.drives() ? traffic.find(ambulance.id) : null;
            if (seen != null) {
                ambulance.place = seen;
            }
            if (ambulance.drives() && (seen == null || isThere(ambulance, STANDS_BELOW, THERE_WITHIN_METRES))) {
                if (isThere(ambulance, Double.POSITIVE_INFINITY, LAST_SEEN_WITHIN_METRES)) {
                    ambulance.place = stand(ambulance.place.edge(), ambulance.untilMetres);
                }
                stop(ambulance, nowMillis);
            }
        }
    }

    private static boolean isThere(Ambulance ambulance, double slowerThan, double withinMetres) {
        return ambulance.place.edge() == ambulance.route[ambulance.route.length - 1]
                && ambulance.place.speedMetresPerSecond() < slowerThan
                && ambulance.place.metres() >= ambulance.untilMetres - withinMetres;
    }

    /** At the kerb: who follows can pass. */
    private void stop(Ambulance ambulance, long nowMillis) {
        traffic.pullOver(ambulance.id);
        ambulance.route = null;
        ambulance.place = stand(ambulance.place.edge(), ambulance.place.metres());
        ambulance.standsSinceMillis = nowMillis;
    }
}
