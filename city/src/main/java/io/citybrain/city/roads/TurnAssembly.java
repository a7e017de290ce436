package io.citybrain.city.roads;

import io.citybrain.city.roads.NetworkBuilder.Connection;
import io.citybrain.city.roads.NetworkBuilder.Fault;
import io.citybrain.city.roads.NetworkBuilder.Inside;
import io.citybrain.city.roads.NetworkBuilder.InsideDraft;
import io.citybrain.city.roads.NetworkBuilder.JunctionDraft;
import io.citybrain.city.roads.NetworkBuilder.LaneDraft;
import io.citybrain.city.roads.NetworkBuilder.LaneName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns connections into turns: which lanes they join, the lanes inside junctions that they use, their requests. */
final class TurnAssembly {

    private final NetworkBuilder drafts;
    private final Edges edges;
    private final Lanes lanes;
    private final Junctions junctions;
    private final List<ConnectionDraft> driven = new ArrayList<>();
    private final Map<LaneName, List<ConnectionDraft>> crossings = new HashMap<>();
    private final Map<String, String> nextVia = new HashMap<>();
    private final List<int[]> insideRows = new ArrayList<>();
    private final List<Float> insideStarts = new ArrayList<>();
    private Turns turns;

    TurnAssembly(NetworkBuilder drafts, Edges edges, Lanes lanes, Junctions junctions) {
        this.drafts = drafts;
        this.edges = edges;
        this.lanes = lanes;
        this.junctions = junctions;
    }

    void resolve() {
        for (ConnectionDraft connection : drafts.connections) {
            sort(connection);
        }
        assignRequests();
        driven.sort(Comparator.<ConnectionDraft>comparingInt(c -> c.fromEdge).thenComparingInt(c -> c.toEdge));
        turns = new Turns(driven.size(), edges.count());
        for (int turn = 0; turn < driven.size(); turn++) {
            fill(turn, driven.get(turn));
        }
        fillIncoming();
    }

    Turns turns() {
        return turns;
    }

    /** Every connection with a signal. */
    List<ConnectionDraft> controlled() {
        List<ConnectionDraft> controlled = new ArrayList<>();
        for (ConnectionDraft connection : driven) {
            if (connection.given.control() != null) {
                controlled.add(connection);
            }
        }
        crossings
                .values()
                .forEach(list ->
                        list.stream().filter(c -> c.given.control() != null).forEach(controlled::add));
        controlled.sort(Comparator.comparingInt(c -> c.line));
        return controlled;
    }

    private void fault(ConnectionDraft at, String what) {
        drafts.faults.add(new Fault(at.line, at + ": " + what));
    }

    /** A connection is a turn, a part of one inside the junction, a crossing, or a footpath that nobody asks for. */
    private void sort(ConnectionDraft connection) {
        Connection given = connection.given;
        InsideDraft from = drafts.inside.get(given.from().edge());
        InsideDraft to = drafts.inside.get(given.to().edge());
        if (from == null && to == null) {
            sortDriven(connection);
        } else if (from != null && from.kind() == Inside.VIA && given.via() != null) {
            nextVia.put(given.from().toString(), given.via());
        } else if (from != null && from.kind() == Inside.WALKING_AREA && to != null && to.kind() == Inside.CROSSING) {
            crossings.computeIfAbsent(given.from(), l -> new ArrayList<>()).add(connection);
        }
    }

    private void sortDriven(ConnectionDraft connection) {
        connection.fromEdge = edgeOf(connection, connection.given.from(), "from");
        connection.toEdge = edgeOf(connection, connection.given.to(), "to");
        if (connection.fromEdge < 0 || connection.toEdge < 0) {
            return;
        }
        connection.fromLane =
                edges.firstLane(connection.fromEdge) + connection.given.from().index();
        connection.toLane =
                edges.firstLane(connection.toEdge) + connection.given.to().index();
        connection.junction = edges.toJunction(connection.fromEdge);
        if (edges.fromJunction(connection.toEdge) != connection.junction) {
            fault(
                    connection,
                    "the edges do not meet: one ends at junction " + junctions.id(connection.junction)
                            + ", the other starts at "
                            + junctions.id(edges.fromJunction(connection.toEdge)));
            return;
        }
        driven.add(connection);
    }

    private int edgeOf(ConnectionDraft connection, LaneName lane, String which) {
        int edge = edges.find(lane.edge());
        if (edge < 0) {
            fault(connection, "there is no edge " + lane.edge() + " (" + which + ")");
        } else if (lane.index() < 0 || lane.index() >= edges.laneCount(edge)) {
            fault(
                    connection,
                    "edge " + lane.edge() + " has lanes 0 to " + (edges.laneCount(edge) - 1) + ", not " + lane.index());
            return -1;
        }
        return edge;
    }

    /** Requests are numbered as SUMO does it: lane by lane in incLanes, and on each by the order of its connections. */
    private void assignRequests() {
        Map<LaneName, List<ConnectionDraft>> byLane = new HashMap<>(crossings);
        for (ConnectionDraft connection : driven) {
            byLane.computeIfAbsent(connection.given.from(), l -> new ArrayList<>(3))
                    .add(connection);
        }
        for (int junction = 0; junction < junctions.count(); junction++) {
            JunctionDraft draft = drafts.junctions.get(junction);
            int request = 0;
            for (String incoming : draft.incoming()) {
                for (ConnectionDraft connection : byLane.getOrDefault(laneName(incoming), List.of())) {
                    connection.junction = junction;
                    connection.request = request++;
                }
            }
            if (!draft.requests().isEmpty() && request != draft.requests().size()) {
                drafts.faults.add(new Fault(
                        draft.line(),
                        "junction " + draft.id() + " has " + draft.requests().size() + " requests, but its lanes have "
                                + request + " connections: one <request> for each"));
            }
        }
        for (ConnectionDraft connection : driven) {
            checkRequest(connection);
        }
    }

