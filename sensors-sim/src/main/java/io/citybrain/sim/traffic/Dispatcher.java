package io.citybrain.sim.traffic;

import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.RoadPlace;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.VehicleClass;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.Topics;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Somebody who sends the ambulances: to an emergency a few kilometres away, then from there to a hospital. Where and when
 * follows from the seed. Asks for priority as anybody would, by a message.
 */
final class Dispatcher {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss").withZone(ZoneOffset.UTC);
    private static final long FIRST_AFTER_MILLIS = 40_000;
    /** At the scene before the way to the hospital. */
    private static final long ON_SCENE_MILLIS = 60_000;

    private static final double NEAREST_METRES = 2_000;
    private static final int TRIES = 50;

    /** Where a hospital is. */
    record Hospital(int edge, double metres) {}

    private final RoadNetwork roads;
    private final List<Hospital> hospitals;
    private final SplittableRandom random;
    private final long everyMillis;
    private final Set<String> withPatient = new HashSet<>();
    private long nextAtMillis;

    Dispatcher(RoadNetwork roads, List<Hospital> hospitals, long seed, long everyMillis, long nowMillis) {
        this.roads = roads;
        this.hospitals = hospitals;
        this.random = new SplittableRandom(seed);
        this.everyMillis = everyMillis;
        this.nextAtMillis = nowMillis + FIRST_AFTER_MILLIS;
    }

    void step(long nowMillis, List<Ambulance> ambulances, TrafficVoice voice) throws InterruptedException {
        if (nowMillis < nextAtMillis) {
            return;
        }
        Ambulance ambulance = ambulances.stream()
                .filter(one -> !one.drives() && nowMillis - one.standsSinceMillis >= wait(one))
                .min(Comparator.comparing((Ambulance one) -> !withPatient.contains(one.id))
                        .thenComparing(one -> one.standsSinceMillis))
                .orElse(null);
        if (ambulance == null || wouldTakeTheLast(ambulance, ambulances)) {
            return; // the next second, then
        }
        RoadPlace destination = destinationOf(ambulance);
        if (destination == null) {
            return;
        }
        nextAtMillis = nowMillis + everyMillis;
        String mission = "demo-" + TIME.format(Instant.ofEpochMilli(nowMillis));
        RoadPlace origin = RoadPlace.onEdge(roads.edges().id(ambulance.place.edge()), ambulance.place.metres());
        int urgency = withPatient.contains(ambulance.id) ? 1 : 2;
        if (!withPatient.remove(ambulance.id)) {
            withPatient.add(ambulance.id);
        }
        voice.say(
                null,
                Topics.missionRequest(mission),
                MissionJson.write(
                        new MissionRequest(mission, nowMillis, ambulance.id, urgency, origin, destination, List.of())));
    }

    /** One of several stays free, for whoever sits before the dispatcher's screen. */
    private boolean wouldTakeTheLast(Ambulance chosen, List<Ambulance> ambulances) {
        return !withPatient.contains(chosen.id)
                && ambulances.size() > 1
                && ambulances.stream()
                        .noneMatch(one -> one != chosen && !one.drives() && !withPatient.contains(one.id));
    }

    private long wait(Ambulance ambulance) {
        return withPatient.contains(ambulance.id) ? ON_SCENE_MILLIS : 0;
    }

    private RoadPlace destinationOf(Ambulance ambulance) {
        if (withPatient.contains(ambulance.id) && !hospitals.isEmpty()) {
            Hospital hospital = hospitals.get(random.nextInt(hospitals.size()));
            return place(hospital.edge(), hospital.metres());
        }
        for (int i = 0; i < TRIES; i++) {
            int edge = random.nextInt(roads.edges().count());
            double metres = roads.edges().lengthMetres(edge) * random.nextDouble(0.2, 0.8);
            Traffic.Whereabouts scene =
                    LanePlace.of(roads, roads.edges().firstLane(edge)).at(metres, 0, edge, 0);
            double away = Math.hypot(scene.x() - ambulance.place.x(), scene.y() - ambulance.place.y());
            if (roads.edges().allows(edge, VehicleClass.EMERGENCY) && away > NEAREST_METRES / (1 + i / 10)) {
                return place(edge, metres);
            }
        }
        return null;
    }

    private RoadPlace place(int edge, double metres) {
        return RoadPlace.onEdge(roads.edges().id(edge), Math.rint(metres));
    }
}
