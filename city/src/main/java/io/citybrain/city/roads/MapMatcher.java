package io.citybrain.city.roads;

/** Finds where on the network vehicles are. One for a network; each vehicle has its own {@link VehicleTrack}. */
public final class MapMatcher {

    private final RoadNetwork network;
    private final VehicleClass vehicle;
    private final EdgeGrid grid;

    public MapMatcher(RoadNetwork network, VehicleClass vehicle) {
        this.network = network;
        this.vehicle = vehicle;
        this.grid = new EdgeGrid(network, vehicle);
    }

    RoadNetwork network() {
        return network;
    }

    VehicleClass vehicle() {
        return vehicle;
    }

    EdgeGrid grid() {
        return grid;
    }

    /** A vehicle of which nothing is known yet. */
    public VehicleTrack track() {
        return new VehicleTrack(this);
    }

    /**
     * A place that a vehicle names itself, edges inside junctions included; null if the network does not know it.
     *
     * @param lane from the right; negative if it does not tell
     */
    public Match find(String edge, int lane, double metres) {
        if (InsideLanes.isInside(edge)) {
            int row = network.inside().find(edge, lane);
            if (row < 0) {
                return null;
            }
            int turn = network.inside().turn(row);
            int from = network.turns().fromEdge(turn);
            int fromLane = network.turns().fromLane(turn) - network.edges().firstLane(from);
            RoadPosition stopLine =
                    new RoadPosition(from, fromLane, network.edges().lengthMetres(from));
            double inside = network.inside().startMetres(row) + Math.max(0, metres);
            return new Match(stopLine, turn, Math.min(inside, network.turns().viaMetres(turn)), 0);
        }
        int index = network.edges().find(edge);
        if (index < 0 || lane >= network.edges().laneCount(index)) {
            return null;
        }
        double length = network.edges().lengthMetres(index);
        return Match.on(new RoadPosition(index, Math.max(-1, lane), Math.max(0, Math.min(length, metres))), 0);
    }
}
