package io.citybrain.city.roads;

import io.citybrain.city.roads.NetworkBuilder.EdgeDraft;
import io.citybrain.city.roads.NetworkBuilder.Fault;
import io.citybrain.city.roads.NetworkBuilder.JunctionDraft;
import io.citybrain.city.roads.NetworkBuilder.LaneDraft;
import io.citybrain.city.roads.NetworkBuilder.RequestDraft;
import java.util.HashSet;
import java.util.Set;

/** Turns drafts into arrays, and finds what is wrong with them. */
final class NetworkAssembly {

    private final NetworkBuilder drafts;
    private final IdIndex edgeIds;
    private final IdIndex junctionIds;

    NetworkAssembly(NetworkBuilder drafts) {
        this.drafts = drafts;
        this.edgeIds = new IdIndex(drafts.edges.stream().map(EdgeDraft::id).toList());
        this.junctionIds =
                new IdIndex(drafts.junctions.stream().map(JunctionDraft::id).toList());
    }

    RoadNetwork assemble() {
        checkNames();
        checkLanes();
        if (drafts.edges.isEmpty()) {
            fault(0, "has no roads: a road network needs <edge> elements with lanes, as SUMO's netconvert writes them");
        }
        if (!drafts.faults.isEmpty()) {
            return null;
        }
        Lanes lanes = lanes();
        Edges edges = edges(lanes);
        Junctions junctions = junctions();
        TurnAssembly turns = new TurnAssembly(drafts, edges, lanes, junctions);
        turns.resolve();
        Signals signals = new SignalAssembly(drafts, junctions, turns.controlled()).signals();
        if (!drafts.faults.isEmpty()) {
            return null;
        }
        turns.fillSignals();
        return new RoadNetwork(edges, lanes, turns.turns(), junctions, signals, turns.insideLanes(), drafts.projection);
    }

    private void fault(int line, String what) {
        drafts.faults.add(new Fault(line, what));
    }

    private void checkNames() {
        Set<String> seen = new HashSet<>();
        for (JunctionDraft junction : drafts.junctions) {
            if (!seen.add(junction.id())) {
                fault(junction.line(), "junction " + junction.id() + " is there twice: ids are unique");
            }
        }
        seen.clear();
        for (EdgeDraft edge : drafts.edges) {
            if (!seen.add(edge.id())) {
                fault(edge.line(), "edge " + edge.id() + " is there twice: ids are unique");
            }
            checkEnd(edge, "from", edge.from());
            checkEnd(edge, "to", edge.to());
        }
    }

    private void checkEnd(EdgeDraft edge, String which, String junction) {
        if (junction == null) {
            fault(edge.line(), "edge " + edge.id() + " has no " + which + ": name the junction");
        } else if (junctionIds.find(junction) < 0) {
            fault(edge.line(), "edge " + edge.id() + ": there is no junction " + junction + " (" + which + ")");
        }
    }

    private void checkLanes() {
        for (EdgeDraft edge : drafts.edges) {
            if (edge.lanes().isEmpty()) {
                fault(edge.line(), "edge " + edge.id() + " has no lanes: give it at least one <lane>");
            }
            for (int i = 0; i < edge.lanes().size(); i++) {
                checkLane(edge, edge.lanes().get(i), i);
            }
        }
    }

    private void checkLane(EdgeDraft edge, LaneDraft lane, int expectedIndex) {
        String what = "lane " + edge.id() + '_' + lane.index();
        if (lane.index() != expectedIndex) {
            fault(
                    lane.line(),
                    what + ": lanes are numbered 0, 1, 2 … from the right, here " + expectedIndex + " is due");
        }
        if (!(lane.speed() > 0) || lane.speed() > 200) {
            fault(lane.line(), what + " needs a speed above 0 and at most 200 m/s" + shown(lane.speed()));
        }
        if (!(lane.lengthMetres() > 0) || lane.lengthMetres() > 1e6) {
            fault(lane.line(), what + " needs a length above 0 and at most 1,000 km" + shown(lane.lengthMetres()));
        }
        if (lane.shape().length < 4 || lane.shape().length % 2 != 0) {
            fault(lane.line(), what + " needs a shape of at least two points");
        }
    }

    private static String shown(double number) {
        return Double.isNaN(number) ? ", it has none" : ", not " + number;
    }