    private void checkRequest(ConnectionDraft connection) {
        JunctionDraft junction = drafts.junctions.get(connection.junction);
        if (junction.requests().isEmpty()) {
            connection.request = -1;
            if (connection.given.control() != null) {
                fault(
                        connection,
                        "junction " + junction.id() + " has a signal but no <request>: who is whose foe is unknown");
            }
        } else if (connection.request < 0) {
            fault(
                    connection,
                    "lane " + connection.given.from() + " is missing in incLanes of junction " + junction.id());
        }
    }

    private static LaneName laneName(String lane) {
        int at = lane.lastIndexOf('_');
        int index = at < 0 || at + 1 == lane.length() || lane.length() - at > 5 ? -1 : 0;
        for (int i = at + 1; i < lane.length() && index >= 0; i++) {
            int digit = lane.charAt(i) - '0';
            index = digit < 0 || digit > 9 ? -1 : 10 * index + digit;
        }
        return new LaneName(at < 0 ? lane : lane.substring(0, at), index);
    }

    private void fill(int turn, ConnectionDraft connection) {
        Connection given = connection.given;
        connection.turn = turn;
        turns.fromLane[turn] = connection.fromLane;
        turns.toLane[turn] = connection.toLane;
        turns.fromEdge[turn] = connection.fromEdge;
        turns.toEdge[turn] = connection.toEdge;
        turns.request[turn] = (short) connection.request;
        turns.signal[turn] = Turns.UNCONTROLLED;
        turns.link[turn] = -1;
        turns.direction[turn] = (byte) given.direction();
        turns.right[turn] = (byte) given.rightOfWay();
        turns.allowed[turn] =
                (byte) (given.allowed() & lanes.allowed[connection.fromLane] & lanes.allowed[connection.toLane]);
        turns.firstFrom[connection.fromEdge + 1]++;
        turns.viaMetresPerSecond[turn] = lanes.speedMetresPerSecond[connection.toLane];
        fillVia(turn, connection);
    }

    /** Follows the lanes inside the junction: a turn that may have to wait in the middle consists of two. */
    private void fillVia(int turn, ConnectionDraft connection) {
        Set<String> seen = new HashSet<>();
        for (String via = connection.given.via(); via != null && seen.add(via); via = nextVia.get(via)) {
            LaneName name = laneName(via);
            InsideDraft edge = drafts.inside.get(name.edge());
            if (edge == null || name.index() < 0 || name.index() >= edge.lanes().size()) {
                fault(connection, "there is no lane " + via + " (via)");
                return;
            }
            LaneDraft lane = edge.lanes().get(name.index());
            int number = InsideLanes.numberOf(name.edge());
            if (number >= 0 && name.index() < 256) {
                insideRows.add(new int[] {connection.junction, InsideLanes.keyOf(number, name.index()), turn});
                insideStarts.add(turns.viaMetres[turn]);
            }
            if (lane.lengthMetres() > 0) {
                turns.viaMetres[turn] += (float) lane.lengthMetres();
            }
            if (lane.speed() > 0) {
                turns.viaMetresPerSecond[turn] = Math.min(turns.viaMetresPerSecond[turn], (float) lane.speed());
            }
        }
    }

    /** Once the signals have their indices. */
    void fillSignals() {
        for (ConnectionDraft connection : driven) {
            if (connection.given.control() != null) {
                turns.signal[connection.turn] = connection.signal;
                turns.link[connection.turn] = (short) connection.given.control().link();
            }
        }
    }

    private void fillIncoming() {
        for (int edge = 0; edge < edges.count(); edge++) {
            turns.firstFrom[edge + 1] += turns.firstFrom[edge];
        }
        for (int turn = 0; turn < turns.count(); turn++) {
            turns.firstInto[turns.toEdge[turn] + 1]++;
        }
        for (int edge = 0; edge < edges.count(); edge++) {
            turns.firstInto[edge + 1] += turns.firstInto[edge];
        }
        int[] next = Arrays.copyOf(turns.firstInto, edges.count());
        for (int turn = 0; turn < turns.count(); turn++) {
            turns.into[next[turns.toEdge[turn]]++] = turn;
        }
    }

    InsideLanes insideLanes() {
        Integer[] order = new Integer[insideRows.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingInt(i -> insideRows.get(i)[0])
                        .thenComparingInt(i -> insideRows.get(i)[1]));
        int[] first = new int[junctions.count() + 1];
        int[] key = new int[order.length];
        int[] turn = new int[order.length];
        float[] start = new float[order.length];
        for (int row = 0; row < order.length; row++) {
            int[] draft = insideRows.get(order[row]);
            first[draft[0] + 1]++;
            key[row] = draft[1];
            turn[row] = draft[2];
            start[row] = insideStarts.get(order[row]);
        }
        for (int junction = 0; junction < junctions.count(); junction++) {
            first[junction + 1] += first[junction];
        }
        return new InsideLanes(junctions, first, key, turn, start);
    }
}
