package io.citybrain.bench;

import io.citybrain.city.greenwave.EscortSettings;
import io.citybrain.sim.safety.Violation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** All simulations of a network, side by side, and what they come to. */
final class GreenwaveRun {
    /** City Brain in lock step with the simulation. */
    private static final Escort.Maker ESCORT =
            (roads, street) -> new CityBrainEscort(roads, street, EscortSettings.DEFAULTS);

    private static final int VIOLATIONS_SHOWN = 5;
    private static final int STEPS_TOLD = 20;

    private record Job(int trip, int seed, DriveMode mode) {}

    private final DriveSettings settings;
    private final List<DriveMode> modes;
    private final List<Integer> seeds;
    private final int parallel;
    private final PrintWriter out;
    private final Progress progress = new Progress(System.err);
    private final Result result = new Result();

    GreenwaveRun(DriveSettings settings, List<DriveMode> modes, List<Integer> seeds, int parallel, PrintWriter out) {
        this.settings = settings;
        this.modes = modes;
        this.seeds = seeds;
        this.parallel = parallel;
        this.out = out;
    }

    Result result() {
        return result;
    }

    /** Measures a network, prints its table; returns the number of safety violations. */
    long measure(TrafficScene scene, Path folder) {
        Map<Job, DriveOutcome> outcomes = simulate(scene, folder);
        Map<DriveMode, ModeFigures> figures = new LinkedHashMap<>();
        for (DriveMode mode : modes) {
            figures.put(mode, new ModeFigures(pairs(scene, mode, outcomes)));
        }
        table(scene, figures);
        Map<String, Object> ofNetwork = new LinkedHashMap<>();
        ofNetwork.put("trips", scene.trips().size());
        ofNetwork.put("seeds", seeds.size());
        ofNetwork.put("scale", scene.scale());
        ofNetwork.put("ordinarySeconds", figures.get(DriveMode.ORDINARY).meanSeconds());
        ofNetwork.put("freeSeconds", figures.get(DriveMode.FREE).meanSeconds());
        figures.forEach((mode, of) -> ofNetwork.put(mode.key(), of.figures(mode != DriveMode.FREE)));
        result.put(scene.name(), ofNetwork);
        return showViolations(outcomes);
    }

    private Map<Job, DriveOutcome> simulate(TrafficScene scene, Path folder) {
        List<Job> jobs = jobs(scene);
        progress.step(scene.name() + ": " + jobs.size() + " simulations");
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try {
            AtomicInteger done = new AtomicInteger();
            Map<Job, Future<DriveOutcome>> running = new LinkedHashMap<>();
            for (Job job : jobs) {
                running.put(job, threads.submit(() -> {
                    DriveOutcome outcome = drive(scene, job, folder);
                    tell(scene, job, outcome, done.incrementAndGet(), jobs.size());
                    return outcome;
                }));
            }
            Map<Job, DriveOutcome> outcomes = new LinkedHashMap<>();
            for (Map.Entry<Job, Future<DriveOutcome>> each : running.entrySet()) {
                outcomes.put(each.getKey(), each.getValue().get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("Interrupted.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "A simulation failed: " + e.getCause().getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Job> jobs(TrafficScene scene) {
        List<Job> jobs = new ArrayList<>();
        for (int seed : seeds) {
            for (int trip = 0; trip < scene.trips().size(); trip++) {
                for (DriveMode mode : modes) {
                    // On an empty road nothing is left to chance.
                    if (mode != DriveMode.FREE || seed == seeds.get(0)) {
                        jobs.add(new Job(trip, seed, mode));
                    }
                }
            }
        }
        return jobs;
    }

    private DriveOutcome drive(TrafficScene scene, Job job, Path folder) {
        Path own = folder.resolve("%d-%d-%s".formatted(job.trip(), job.seed(), job.mode()));
        DriveOutcome outcome =
                new Drive(scene, scene.trips().get(job.trip()), job.seed(), job.mode(), settings, own).run(ESCORT);
        WorkFolder.delete(own);
        return outcome;
    }

    private void tell(TrafficScene scene, Job job, DriveOutcome outcome, int done, int all) {
        if (all <= STEPS_TOLD * 2 || done % Math.max(1, all / STEPS_TOLD) == 0) {
            progress.step("%s %d of %d: trip %d, seed %d, %s: %.0f s%s"
                    .formatted(
                            scene.name(),
                            done,
                            all,
                            job.trip(),
                            job.seed(),
                            job.mode(),
                            outcome.seconds(),
                            outcome.arrived() ? "" : ", not arrived"));
        }
    }

    private List<ModeFigures.Pair> pairs(TrafficScene scene, DriveMode mode, Map<Job, DriveOutcome> outcomes) {
        List<ModeFigures.Pair> pairs = new ArrayList<>();
        for (int seed : seeds) {
            for (int trip = 0; trip < scene.trips().size(); trip++) {
                DriveOutcome free = outcomes.get(new Job(trip, seeds.get(0), DriveMode.FREE));
                pairs.add(new ModeFigures.Pair(
                        outcomes.get(new Job(trip, seed, DriveMode.ORDINARY)),
                        outcomes.get(new Job(trip, seed, DriveMode.NAVIGATED)),
                        free,
                        mode == DriveMode.FREE ? free : outcomes.get(new Job(trip, seed, mode))));
            }
        }
        return pairs;
    }

    private void table(TrafficScene scene, Map<DriveMode, ModeFigures> figures) {
        out.printf(
                "%n%s: %d trips, %d seeds, %.1f x traffic / %d 次行程，%d 个种子%n",
                scene.name(),
                scene.trips().size(),
                seeds.size(),
                scene.scale(),
                scene.trips().size(),
                seeds.size());
        out.printf(
                "%-24s %8s %6s %15s %8s %9s %6s %5s %8s %9s %7s %5s%n",
                "mode",
                "mean s",
                "ratio",
                "95 %",
                "to nav.",
                "delay %",
                "worst",
                "lost",
                "others %",
                "approach",
                "seized",
                "viol.");
        figures.forEach((mode, of) -> out.printf(
                "%-24s %8.1f %6.3f %7.3f-%7.3f %8.3f %9.1f %6.2f %5d %8.1f %9.1f %7.0f %5d%n",
                mode.words(),
                of.meanSeconds(),
                of.ratio(),
                of.ratioInterval()[0],
                of.ratioInterval()[1],
                of.ratioToNavigated(),
                100 * of.avoidableDelayLeft(),
                of.worstTripRatio(),
                of.notArrived(),
                mode == DriveMode.FREE ? 0 : of.othersExtraLossPercent(),
                mode == DriveMode.FREE ? 0 : of.worstApproachExtraSeconds(),
                of.seizedSeconds(),
                of.violations()));
        out.flush();
    }

    private long showViolations(Map<Job, DriveOutcome> outcomes) {
        long count = 0;
        for (Map.Entry<Job, DriveOutcome> each : outcomes.entrySet()) {
            for (Violation violation : each.getValue().violations()) {
                if (count++ < VIOLATIONS_SHOWN) {
                    out.println("violation in " + each.getKey() + ": " + violation);
                }
            }
        }
        return count;
    }
}