    private Lanes lanes() {
        int count = 0;
        int points = 0;
        for (EdgeDraft edge : drafts.edges) {
            count += edge.lanes().size();
            for (LaneDraft lane : edge.lanes()) {
                points += lane.shape().length / 2;
            }
        }
        double[] first = drafts.edges.get(0).lanes().get(0).shape();
        Lanes lanes = new Lanes(count, points, first[0], first[1]);
        int row = 0;
        for (int edge = 0; edge < drafts.edges.size(); edge++) {
            for (LaneDraft lane : drafts.edges.get(edge).lanes()) {
                lanes.edge[row] = edge;
                fill(lanes, row++, lane);
            }
        }
        return lanes;
    }

    private static void fill(Lanes lanes, int row, LaneDraft lane) {
        lanes.lengthMetres[row] = (float) lane.lengthMetres();
        lanes.speedMetresPerSecond[row] = (float) lane.speed();
        lanes.allowed[row] = (byte) lane.allowed();
        double[] shape = lane.shape();
        int point = lanes.firstPoint[row];
        for (int i = 0; i < shape.length; i += 2) {
            lanes.setPoint(point++, shape[i], shape[i + 1]);
        }
        lanes.firstPoint[row + 1] = point;
    }

    private Edges edges(Lanes lanes) {
        Edges edges = new Edges(edgeIds);
        for (int edge = 0; edge < edges.count(); edge++) {
            EdgeDraft draft = drafts.edges.get(edge);
            int first = edges.firstLane[edge];
            edges.firstLane[edge + 1] = first + draft.lanes().size();
            edges.fromJunction[edge] = junctionIds.find(draft.from());
            edges.toJunction[edge] = junctionIds.find(draft.to());
            edges.lengthMetres[edge] = lanes.lengthMetres[first];
            for (int lane = first; lane < edges.firstLane[edge + 1]; lane++) {
                edges.allowed[edge] |= lanes.allowed[lane];
                if (lanes.allowed[lane] != 0) {
                    edges.speedMetresPerSecond[edge] =
                            Math.max(edges.speedMetresPerSecond[edge], lanes.speedMetresPerSecond[lane]);
                }
            }
            if (edges.allowed[edge] == 0) {
                edges.speedMetresPerSecond[edge] = lanes.speedMetresPerSecond[first];
            }
        }
        return edges;
    }

    private Junctions junctions() {
        int[] requestCount = new int[drafts.junctions.size()];
        for (int i = 0; i < requestCount.length; i++) {
            requestCount[i] = checkedRequests(drafts.junctions.get(i));
        }
        Junctions junctions = new Junctions(junctionIds, requestCount);
        for (int i = 0; i < requestCount.length; i++) {
            JunctionDraft draft = drafts.junctions.get(i);
            junctions.type[i] = draft.type();
            junctions.x[i] = draft.at().x();
            junctions.y[i] = draft.at().y();
            if (requestCount[i] > 0) {
                for (RequestDraft request : draft.requests()) {
                    setBits(junctions, junctions.foes, i, request.index(), request.foes());
                    setBits(junctions, junctions.response, i, request.index(), request.response());
                }
            }
        }
        return junctions;
    }

    /** How many requests a junction has; 0 and a fault if one is wrong. */
    private int checkedRequests(JunctionDraft junction) {
        int count = junction.requests().size();
        Set<Integer> seen = new HashSet<>();
        for (RequestDraft request : junction.requests()) {
            String what = "junction " + junction.id() + ", request " + request.index() + ": ";
            if (request.index() < 0 || request.index() >= count || !seen.add(request.index())) {
                fault(request.line(), what + "the indices of its " + count + " requests must be 0, 1, 2 … each once");
                return 0;
            }
            if (!isRow(request.foes(), count) || !isRow(request.response(), count)) {
                fault(
                        request.line(),
                        what + "foes and response need " + count + " digits 0 or 1, one for each request");
                return 0;
            }
        }
        return count;
    }

    private static boolean isRow(String bits, int length) {
        return bits != null && bits.length() == length && bits.chars().allMatch(c -> c == '0' || c == '1');
    }

    private static void setBits(Junctions junctions, long[] table, int junction, int request, String bits) {
        for (int other = 0; other < bits.length(); other++) {
            if (bits.charAt(bits.length() - 1 - other) == '1') {
                junctions.set(table, junction, request, other);
            }
        }
    }
}
