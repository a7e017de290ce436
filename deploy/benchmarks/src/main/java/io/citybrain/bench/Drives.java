package io.citybrain.bench;

import io.citybrain.city.greenwave.EscortSettings;
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

/** Drives all trips of a network in all modes and with all seeds, some side by side. */
final class Drives {
    /** City Brain in lock step with the simulation. */
    private static final Escort.Maker ESCORT =
            (roads, street) -> new CityBrainEscort(roads, street, EscortSettings.DEFAULTS);

    private static final int STEPS_TOLD = 20;

    private final DriveSettings settings;
    private final List<DriveMode> modes;
    private final List<Integer> seeds;
    private final int parallel;
    private final KeptDrives kept;
    private final Progress progress = new Progress(System.err);

    /**
     * Drives for one run.
     *
     * @param kept earlier outcomes, or null
     */
    Drives(DriveSettings settings, List<DriveMode> modes, List<Integer> seeds, int parallel, KeptDrives kept) {
        this.settings = settings;
        this.modes = modes;
        this.seeds = seeds;
        this.parallel = parallel;
        this.kept = kept;
    }

    List<DriveMode> modes() {
        return modes;
    }

    List<Integer> seeds() {
        return seeds;
    }

    /** On an empty road nothing is left to chance. */
    DriveJob job(int trip, int seed, DriveMode mode) {
        return new DriveJob(trip, mode == DriveMode.FREE ? seeds.get(0) : seed, mode);
    }

    Map<DriveJob, DriveOutcome> run(TrafficScene scene, Path folder) {
        Map<DriveJob, DriveOutcome> outcomes = new LinkedHashMap<>();
        List<DriveJob> left = new ArrayList<>();
        for (DriveJob job : jobs(scene)) {
            DriveOutcome known =
                    kept == null || !KeptDrives.isKept(job.mode()) ? null : kept.find(scene, job, settings);
            if (known == null) {
                left.add(job);
            } else {
                outcomes.put(job, known);
            }
        }
        progress.step("%s: %d simulations, %d known from before".formatted(scene.name(), left.size(), outcomes.size()));
        drive(scene, left, folder, outcomes);
        return outcomes;
    }

    private void drive(TrafficScene scene, List<DriveJob> jobs, Path folder, Map<DriveJob, DriveOutcome> outcomes) {
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try {
            AtomicInteger done = new AtomicInteger();
            Map<DriveJob, Future<DriveOutcome>> running = new LinkedHashMap<>();
            for (DriveJob job : jobs) {
                running.put(job, threads.submit(() -> {
                    DriveOutcome outcome = drive(scene, job, folder);
                    tell(scene, job, outcome, done.incrementAndGet(), jobs.size());
                    return outcome;
                }));
            }
            for (Map.Entry<DriveJob, Future<DriveOutcome>> each : running.entrySet()) {
                outcomes.put(each.getKey(), each.getValue().get());
            }
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

    private List<DriveJob> jobs(TrafficScene scene) {
        List<DriveJob> jobs = new ArrayList<>();
        for (int seed : seeds) {
            for (int trip = 0; trip < scene.trips().size(); trip++) {
                for (DriveMode mode : modes) {
                    if (job(trip, seed, mode).seed() == seed) {
                        jobs.add(job(trip, seed, mode));
                    }
                }
            }
        }
        return jobs;
    }

    private DriveOutcome drive(TrafficScene scene, DriveJob job, Path folder) {
        Path own = folder.resolve("%d-%d-%s".formatted(job.trip(), job.seed(), job.mode()));
        DriveOutcome outcome =
                new Drive(scene, scene.trips().get(job.trip()), job.seed(), job.mode(), settings, own).run(ESCORT);
        WorkFolder.delete(own);
        if (kept != null && KeptDrives.isKept(job.mode())) {
            kept.keep(scene, job, settings, outcome);
        }
        return outcome;
    }

    private void tell(TrafficScene scene, DriveJob job, DriveOutcome outcome, int done, int all) {
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
}
