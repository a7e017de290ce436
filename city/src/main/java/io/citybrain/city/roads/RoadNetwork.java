package io.citybrain.city.roads;

/**
 * A road network that does not change. Things are indices into arrays, not objects: a city of 100,000 edges takes less
 * than 100 MB. Made by {@link NetworkBuilder}.
 *
 * @param inside where vehicles are that drive over a junction
 * @param projection between the network's metres and longitude and latitude
 */
public record RoadNetwork(
        Edges edges,
        Lanes lanes,
        Turns turns,
        Junctions junctions,
        Signals signals,
        InsideLanes inside,
        Projection projection) {

    /** The junction that a turn leads over. */
    public int junctionOf(int turn) {
        return edges.toJunction(turns.fromEdge(turn));
    }

    /** True if the ways of two turns over the same junction touch. */
    public boolean areFoes(int turn, int other) {
        int junction = junctionOf(turn);
        return junction == junctionOf(other) && junctions.areFoes(junction, turns.request(turn), turns.request(other));
    }
}
