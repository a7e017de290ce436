package io.citybrain.bench;

import io.citybrain.sim.safety.Violation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the drives of each network come to: a table for people, figures for machines, each drive as a row. */
final class GreenwaveRun {
    private static final int VIOLATIONS_SHOWN = 5;

    private final Drives drives;
    private final PrintWriter out;
    private final PrintWriter rows;
    private final Result result = new Result();

    /**
     * A run.
     *
     * @param rows gets each drive as a line of CSV, or null
     */
    GreenwaveRun(Drives drives, PrintWriter out, PrintWriter rows) {
        this.drives = drives;
        this.out = out;
        this.rows = rows;
        if (rows != null) {
            rows.println("network,trip,seed,mode,seconds,arrived,othersLossSeconds,seizedSeconds,reroutes,violations");
        }
    }

    Result result() {
        return result;
    }

    /** Measures a network, prints its table; returns the number of safety violations. */
    long measure(TrafficScene scene, Path folder) {
        Map<DriveJob, DriveOutcome> outcomes = drives.run(scene, folder);
        write(scene, outcomes);
        Map<DriveMode, ModeFigures> figures = new LinkedHashMap<>();
        for (DriveMode mode : drives.modes()) {
            figures.put(mode, new ModeFigures(pairs(scene, mode, outcomes)));
        }
        table(scene, figures);
        Map<String, Object> ofNetwork = new LinkedHashMap<>();
        ofNetwork.put("trips", scene.trips().size());
        ofNetwork.put("seeds", drives.seeds().size());
        ofNetwork.put("scale", scene.scale());
        ofNetwork.put("ordinarySeconds", figures.get(DriveMode.ORDINARY).meanSeconds());
        ofNetwork.put("freeSeconds", figures.get(DriveMode.FREE).meanSeconds());
        figures.forEach((mode, of) -> ofNetwork.put(mode.key(), of.figures(mode != DriveMode.FREE)));
        result.put(scene.name(), ofNetwork);
        return showViolations(outcomes);
    }

    private List<ModeFigures.Pair> pairs(TrafficScene scene, DriveMode mode, Map<DriveJob, DriveOutcome> outcomes) {
        List<ModeFigures.Pair> pairs = new ArrayList<>();
        for (int seed : drives.seeds()) {
            for (int trip = 0; trip < scene.trips().size(); trip++) {
                pairs.add(new ModeFigures.Pair(
                        outcomes.get(drives.job(trip, seed, DriveMode.ORDINARY)),
                        outcomes.get(drives.job(trip, seed, DriveMode.NAVIGATED)),
                        outcomes.get(drives.job(trip, seed, DriveMode.LOCAL)),
                        outcomes.get(drives.job(trip, seed, DriveMode.CITYBRAIN)),
                        outcomes.get(drives.job(trip, seed, DriveMode.FREE)),
                        outcomes.get(drives.job(trip, seed, mode))));
            }
        }
        return pairs;
    }

    private void table(TrafficScene scene, Map<DriveMode, ModeFigures> figures) {
        out.printf(
                "%n%s: %d trips, %d seeds, %.1f x traffic / %d 次行程，%d 个种子%n",
                scene.name(),
                scene.trips().size(),
                drives.seeds().size(),
                scene.scale(),
                scene.trips().size(),
                drives.seeds().size());
        out.printf(
                "%-24s %8s %6s %15s %8s %9s %16s %6s %6s %5s %8s %9s %7s %5s%n",
                "mode",
                "mean s",
                "ratio",
                "95 %",
                "to nav.",
                "delay %",
                "minus local 95 %",
                "/local",
                "worst",
                "lost",
                "others %",
                "approach",
                "seized",
                "viol.");
        figures.forEach((mode, of) -> out.printf(
                "%-24s %8.1f %6.3f %7.3f-%7.3f %8.3f %9.1f %7.1f %+7.1f  %6.2f %6.2f %5d %8.1f %9.1f %7.0f %5d%n",
                mode.words(),
                of.meanSeconds(),
                of.ratio(),
                of.ratioInterval()[0],
                of.ratioInterval()[1],
                of.ratioToNavigated(),
                100 * of.avoidableDelayLeft(),
                100 * of.delayMinusLocalInterval()[0],
                100 * of.delayMinusLocalInterval()[1],
                of.worstTripToLocal(),
                of.worstTripRatio(),
                of.notArrived(),
                mode == DriveMode.FREE ? 0 : of.othersExtraLossPercent(),
                mode == DriveMode.FREE ? 0 : of.worstApproachExtraSeconds(),
                of.seizedSeconds(),
                of.violations()));
        ModeFigures together = figures.get(DriveMode.TOGETHER);
        if (together != null) {
            out.printf(
                    "together against alone: %+.1f %% (95 %%: %+.1f to %+.1f), others not arrived: %d / 与单车相比%n",
                    100 * together.moreThanAlone(),
                    100 * together.moreThanAloneInterval()[0],
                    100 * together.moreThanAloneInterval()[1],
                    together.companionsNotArrived());
        }
        out.flush();
    }

    private void write(TrafficScene scene, Map<DriveJob, DriveOutcome> outcomes) {
        if (rows == null) {
            return;
        }
        outcomes.forEach((job, outcome) -> rows.println(String.join(
                ",",
                scene.name(),
                Integer.toString(job.trip()),
                Integer.toString(job.seed()),
                job.mode().key(),
                Double.toString(outcome.seconds()),
                Boolean.toString(outcome.arrived()),
                Double.toString(outcome.othersLossSeconds()),
                Double.toString(outcome.seizedSeconds()),
                Integer.toString(outcome.reroutes()),
                Integer.toString(outcome.violations().size()))));
        rows.flush();
    }

    private long showViolations(Map<DriveJob, DriveOutcome> outcomes) {
        long count = 0;
        for (Map.Entry<DriveJob, DriveOutcome> each : outcomes.entrySet()) {
            for (Violation violation : each.getValue().violations()) {
                if (count++ < VIOLATIONS_SHOWN) {
                    out.println("violation in " + each.getKey() + ": " + violation);
                }
            }
        }
        return count;
    }
}
