package io.citybrain.jobs.escort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.jobs.sensing.CityTime;
import io.citybrain.jobs.sensing.FeedState;
import io.citybrain.jobs.sensing.Inbound;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.Topics;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DecodeEscortTest {
    private static final long NOW = EscortedCity.START_MILLIS;

    private OneInputStreamOperatorTestHarness<Inbound, EscortMessage> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new DecodeEscort(CityTime.EXTERNAL)));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void hears(String topic, byte[] payload, boolean retained) throws Exception {
        harness.processElement(new StreamRecord<>(new Inbound(topic, payload, retained, NOW, null)));
    }

    private void hears(String topic, String payload) throws Exception {
        hears(topic, payload.getBytes(UTF_8), false);
    }

    private List<EscortMessage> decoded() {
        return harness.extractOutputValues();
    }

    private List<String> refused() {
        var side = harness.getSideOutput(DecodeEscort.REFUSED);
        return side == null
                ? List.of()
                : side.stream()
                        .map(StreamRecord::getValue)
                        .map(Rejection::reason)
                        .toList();
    }

    private void clock(long millis) throws Exception {
        hears(Topics.CLOCK, ClockJson.write(new ClockTick(millis, 20, false)), false);
    }

    @Test
    void whatConcernsAnEscortIsDecoded() throws Exception {
        var request = EscortedCity.request("m/1", 0).request();
        clock(NOW);
        hears(Topics.missionRequest("m/1"), MissionJson.write(request), false);
        hears(Topics.telemetry(Kind.AMBULANCE, "a"), "{\"observedAt\": " + NOW + ", \"edge\": \"E\"}");
        hears(
                Topics.telemetry(Kind.TRAFFIC_FLOW, "e#0"),
                "{\"observedAt\": " + NOW + ", \"vehicles\": 3, \"queuedVehicles\": 1}");
        hears(Topics.telemetry(Kind.TRAFFIC_SIGNAL, "J"), "{\"observedAt\": " + NOW + ", \"state\": \"Gr\"}");

        assertThat(decoded().get(0).clockMillis()).isEqualTo(NOW);
        assertThat(decoded().get(1).request()).isEqualTo(request);
        assertThat(decoded().get(2).position().edge()).isEqualTo("E");
        assertThat(decoded().get(3).flow().edge()).isEqualTo("e#0");
        assertThat(decoded().get(4).signal().state()).isEqualTo("Gr");
        assertThat(refused()).isEmpty();
    }

    @Test
    void onlyTheEscortsOwnMessagesAreRefusedHere() throws Exception {
        hears(Topics.missionRequest("m-1"), "nonsense");
        hears(Topics.telemetry(Kind.AMBULANCE, "a"), "nonsense");
        hears(Topics.priority("J"), "our own");
        hears(Topics.CLOCK, "nonsense");

        assertThat(refused()).hasSize(1);
        assertThat(decoded()).isEmpty();
    }

    @Test
    void aTimeFarAheadOfTheCityClockIsRefusedOrLeftOut() throws Exception {
        clock(NOW);
        hears(Topics.missionCancel("m-1"), "{\"requestedAt\": " + (NOW + 61_000) + "}");
        hears(Topics.telemetry(Kind.AMBULANCE, "a"), "{\"observedAt\": " + (NOW + 61_000) + ", \"edge\": \"E\"}");

        assertThat(refused())
                .containsExactly("its time is more than 60 s ahead of the city clock: set the sender's clock");
        assertThat(decoded()).hasSize(1);
    }

    @Test
    void anAnswerWithoutATimeIsOfNow() throws Exception {
        clock(NOW);
        hears(Topics.priorityStatus("J"), "{\"mission\": \"m-1\", \"sequence\": 7, \"status\": \"granted\"}");

        assertThat(decoded().get(1).status())
                .isEqualTo(new PriorityStatus("J", "m-1", 7, PriorityStatus.GRANTED, null, NOW));
    }

    @Test
    void plansThatTheBrokerKeptAreReadOnceTheBacklogIsThrough() throws Exception {
        byte[] plan = "{\"mission\":\"m-1\",\"revision\":1,\"plannedAt\":%d,\"status\":\"under-way\"}"
                .formatted(NOW)
                .getBytes(UTF_8);
        hears(Topics.missionPlan("m-1"), plan, true);
        harness.processElement(new StreamRecord<>(new Inbound("escort", new byte[0], false, NOW, FeedState.CAUGHT_UP)));
        hears(Topics.missionPlan("m-1"), plan, true);
        hears(Topics.missionPlan("m-1"), plan, false);
        hears(Topics.missionPlan("m-2"), plan, true);

        assertThat(decoded()).hasSize(1);
        assertThat(decoded().get(0).retained().mission()).isEqualTo("m-1");
        assertThat(refused()).hasSize(1);
    }

    @Test
    void anAlertOfASignalOpensAndCloses() throws Exception {
        clock(NOW);
        hears(Topics.alert("traffic-signal", "J", "signal-dark"), "");

        assertThat(decoded().get(1).alert()).isEqualTo(new SignalAlert("J", "signal-dark", false, NOW));
    }

    @Test
    void aReleaseOfAllThatTheBrokerKeptFromBeforeIsRefused() throws Exception {
        String command = "{\"commandId\": \"c\", \"command\": \"release-all\", \"by\": \"Li\", \"at\": " + NOW + "}";
        clock(NOW);
        hears(Topics.ESCORT_COMMANDS, command.getBytes(UTF_8), true);
        hears(Topics.ESCORT_COMMANDS, new byte[0], true);
        assertThat(refused()).singleElement().asString().contains("must not be retained");

        int before = decoded().size();
        hears(Topics.ESCORT_COMMANDS, command);
        assertThat(decoded()).hasSize(before + 1);
    }
}
