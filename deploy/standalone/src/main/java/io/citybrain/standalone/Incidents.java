package io.citybrain.standalone;

import io.citybrain.city.incident.CityGrids;
import io.citybrain.city.incident.IncidentSettings;
import io.citybrain.jobs.incidents.IncidentJob;
import io.citybrain.jobs.incidents.IncidentJobSettings;
import io.citybrain.jobs.metrics.JobMetrics;
import io.citybrain.jobs.sensing.SensingSettings;
import io.citybrain.sim.crews.SimulatedCrews;
import io.citybrain.wire.GridsFile;
import java.nio.file.Path;

/** What the process does for incidents besides their job: grids that can be read, a board, a pulse. */
final class Incidents implements AutoCloseable {
    private final Path file;
    private final CityGrids grids;
    private final IncidentBoard board;
    private Pulse pulse;
    private SimulatedCrews crews;

    private Incidents(Path file, CityGrids grids, Terminal terminal) {
        this.file = file;
        this.grids = grids;
        this.board = new IncidentBoard(terminal);
    }

    /**
     * Before anything starts, so that a mistake in the file is told at once.
     *
     * @param file the grids, or null: everything is the city's
     */
    static Incidents read(Path file, Terminal terminal) {
        if (file == null) {
            return new Incidents(null, CityGrids.none(), terminal);
        }
        GridsFile.Result result = GridsFile.read(file);
        if (result.grids() == null) {
            throw new CityException("error.file", String.join("\n  ", result.errors()));
        }
        return new Incidents(file, result.grids(), terminal);
    }

    /** The file of the grids, or null. */
    Path file() {
        return file;
    }

    IncidentJobSettings settings(SensingSettings city) {
        return new IncidentJobSettings(city, grids, IncidentSettings.DEFAULTS);
    }

    /** The job reads, and is through what the broker had kept for it. */
    boolean caughtUp() {
        return JobMetrics.sum(IncidentJob.NAME, "caughtUp") > 0;
    }

    /** @param simulate true: crews are simulated, too */
    void open(Parts parts, String clientId, boolean simulate) throws InterruptedException {
        board.open(parts.broker(), clientId + "-incidents");
        if (simulate) {
            crews = SimulatedCrews.open(parts.broker(), clientId + "-crews");
        }
        pulse = Pulse.ofIncidents(parts.broker(), clientId);
    }

    /** Once a second. */
    void beat() throws InterruptedException {
        pulse.beat();
    }

    int openIncidents() {
        return board.openIncidents();
    }

    @Override
    public void close() {
        board.close();
        if (crews != null) {
            crews.close();
        }
        if (pulse != null) {
            pulse.close();
        }
    }
}
