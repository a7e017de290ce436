package io.citybrain.standalone;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.jobs.escort.GreenWaveJob;
import io.citybrain.jobs.metrics.JobMetrics;
import io.citybrain.wire.NetworkFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the process does for escorts besides their job: roads that can be read, a board, a pulse. */
final class Escorts implements AutoCloseable {
    private final Path network;
    private final RoadNetwork roads;
    private final MissionBoard board;
    private Pulse pulse;

    private Escorts(Path network, RoadNetwork roads, Terminal terminal) {
        this.network = network;
        this.roads = roads;
        this.board = new MissionBoard(terminal, roads);
    }

    /** Before anything starts, so that a mistake in the file is told at once. */
    static Escorts read(Path network, Terminal terminal) {
        NetworkFile.Result result = NetworkFile.read(network);
        if (result.network() == null) {
            throw new CityException("error.file", String.join("\n  ", result.errors()));
        }
        return new Escorts(network, result.network(), terminal);
    }

    /** The file that they are planned on. */
    Path network() {
        return network;
    }

    RoadNetwork roads() {
        return roads;
    }

    /** The job reads, and is through what the broker had kept for it. */
    boolean caughtUp() {
        return JobMetrics.sum(GreenWaveJob.NAME, "caughtUp") > 0;
    }

    void open(Parts parts, String clientId) throws InterruptedException {
        board.open(parts.broker(), clientId + "-missions");
        pulse = Pulse.ofEscorts(parts.broker(), clientId);
    }

    /** Once a second. */
    void beat() throws InterruptedException {
        pulse.beat();
    }

    List<Map<String, Object>> missions() {
        return board.toValues();
    }

    @Override
    public void close() {
        board.close();
        if (pulse != null) {
            pulse.close();
        }
    }
}
