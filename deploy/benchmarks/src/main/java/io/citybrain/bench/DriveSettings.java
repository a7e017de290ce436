package io.citybrain.bench;

/**
 * What is the same in all drives of a run.
 *
 * @param speedFactor an ambulance drives so many times the limit
 * @param gpsNoiseMetres standard deviation of each coordinate that City Brain sees
 * @param latencySeconds of each message to and from City Brain
 * @param loss share of those messages that are lost
 * @param longestSeizureSeconds the bound that the safety checker holds City Brain to
 * @param together so many ambulances at once, the judged one included; 1 = it is alone
 */
record DriveSettings(
        String sumo,
        double speedFactor,
        double gpsNoiseMetres,
        double latencySeconds,
        double loss,
        double longestSeizureSeconds,
        int together) {
    /** A trip that takes longer counts as this and as not arrived. */
    static final double CAP_SECONDS = 2_400;
    /** Others' loss is counted at exactly this time after the request. */
    static final double HORIZON_SECONDS = 1_200;

    static final double OTHERS_FROM_SECONDS = -300;
    static final double OTHERS_UNTIL_SECONDS = 600;
    static final double TELEPORT_SECONDS = 300;
}
