package io.citybrain.bench;

import java.util.List;

/**
 * What one seed gave, or several together.
 *
 * @param seed the seed, or a list of them as text
 * @param sent numbered readings that the broker acknowledged
 * @param readings what became of them
 * @param alertsWanted episodes that had to be told
 * @param alerts what became of them
 * @param kills of the job, {@code kill -9}
 * @param brokerRestarts SIGTERM and start
 * @param linkCuts from job to broker
 * @param storeOutageSeconds how long the store could not be reached
 * @param outageAlerts how many alerts the next figure is of
 * @param outageAlertP99Millis from publish to alert during the outage; -1 if there was none undisturbed
 * @param recoverySeconds longest time from a kill to the next new alert
 */
record DeliveryFigures(
        Object seed,
        int sent,
        Judge.Readings readings,
        int alertsWanted,
        Judge.Alerts alerts,
        int kills,
        int brokerRestarts,
        int linkCuts,
        double storeOutageSeconds,
        int outageAlerts,
        double outageAlertP99Millis,
        double recoverySeconds) {
    private static final double OUTAGE_P99_LIMIT_MILLIS = 1_000;

    /** Counts added up, times the worst. */
    static DeliveryFigures together(List<DeliveryFigures> all) {
        return all.stream().reduce(DeliveryFigures::plus).orElseThrow();
    }

    private DeliveryFigures plus(DeliveryFigures other) {
        return new DeliveryFigures(
                seed + "," + other.seed,
                sent + other.sent,
                new Judge.Readings(
                        readings.stored() + other.readings.stored(),
                        readings.lost() + other.readings.lost(),
                        readings.brokerLost() + other.readings.brokerLost(),
                        readings.pointsDoubled() + other.readings.pointsDoubled()),
                alertsWanted + other.alertsWanted,
                new Judge.Alerts(
                        alerts.lost() + other.alerts.lost(), alerts.doubled() + other.alerts.doubled(), List.of()),
                kills + other.kills,
                brokerRestarts + other.brokerRestarts,
                linkCuts + other.linkCuts,
                storeOutageSeconds + other.storeOutageSeconds,
                outageAlerts + other.outageAlerts,
                worst(outageAlertP99Millis, other.outageAlertP99Millis),
                Math.max(recoverySeconds, other.recoverySeconds));
    }

    /** One run without a figure leaves the whole without one. */
    private static double worst(double one, double other) {
        return one < 0 || other < 0 ? -1 : Math.max(one, other);
    }

    /** Whether alerts went on while the store was away; a run that can't tell does not show it. */
    boolean alertsWentOn() {
        return outageAlertP99Millis >= 0 && outageAlertP99Millis < OUTAGE_P99_LIMIT_MILLIS;
    }

    /** What City Brain promises; what the broker lost itself is the broker's. */
    boolean holds() {
        return readings.lost() == 0 && readings.pointsDoubled() == 0 && alerts.lost() == 0 && alerts.doubled() == 0;
    }

    Result result() {
        return new Result()
                .put("sent", sent)
                .put("stored", readings.stored())
                .put("lost", readings.lost())
                .put("brokerLost", readings.brokerLost())
                .put("pointsDoubled", readings.pointsDoubled())
                .put("alertsLost", alerts.lost())
                .put("alertsDoubled", alerts.doubled())
                .put("kills", kills)
                .put("brokerRestarts", brokerRestarts)
                .put("linkCuts", linkCuts)
                .put("storeOutageSeconds", storeOutageSeconds)
                .put("outageAlertP99Millis", outageAlertP99Millis)
                .put("recoverySeconds", recoverySeconds)
                .put("seed", seed);
    }
}
