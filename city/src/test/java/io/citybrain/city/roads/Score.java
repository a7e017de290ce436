package io.citybrain.city.roads;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How well drives were followed. Inside a junction, both the edge before and the edge after it are right. */
public final class Score {

    private int samples;
    private int right;
    private final List<Double> errorMetres = new ArrayList<>();

    public void add(RoadNetwork network, VehicleTrack track, List<Drive.Second> drive, int[] route) {
        for (Drive.Second second : drive) {
            Match match = track.locate(second.fix(), route);
            samples++;
            if (match == null) {
                continue;
            }
            int edge = match.position().edge();
            boolean isAfter = second.turn() >= 0 && edge == network.turns().toEdge(second.turn());
            right += edge == second.edge() || isAfter ? 1 : 0;
            if (edge == second.edge() && second.turn() < 0) {
                errorMetres.add(Math.abs(match.position().metres() - second.metres()));
            }
        }
    }

    public double rightShare() {
        return (double) right / samples;
    }

    public double medianErrorMetres() {
        Collections.sort(errorMetres);
        return errorMetres.get(errorMetres.size() / 2);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.2f %% of %,d, median %.1f m", 100 * rightShare(), samples, medianErrorMetres());
    }
}
