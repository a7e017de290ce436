package io.citybrain.city.roads;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects a road network piece by piece, by hand or from a file, in any order; a lane belongs to the edge before it, a
 * request to the junction before it. {@link #build} checks everything and tells all faults at once.
 */
public final class NetworkBuilder {

    /** What an edge inside a junction is for. */
    public enum Inside {
        VIA,
        CROSSING,
        WALKING_AREA
    }

    /** The name of a lane: {@code edge_index} in SUMO. */
    public record LaneName(String edge, int index) {

        @Override
        public String toString() {
            return edge + '_' + index;
        }
    }

    /** Which signal controls a connection, and by which link; link -1 if it is missing. */
    public record Control(String signal, int link) {}

    /**
     * A connection from lane to lane.
     *
     * @param via lane inside the junction, or null
     * @param control or null
     * @param direction SUMO's letter, see {@link Turns#direction}
     * @param rightOfWay SUMO's letter, see {@link Turns#rightOfWay}
     * @param allowed bits of {@link VehicleClass} that may drive it
     */
    public record Connection(
            LaneName from, LaneName to, String via, Control control, char direction, char rightOfWay, int allowed) {}

    /** What is wrong, at a line (0 if made by hand) of a file (null for the network's own, else an additional one). */
    public record Fault(String additionalFile, int line, String what) {

        Fault(int line, String what) {
            this(null, line, what);
        }
    }

    record LaneDraft(int line, int index, double lengthMetres, double speed, int allowed, double[] shape) {}

    record EdgeDraft(int line, String id, String from, String to, List<LaneDraft> lanes) {}

    record InsideDraft(int line, String id, Inside kind, List<LaneDraft> lanes) {}

    record RequestDraft(int line, int index, String response, String foes) {}

    record JunctionDraft(
            int line,
            String id,
            String type,
            Projection.Point at,
            List<String> incoming,
            List<RequestDraft> requests) {}

    record ProgrammeDraft(String additionalFile, int line, String signal, Programme programme) {}

    final List<Fault> faults = new ArrayList<>();
    final List<EdgeDraft> edges = new ArrayList<>();
    final Map<String, InsideDraft> inside = new HashMap<>();
    final List<JunctionDraft> junctions = new ArrayList<>();
    final List<ConnectionDraft> connections = new ArrayList<>();
    final Map<String, List<ProgrammeDraft>> programmes = new LinkedHashMap<>();
    Projection projection = Projection.plain();

    /** One copy of each name: a file names each edge dozens of times. */
    private final Map<String, String> names = new HashMap<>();

    /** And of each programme: signals of the same shape often run the same. */
    private final Map<Programme, Programme> sameProgrammes = new HashMap<>();

    private List<LaneDraft> lanesOfLastEdge = new ArrayList<>();
    private List<RequestDraft> requestsOfLastJunction = new ArrayList<>();
    private String additionalFile;
    private int line;

    /** What comes next stands at that line of the file. */
    public NetworkBuilder at(int fileLine) {
        line = fileLine;
        return this;
    }

    /** What comes next stands in an additional file, which may have programmes. */
    public NetworkBuilder inAdditional(String file) {
        additionalFile = file;
        return this;
    }

    public NetworkBuilder projection(Projection ofNetwork) {
        projection = ofNetwork;
        return this;
    }

    /** Adds a junction; {@code incoming} are the lanes that lead to it, in the order of its requests. */
    public NetworkBuilder junction(String id, String type, double x, double y, List<String> incoming) {
        requestsOfLastJunction = new ArrayList<>();
        junctions.add(new JunctionDraft(
                line, name(id), name(type), new Projection.Point(x, y), incoming, requestsOfLastJunction));
        return this;
    }

    /** Adds a row of the right of way to the junction before it: bits as in SUMO, index 0 is the rightmost. */
    public NetworkBuilder request(int index, String response, String foes) {
        requestsOfLastJunction.add(new RequestDraft(line, index, response, foes));
        return this;
    }

    /** Adds an edge; null for a junction that is missing. */
    public NetworkBuilder edge(String id, String fromJunction, String toJunction) {
        EdgeDraft edge = new EdgeDraft(line, name(id), name(fromJunction), name(toJunction), new ArrayList<>(2));
        lanesOfLastEdge = edge.lanes();
        edges.add(edge);
        return this;
    }

    /** Adds an edge inside a junction. */
    public NetworkBuilder inside(String id, Inside kind) {
        InsideDraft edge = new InsideDraft(line, name(id), kind, new ArrayList<>(1));
        lanesOfLastEdge = edge.lanes();
        if (inside.put(edge.id(), edge) != null) {
            faults.add(new Fault(line, "edge " + id + " is there twice: ids are unique"));
        }
        return this;
    }

    /**
     * Adds a lane to the edge before it; NaN for a number that is missing.
     *
     * @param allowed bits of {@link VehicleClass} that may drive it
     * @param shape its middle line as x, y, x, y …
     */
    public NetworkBuilder lane(int index, double lengthMetres, double speed, int allowed, double... shape) {
        lanesOfLastEdge.add(new LaneDraft(line, index, lengthMetres, speed, allowed, shape));
        return this;
    }

    public NetworkBuilder connection(Connection connection) {
        LaneName from =
                new LaneName(name(connection.from().edge()), connection.from().index());
        LaneName to = new LaneName(name(connection.to().edge()), connection.to().index());
        Control control = connection.control();
        connections.add(new ConnectionDraft(
                line,
                new Connection(
                        from,
                        to,
                        connection.via(),
                        control == null ? null : new Control(name(control.signal()), control.link()),
                        connection.direction(),
                        connection.rightOfWay(),
                        connection.allowed())));
        return this;
    }

    /** Adds a programme of a signal; the last one added is the signal's own. */
    public NetworkBuilder programme(String signal, Programme programme) {
        programmes
                .computeIfAbsent(name(signal), s -> new ArrayList<>())
                .add(new ProgrammeDraft(
                        additionalFile, line, signal, sameProgrammes.computeIfAbsent(programme, p -> p)));
        return this;
    }

    /** The network, or null if there are {@link #faults()}. */
    public RoadNetwork find() {
        RoadNetwork network = new NetworkAssembly(this).assemble();
        return faults.isEmpty() ? network : null;
    }

    /** The network; refuses one with faults and tells them all. */
    public RoadNetwork build() {
        RoadNetwork network = find();
        if (network == null) {
            StringBuilder all = new StringBuilder("the road network has faults:");
            for (Fault fault : faults) {
                all.append("\n  ").append(fault.what());
            }
            throw new IllegalArgumentException(all.toString());
        }
        return network;
    }

    /** Everything that is wrong, by line. */
    public List<Fault> faults() {
        List<Fault> byLine = new ArrayList<>(faults);
        byLine.sort((a, b) -> Integer.compare(a.line(), b.line()));
        return byLine;
    }

    private String name(String name) {
        return name == null ? null : names.computeIfAbsent(name, n -> n);
    }
}
