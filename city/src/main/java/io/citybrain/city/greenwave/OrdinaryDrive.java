package io.citybrain.city.greenwave;

import io.citybrain.city.roads.Programme;
import io.citybrain.city.roads.RoadNetwork;

/**
 * How long an ambulance needs if no signal helps it: its own speed, and at each signal the mean wait for its green and
 * the queue before it. Wait: Webster's uniform delay, r^2 / 2C; the queue is served only while it is green.
 */
final class OrdinaryDrive {
    private final RoadNetwork roads;
    private final StreetState street;
    private final EscortSettings.Lead lead;

    OrdinaryDrive(RoadNetwork roads, StreetState street, EscortSettings.Lead lead) {
        this.roads = roads;
        this.street = street;
        this.lead = lead;
    }

    double seconds(Corridor corridor, double fromMetres, double toMetres) {
        double seconds = 0;
        for (int i = corridor.edgeAt(fromMetres); i < corridor.size(); i++) {
            double length = roads.edges().lengthMetres(corridor.edge(i));
            double start = corridor.startMetres(i);
            double onEdge = Math.max(0, Math.min(toMetres, start + length) - Math.max(fromMetres, start));
            seconds += onEdge / speed(corridor.edge(i));
            if (i + 1 < corridor.size()) {
                double turn = corridor.startMetres(i + 1) - start - length;
                seconds += turn / Math.max(1, lead.speedFactor() * roads.turns().viaMetresPerSecond(corridor.turn(i)));
            }
        }
        for (JunctionAhead junction : corridor.junctions()) {
            for (StopLine line : junction.lines()) {
                if (line.atMetres() > fromMetres) {
                    seconds += waitSeconds(corridor, line);
                }
            }
        }
        return seconds;
    }

    private double speed(int edge) {
        double full = lead.speedFactor() * roads.edges().speedMetresPerSecond(edge);
        return street.isSaturated(edge) ? Math.min(full, Math.max(1, street.meanSpeed(edge))) : full;
    }

    private double waitSeconds(Corridor corridor, StopLine line) {
        Programme programme = roads.signals().get(line.signal()).programme();
        double cycle = programme.cycleSeconds();
        double green = greenSeconds(programme, line.own()[0]);
        if (cycle <= 0 || green <= 0) {
            return 0;
        }
        int edge = corridor.edge(line.edgeOnRoute());
        // a saturated edge's measured speed has the queue in it already
        double queued = street.isSaturated(edge)
                ? 0
                : street.queuedVehicles(edge) / roads.edges().laneCount(edge);
        double red = cycle - green;
        return red * red / (2 * cycle) + lead.secondsPerVehicle() * queued * cycle / green;
    }

    private static double greenSeconds(Programme programme, int link) {
        double green = 0;
        for (Programme.Phase phase : programme.phases()) {
            if (link < phase.state().length() && phase.isGreen(link)) {
                green += phase.durationSeconds();
            }
        }
        return green;
    }
}
