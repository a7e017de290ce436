package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.greenwave.PlannedJunction;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.roads.GridCity;
import io.citybrain.wire.EscortTopic;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.PriorityJson;
import io.citybrain.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissionBoardTest {
    private static final long NOW = 1_795_509_000_000L;
    private static final List<String> ROUTE = List.of("A0B0", "B0C0");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final MissionBoard board = board("en");

    private MissionBoard board(String language) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(new Terminal.Streams(stream, stream), Words.of(language));
        return new MissionBoard(terminal, GridCity.small(3, 3).network());
    }

    private static void plan(MissionBoard to, int revision, MissionStatus status, String answer, double saved) {
        List<PlannedJunction> junctions =
                answer == null ? List.of() : List.of(new PlannedJunction("B0", new int[] {1}, NOW, NOW, NOW, answer));
        String reason = status == MissionStatus.REFUSED ? "no way" : null;
        MissionPlan plan = new MissionPlan(
                "m-1", "120-7", revision, NOW, status, reason, ROUTE, NOW + 30_000, NOW + 60_000, junctions, saved);
        to.hear(EscortTopic.parse(Topics.missionPlan("m-1")), MissionJson.write(plan));
    }

    private void answer(String status) {
        PriorityStatus answer = new PriorityStatus("B0", "m-1", NOW, status, "held-by m-2", NOW);
        board.hear(EscortTopic.parse(Topics.priorityStatus("B0")), PriorityJson.write(answer));
    }

    private List<String> said() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^.*? ✚ ", ""))
                .toList();
    }

    @Test
    void aMissionIsToldFromApprovalToItsSaving() {
        plan(board, 1, MissionStatus.APPROVED, "planned", Double.NaN);
        plan(board, 2, MissionStatus.UNDER_WAY, "requested", Double.NaN);
        answer(PriorityStatus.PENDING);
        answer(PriorityStatus.GRANTED);
        answer(PriorityStatus.GRANTED);
        plan(board, 3, MissionStatus.UNDER_WAY, "granted", Double.NaN);
        plan(board, 4, MissionStatus.ARRIVED, null, 42.4);

        assertThat(said()).hasSize(4);
        assertThat(said().get(0)).isEqualTo("m-1 approved for ambulance 120-7: 0.4 km");
        assertThat(said().get(1)).startsWith("m-1 under way: 0.4 km past B0; there at ");
        assertThat(said().get(2)).isEqualTo("m-1 green at B0");
        assertThat(said().get(3)).isEqualTo("m-1 arrived, 42 s earlier than without priority; 1 of 1 signals green");
        assertThat(board.toValues().get(0)).containsEntry("status", "arrived").containsEntry("greens", 1);
    }

    @Test
    void anOlderPlanAndAnEmptyOneSayNothing() {
        plan(board, 5, MissionStatus.ARRIVED, null, 42);
        plan(board, 4, MissionStatus.UNDER_WAY, "granted", Double.NaN);
        board.hear(EscortTopic.parse(Topics.missionPlan("m-1")), new byte[0]);

        assertThat(said()).hasSize(1);
    }

    @Test
    void aRefusalSaysWhyAlsoInChinese() {
        plan(board("zh"), 1, MissionStatus.REFUSED, null, Double.NaN);

        assertThat(said()).containsExactly("m-1 被拒绝：no way");
    }
}
