package io.citybrain.city.roads;

/**
 * An empty city with all signals green: the fastest that a vehicle can be. An ambulance drives at up to 1.2 times the
 * limit, as the vehicles do that judge us in SUMO.
 */
public final class FreeFlow implements TravelCosts {

    /** How much faster than the limit an ambulance drives. */
    public static final double AMBULANCE_SPEED_FACTOR = 1.2;

    /** What turning back costs beside the way: braking to a crawl and starting again. An estimate. */
    static final double TURN_BACK_SECONDS = 5;

    private final VehicleClass vehicle;
    private final float[] edgeSeconds;
    private final float[] turnSeconds;

    public FreeFlow(RoadNetwork network, VehicleClass vehicle, double speedFactor) {
        this.vehicle = vehicle;
        Edges edges = network.edges();
        edgeSeconds = new float[edges.count()];
        for (int edge = 0; edge < edgeSeconds.length; edge++) {
            edgeSeconds[edge] = (float) (edges.lengthMetres(edge) / (speedFactor * edges.speedMetresPerSecond(edge)));
        }
        Turns turns = network.turns();
        turnSeconds = new float[turns.count()];
        for (int turn = 0; turn < turnSeconds.length; turn++) {
            turnSeconds[turn] = (float) (turns.viaMetres(turn) / (speedFactor * turns.viaMetresPerSecond(turn))
                    + (turns.direction(turn) == 't' ? TURN_BACK_SECONDS : 0));
        }
    }

    public static FreeFlow ofAmbulance(RoadNetwork network) {
        return new FreeFlow(network, VehicleClass.EMERGENCY, AMBULANCE_SPEED_FACTOR);
    }

    /** Whose lanes and turns it is about. */
    public VehicleClass vehicle() {
        return vehicle;
    }

    public double edgeSeconds(int edge) {
        return edgeSeconds[edge];
    }

    public double turnSeconds(int turn) {
        return turnSeconds[turn];
    }

    @Override
    public double edgeSeconds(int edge, double aheadSeconds) {
        return edgeSeconds[edge];
    }

    @Override
    public double turnSeconds(int turn, double aheadSeconds) {
        return turnSeconds[turn];
    }
}
