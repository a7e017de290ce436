package io.citybrain.city.roads;

/**
 * A way through the city and when one is where, counted in seconds from its start.
 *
 * @param edges all edges, those of start and end among them
 * @param turns the turns between them, one less
 * @param entryAfterSeconds when each edge is entered; 0 for the first
 * @param totalSeconds when the end is reached
 */
public record Route(
        RoadPosition from, RoadPosition to, int[] edges, int[] turns, double[] entryAfterSeconds, double totalSeconds) {

    /** A way on which nothing passes has an infinite time. */
    public boolean isOpen() {
        return totalSeconds < Double.POSITIVE_INFINITY;
    }

    /** The way in metres, by the edges' lengths and the ways over junctions. */
    public double lengthMetres(RoadNetwork network) {
        double metres = to.metres() - from.metres();
        for (int i = 0; i < turns.length; i++) {
            metres += network.edges().lengthMetres(edges[i]) + network.turns().viaMetres(turns[i]);
        }
        return metres;
    }
}
