package io.citybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.citybrain.city.roads.RoadNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One ambulance in a generated city with little traffic, in a real SUMO. */
class DriveTest {
    private static final String SUMO = "/usr/bin/sumo";
    private static final double LITTLE_TRAFFIC = 0.3;

    @TempDir
    Path folder;

    private TrafficScene scene;

    @BeforeEach
    void needsSumo() {
        assumeThat(Path.of(SUMO))
                .as("SUMO is not installed: apt-get install --no-install-recommends sumo")
                .isExecutable();
        scene = SaturatedNetwork.grid4.make(folder, LITTLE_TRAFFIC);
    }

    private DriveOutcome drive(DriveMode mode, DriveSettings settings, Escort.Maker maker) {
        Trip trip = new Trip(scene.trips().get(0).route(), 330);
        return new Drive(scene, trip, 1, mode, settings, folder.resolve(mode.key())).run(maker);
    }

    private static DriveSettings settings(double latencySeconds, double loss) {
        return new DriveSettings(SUMO, 1.2, 0, latencySeconds, loss, 90, 1);
    }

    @Test
    void priorityIsFasterThanNoneAndSlowerThanAnEmptyRoad() {
        DriveOutcome ordinary = drive(DriveMode.ORDINARY, settings(0, 0), null);
        DriveOutcome local = drive(DriveMode.LOCAL, settings(0, 0), null);
        DriveOutcome free = drive(DriveMode.FREE, settings(0, 0), null);

        assertThat(local.arrived()).isTrue();
        assertThat(local.seconds()).isLessThan(ordinary.seconds()).isGreaterThanOrEqualTo(free.seconds());
        assertThat(local.seizedSeconds()).isPositive();
        assertThat(local.violations()).isEmpty();
    }

    @Test
    void anEscortThatNeverReleasesIsFreeAgainBecauseItsLeasesEnd() {
        List<Escort.Answer> answers = new ArrayList<>();
        DriveOutcome outcome = drive(
                DriveMode.CITYBRAIN_FIXED_ROUTE,
                settings(1, 0.05),
                (roads, street) -> new FirstSignalHolder(roads, street, answers));

        assertThat(answers).extracting(Escort.Answer::status).contains("granted", "released");
        assertThat(outcome.arrived()).isTrue();
        assertThat(outcome.violations()).isEmpty();
    }

    /** Holds the first link of one signal for twenty seconds and then falls silent. */
    private static final class FirstSignalHolder implements Escort {
        private final RoadNetwork roads;
        private final Street street;
        private final List<Answer> answers;
        private int ticks;

        FirstSignalHolder(RoadNetwork roads, Street street, List<Answer> answers) {
            this.roads = roads;
            this.street = street;
            this.answers = answers;
        }

        @Override
        public void request(Request request) {
            ticks = 1;
        }

        @Override
        public void tick(long nowMillis) {
            if (ticks > 0 && ticks++ < 20) {
                String signal = roads.signals().get(0).id();
                street.hold(signal, "judged", nowMillis, new int[] {0}, 5, nowMillis + 5_000);
            }
        }

        @Override
        public void answer(Answer answer) {
            answers.add(answer);
        }

        @Override
        public void signal(Signal signal) {}

        @Override
        public void flow(Flow flow) {}

        @Override
        public void position(Position position) {}

        @Override
        public void close() {}
    }
}
