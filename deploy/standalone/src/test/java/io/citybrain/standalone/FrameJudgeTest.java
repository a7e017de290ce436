package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.HistoryQuery;
import io.citybrain.influxdb.client.Row;
import io.citybrain.sim.ExpectedFrame;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameJudgeTest {
    private static final ExpectedFrame FRAME =
            new ExpectedFrame("00000000000000A1", "MH-1", 1_000, Map.of("tilt_deg", 12.5, "open", true, "model", "UC"));

    /** Answers with the rows of one sensor, as the store would. */
    private record FakeHistory(String sensor, List<Row> rows) implements History {
        @Override
        public List<Row> read(HistoryQuery query) {
            return query.tags().equals(Map.of("sensor", sensor))
                    ? rows.stream()
                            .filter(r -> query.fromMillis() <= r.timeMillis() && r.timeMillis() < query.untilMillis())
                            .toList()
                    : List.of();
        }

        @Override
        public long count(HistoryQuery query) {
            return read(query).size();
        }

        @Override
        public boolean ping() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static List<FrameJudge.Mismatch> judge(Row... rows) throws IOException {
        return FrameJudge.judge(List.of(FRAME), new FakeHistory("MH-1", List.of(rows)));
    }

    private static Row row(Object tilt, Object open) {
        return new Row(1_000, Map.of("tilt_deg", tilt, "open", open, "model", "UC"));
    }

    @Test
    void aFrameStoredAsExpectedMatchesWhateverTheStoreCallsTrue() throws IOException {
        assertThat(judge(row(12.5, true))).isEmpty();
        assertThat(judge(row(12.5, "true"))).isEmpty();
    }

    @Test
    void eachDifferenceIsNamedWithBothValues() throws IOException {
        List<FrameJudge.Mismatch> mismatches = judge(row(12.6, false));
        assertThat(mismatches).hasSize(1);
        assertThat(mismatches.get(0).sensor()).isEqualTo("MH-1");
        assertThat(mismatches.get(0).why())
                .contains("tilt_deg is 12.6, expected 12.5", "open is false, expected true")
                .doesNotContain("model");
    }

    @Test
    void aValueThatIsMissingIsNotZero() throws IOException {
        assertThat(judge(new Row(1_000, Map.of("open", true, "model", "UC"))))
                .extracting(FrameJudge.Mismatch::why)
                .containsExactly("tilt_deg is null, expected 12.5");
    }

    @Test
    void noReportAndTwoReportsAreMismatches() throws IOException {
        assertThat(judge())
                .extracting(FrameJudge.Mismatch::why)
                .containsExactly("the store has 0 reports of this frame");
        assertThat(judge(row(12.5, true), row(12.5, true)))
                .extracting(FrameJudge.Mismatch::why)
                .containsExactly("the store has 2 reports of this frame");
    }

    @Test
    void aReportOfAnotherMomentIsNotThisFrame() throws IOException {
        assertThat(judge(new Row(1_001, Map.of("tilt_deg", 12.5)))).hasSize(1);
    }
}
