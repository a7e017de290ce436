package io.citybrain.sim.traci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real SUMO: a grid of two by two signals that its own netgenerate makes. */
class SumoTest {
    private static final Path SUMO = Path.of("/usr/bin/sumo");

    @TempDir
    Path folder;

    @BeforeEach
    void needsSumo() throws Exception {
        assumeThat(SUMO)
                .as("SUMO is not installed: apt-get install --no-install-recommends sumo")
                .isExecutable();
        Process netgenerate = new ProcessBuilder(
                        "/usr/bin/netgenerate",
                        "--xml-validation=never",
                        "--grid",
                        "--grid.number=2",
                        "--grid.length=200",
                        "--grid.attach-length=200",
                        "--default-junction-type=traffic_light",
                        "-o",
                        "grid.net.xml")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("netgenerate.log").toFile())
                .start();
        assertThat(netgenerate.waitFor()).isZero();
        Files.writeString(
                folder.resolve("types.add.xml"),
                "<additional><vType id=\"car\" sigma=\"0\" speedFactor=\"1\" speedDev=\"0\"/></additional>");
    }

    private Sumo start(String... more) {
        List<String> options = new ArrayList<>(List.of(
                "-n",
                folder.resolve("grid.net.xml").toString(),
                "-a",
                folder.resolve("types.add.xml").toString(),
                "--xml-validation",
                "never",
                "--no-step-log",
                "--seed",
                "5"));
        options.addAll(List.of(more));
        return Sumo.start(SUMO.toString(), options, folder.resolve("sumo.log"));
    }

    @Test
    void aCarDrivesThroughTheGridAndStopsAtARedThatWeShow() {
        try (Sumo sumo = start()) {
            assertThat(sumo.ids(Domain.SIGNAL)).contains("A0", "A1", "B0", "B1");
            String free = sumo.read(Domain.SIGNAL, "A0", Variable.SIGNAL_STATE).text(Variable.SIGNAL_STATE);
            sumo.subscribe(Domain.SIMULATION, "", Variable.ARRIVED, Variable.TIME);
            sumo.addVehicle("a", "car", List.of("left0A0", "A0B0", "B0right0"));
            sumo.setSignal("A0", "r".repeat(free.length()));
            sumo.step();
            sumo.subscribe(
                    Domain.VEHICLE, "a", Variable.SPEED, Variable.EDGE, Variable.LANE_POSITION, Variable.POSITION);
            sumo.stepTo(60);

            Values car = sumo.news(Domain.VEHICLE).get("a");
            assertThat(car.text(Variable.EDGE)).isEqualTo("left0A0");
            assertThat(car.number(Variable.SPEED)).isLessThan(0.1);
            assertThat(sumo.read(Domain.EDGE, "left0A0", Variable.EDGE_HALTING).whole(Variable.EDGE_HALTING))
                    .isEqualTo(1);

            sumo.setSignalProgram("A0", "0");
            assertThat(arrivalOf("a", sumo)).isBetween(80.0, 250.0);
        }
    }

    private static double arrivalOf(String vehicle, Sumo sumo) {
        for (int i = 0; i < 500; i++) {
            sumo.step();
            Values news = sumo.news(Domain.SIMULATION).get("");
            if (news.texts(Variable.ARRIVED).contains(vehicle)) {
                return news.number(Variable.TIME);
            }
        }
        return -1;
    }

    @Test
    void vehiclesAroundAnotherAreFoundInTheSameStep() {
        try (Sumo sumo = start()) {
            sumo.addVehicle("a", "car", List.of("left0A0", "A0B0"));
            sumo.step();
            sumo.addVehicle("b", "car", List.of("left0A0", "A0B0"));
            sumo.subscribeAround(Domain.VEHICLE, "a", Domain.VEHICLE, 150, Variable.SPEED);
            sumo.stepTo(10);

            assertThat(sumo.around("a")).containsKeys("a", "b");
        }
    }

    @Test
    void whatSumoRefusesIsToldInItsOwnWords() {
        try (Sumo sumo = start()) {
            assertThatThrownBy(() -> sumo.read(Domain.VEHICLE, "nobody", Variable.SPEED))
                    .isInstanceOf(TraciException.class)
                    .hasMessageContaining("nobody");
            assertThat(sumo.timeSeconds()).isZero();
        }
    }

    @Test
    void aSumoThatCannotStartSaysWhy() throws IOException {
        assertThatThrownBy(() -> start("-r", "missing.rou.xml"))
                .isInstanceOf(TraciException.class)
                .hasMessageContaining("missing.rou.xml");
        assertThatThrownBy(() -> Sumo.start("/no/such/sumo", List.of(), folder.resolve("x.log")))
                .hasMessageContaining("apt-get install");
    }
}
