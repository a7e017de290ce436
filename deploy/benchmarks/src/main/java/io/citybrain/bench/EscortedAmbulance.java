package io.citybrain.bench;

import io.citybrain.sim.traci.Domain;
import io.citybrain.sim.traci.Sumo;
import io.citybrain.sim.traci.Values;
import io.citybrain.sim.traci.Variable;
import java.util.List;

/** One ambulance of a simulation that City Brain escorts, and its crew, which follows the plan's route. */
final class EscortedAmbulance {
    private final String vehicle;
    private final String mission;
    private List<String> route;
    private boolean underWay;
    private int reroutes;

    EscortedAmbulance(String vehicle, String mission, List<String> route) {
        this.vehicle = vehicle;
        this.mission = mission;
        this.route = route;
    }

    String vehicle() {
        return vehicle;
    }

    String mission() {
        return mission;
    }

    List<String> route() {
        return route;
    }

    boolean isUnderWay() {
        return underWay;
    }

    int reroutes() {
        return reroutes;
    }

    /** Before it sets out. */
    void plan(List<String> edges) {
        route = edges;
    }

    void setOut() {
        underWay = true;
    }

    void end() {
        underWay = false;
    }

    /** The crew follows the plan from where it is; if it is past the turn-off, it keeps its way. */
    void drive(Sumo sumo, List<String> edges) {
        Values place = sumo.news(Domain.VEHICLE).get(vehicle);
        if (place == null || edges.equals(route)) {
            return;
        }
        int here = edges.indexOf(place.text(Variable.EDGE));
        if (here >= 0) {
            List<String> ahead = edges.subList(here, edges.size());
            int before = route.indexOf(ahead.get(0));
            if (before < 0 || !ahead.equals(route.subList(before, route.size()))) {
                sumo.setRoute(vehicle, ahead);
                reroutes++;
            }
            route = edges;
        }
    }
}
