package io.citybrain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.greenwave.FlowReading;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.PlannedJunction;
import io.citybrain.city.sensing.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EscortMessagesTest {

    private static final String REQUEST = """
            {"requestedAt": "2026-11-24T08:30:00Z", "ambulance": "120-7", "urgency": 1,
             "origin": %s, "destination": {"edge": "B"}}""";

    private static Decoded<MissionRequest> request(String origin) {
        return MissionJson.readRequest("m-1", REQUEST.formatted(origin).getBytes(UTF_8));
    }

    private static Decoded<FlowReading> flow(String fields) {
        return FlowJson.read("23648008#0", ("{\"observedAt\": 1795509000000, " + fields + "}").getBytes(UTF_8));
    }

    @Test
    void aTopicOfTheEscortNamesItsMissionOrSignalPlain() {
        assertThat(EscortTopic.parse(Topics.missionRequest("m/1#")))
                .isEqualTo(new EscortTopic(EscortTopic.Type.MISSION_REQUEST, "m/1#", null));
        assertThat(EscortTopic.parse(Topics.priorityStatus("cluster_1+2")).id()).isEqualTo("cluster_1+2");
        assertThat(EscortTopic.parse(Topics.ESCORT_COMMANDS).type()).isEqualTo(EscortTopic.Type.COMMAND);
    }

    @ParameterizedTest
    @CsvSource({
        "city/v1/missions/m-1, OTHER",
        "city/v1/missions/m-1/report, OTHER",
        "city/v1/signals/J1/plan, OTHER",
        "city/v1/missions/request, OTHER",
        "city/v1/telemetry/noise/n-1, OTHER",
        "city/v1/signals/J1/priority, PRIORITY"
    })
    void whatIsNoTopicOfTheEscortIsNoError(String topic, EscortTopic.Type type) {
        assertThat(EscortTopic.parse(topic).type()).isEqualTo(type);
        assertThat(EscortTopic.parse(topic).isRefused()).isFalse();
    }

    @Test
    void anIdThatIsEmptyOrHasLevelsIsRefused() {
        assertThat(EscortTopic.parse("city/v1/missions//request").reason()).contains("mission id", "is empty");
        assertThat(EscortTopic.parse("city/v1/missions/a/b/request").reason()).contains("write / in an id as %2F");
        assertThat(EscortTopic.parse("city/v1/signals/a%zz/priority-status").reason())
                .contains("begins none of");
    }

    @Test
    void aPlaceIsAnEdgeOrCoordinates() {
        assertThat(request("{\"edge\": \"A\"}").value().origin().edge()).isEqualTo("A");
        assertThat(request("{\"longitude\": 120.1, \"latitude\": 30.2}")
                        .value()
                        .origin()
                        .latitude())
                .isEqualTo(30.2);
        assertThat(request("{\"longitude\": 120.1}").reason())
                .isEqualTo("origin is no place: send longitude and latitude, or edge");
    }

    @Test
    void allMistakesOfARequestAreToldTogether() {
        String payload = "{\"requestedAt\": \"now\", \"urgency\": 4, \"origin\": {}, \"route\": [1]}";

        assertThat(MissionJson.readRequest("m-1", payload.getBytes(UTF_8)).reason())
                .contains("requestedAt", "ambulance is missing", "urgency", "origin", "destination", "route[0]");
    }

    @Test
    void anAnswerWithoutItsTimeIsTaken() {
        String payload = "{\"mission\": \"m-1\", \"sequence\": 1795509000000, \"status\": \"granted\"}";

        assertThat(PriorityJson.readStatus("J1", payload.getBytes(UTF_8))
                        .value()
                        .observedAtMillis())
                .isZero();
    }

    @Test
    void queuesOfLanesAreReadInTheirOrder() {
        FlowReading flow = flow("\"vehicles\": 9, \"queuedVehicles\": 4,"
                        + " \"lanes\": [{\"index\": 2, \"queuedVehicles\": 3}, {\"index\": 0, \"queuedVehicles\": 1}]")
                .value();

        assertThat(flow.edge()).isEqualTo("23648008#0");
        assertThat(flow.laneQueuedVehicles()).containsExactly(1, 0, 3);
        assertThat(flow.laneVehicles()).isEmpty();
        assertThat(flow("\"vehicles\": 9, \"queuedVehicles\": 1,"
                                + " \"lanes\": [{\"index\": 1, \"vehicles\": 5, \"queuedVehicles\": 1}]")
                        .value()
                        .laneVehicles())
                .containsExactly(0, 5);
    }

    @Test
    void lanesThatAreWrongAreRefusedAlsoAsTelemetry() {
        byte[] payload =
                "{\"observedAt\": 1795509000000, \"vehicles\": 9, \"lanes\": [{\"index\": 300}]}".getBytes(UTF_8);

        assertThat(TelemetryJson.read(Kind.TRAFFIC_FLOW, "e-1", payload).reason())
                .isEqualTo("index of a lane is a number (300): send a number from 0 to 254");
        assertThat(flow("\"vehicles\": 1, \"queuedVehicles\": 0, \"lanes\": [{\"index\": 1}]")
                        .reason())
                .contains("without queuedVehicles");
        assertThat(TelemetryJson.read(
                                Kind.NOISE,
                                "n-1",
                                "{\"observedAt\": 1795509000000, \"levelDecibels\": 3, \"lanes\": 7}".getBytes(UTF_8))
                        .isRefused())
                .isFalse();
    }

    @Test
    void trafficWithoutCountsIsNoUseForAnEscort() {
        assertThat(flow("\"meanSpeedMetresPerSecond\": 9").reason()).contains("vehicles and queuedVehicles");
    }

    @Test
    void aTimeThatIsNotKnownIsNotWritten() {
        var unknown = new PlannedJunction("J1", new int[] {1}, 0, 0, 0, "planned");
        var plan = new MissionPlan(
                "m-1",
                "a",
                1,
                Samples.AT_MILLIS,
                Samples.PLAN.status(),
                null,
                List.of(),
                0,
                Long.MAX_VALUE,
                List.of(unknown),
                Double.NaN);

        MissionPlan read = MissionJson.readPlan(MissionJson.write(plan)).value();

        assertThat(read.junctions().get(0).etaAtMillis()).isZero();
        assertThat(read.etaWithoutPriorityAtMillis()).isZero();
    }

    @Test
    void aPlanWithALongRouteIsReadBack() {
        List<String> route = IntStream.range(0, MissionJson.MAX_ROUTE_EDGES)
                .mapToObj(i -> "edge-" + i)
                .toList();
        var plan = new MissionPlan(
                "m-1", "a", 1, Samples.AT_MILLIS, Samples.PLAN.status(), null, route, 0, 0, List.of(), Double.NaN);

        assertThat(MissionJson.readPlan(MissionJson.write(plan)).value()).isEqualTo(plan);
    }
}
