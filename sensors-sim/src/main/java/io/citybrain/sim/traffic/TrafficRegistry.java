package io.citybrain.sim.traffic;

import io.citybrain.city.roads.Projection;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Signal;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.SensorEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Registry entries of signals, edges and ambulances; none in a network without a place on earth. */
final class TrafficRegistry {
    private static final double SIGNAL_HEARTBEAT_SECONDS = 15;
    private static final double FLOW_HEARTBEAT_SECONDS = 90;
    private static final double AMBULANCE_HEARTBEAT_SECONDS = 30;
    /** The registry takes so many pairs at most. */
    private static final int MOST_CONFLICTS = 2_000;

    /** The same entries at each start. */
    private static final long WHEN_FIRST_HEARD = 0;

    private static final int LARGEST_LINK = 255;

    private final RoadNetwork roads;
    private final List<SensorEntry> entries = new ArrayList<>();

    private TrafficRegistry(RoadNetwork roads) {
        this.roads = roads;
    }

    static List<SensorEntry> of(RoadNetwork roads, List<Ambulance> ambulances) {
        TrafficRegistry registry = new TrafficRegistry(roads);
        if (roads.projection().isOnEarth()) {
            for (int i = 0; i < roads.signals().count(); i++) {
                registry.addSignal(roads.signals().get(i));
            }
            for (int edge = 0; edge < roads.edges().count(); edge++) {
                registry.addEdge(edge);
            }
            ambulances.forEach(registry::addAmbulance);
        }
        return List.copyOf(registry.entries);
    }

    private void addSignal(Signal signal) {
        int junction = signal.junctions()[0];
        int[] pairs = IntStream.range(0, signal.linkCount())
                .boxed()
                .flatMapToInt(a -> IntStream.range(a + 1, signal.linkCount())
                        .filter(b -> signal.areInConflict(a, b))
                        .flatMap(b -> IntStream.of(a, b)))
                .limit(2 * MOST_CONFLICTS)
                .toArray();
        boolean fits = signal.linkCount() <= LARGEST_LINK + 1;
        add(
                signal.id(),
                Kind.TRAFFIC_SIGNAL,
                roads.junctions().x(junction),
                roads.junctions().y(junction),
                SIGNAL_HEARTBEAT_SECONDS,
                fits ? pairs : new int[0]);
    }

    private void addEdge(int edge) {
        double middle = roads.edges().lengthMetres(edge) / 2;
        Traffic.Whereabouts place =
                LanePlace.of(roads, roads.edges().firstLane(edge)).at(middle, 0, edge, 0);
        add(roads.edges().id(edge), Kind.TRAFFIC_FLOW, place.x(), place.y(), FLOW_HEARTBEAT_SECONDS, new int[0]);
    }

    private void addAmbulance(Ambulance ambulance) {
        add(
                ambulance.id,
                Kind.AMBULANCE,
                ambulance.place.x(),
                ambulance.place.y(),
                AMBULANCE_HEARTBEAT_SECONDS,
                new int[0]);
    }

    private void add(String id, Kind kind, double x, double y, double heartbeatSeconds, int[] conflicts) {
        Projection.Point degrees = roads.projection().toEarth(x, y);
        Place place = new Place(Math.rint(degrees.x() * 1e6) / 1e6, Math.rint(degrees.y() * 1e6) / 1e6, null);
        entries.add(new SensorEntry(
                id,
                kind,
                place,
                heartbeatSeconds,
                WHEN_FIRST_HEARD,
                null,
                null,
                List.of(),
                List.of(),
                null,
                conflicts));
    }
}
