package io.citybrain.jobs.escort;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.greenwave.Mission;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.SignalLease;
import io.citybrain.city.sensing.Kind;
import io.citybrain.jobs.sensing.CityTime;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By what the job's state is found again: uids, types. {@code -Dcitybrain.golden=true} writes the shape anew. */
final class EscortShapeTest {
    private static final String GOLDEN = "topology/green-wave.txt";

    private static StreamGraph graph() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(GreenWaveJob.configuration());
        GreenWaveJob.build(environment, EscortedCity.settings(CityTime.WALL));
        return environment.getStreamGraph();
    }

    private static String uid(StreamNode node) {
        return String.valueOf(node.getTransformationUID());
    }

    private static String describe(StreamGraph graph) {
        StringBuilder text = new StringBuilder();
        graph.getStreamNodes().stream()
                .sorted(Comparator.comparing(EscortShapeTest::uid))
                .forEach(node -> {
                    text.append(uid(node))
                            .append(" x")
                            .append(node.getParallelism())
                            .append('\n');
                    node.getInEdges().stream()
                            .map(edge -> describe(graph, edge))
                            .sorted()
                            .forEach(edge -> text.append("  <- ").append(edge).append('\n'));
                });
        return text.toString();
    }

    private static String describe(StreamGraph graph, StreamEdge edge) {
        String side =
                edge.getOutputTag() == null ? "" : " (" + edge.getOutputTag().getId() + ")";
        return uid(graph.getStreamNode(edge.getSourceId())) + side + " "
                + edge.getPartitioner().toString().toLowerCase(Locale.ROOT);
    }

    @Test
    void theJobHasTheShapeThatItsStateWasWrittenWith() throws IOException {
        String shape = describe(graph());
        if (Boolean.getBoolean("citybrain.golden")) {
            Files.writeString(Path.of("src/test/resources", GOLDEN), shape);
        }
        try (InputStream golden = getClass().getClassLoader().getResourceAsStream(GOLDEN)) {
            assertThat(shape).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void everyUidIsAVerbAndAnObjectAndTheName() {
        assertThat(graph().getStreamNodes()).allSatisfy(node -> {
            assertThat(uid(node)).matches("[a-z]+(-[a-z]+)*(: Writer)?");
            assertThat(node.getOperatorName()).contains(uid(node));
        });
    }

    /** The broker gives the filters of a session that it knows no retained messages, and alerts are no state here. */
    @Test
    void retainedPlansAndOpenAlertsAreReadAtEachStart() {
        String plan = Topics.missionPlan("m-1");
        String alert = Topics.alert(Kind.TRAFFIC_SIGNAL.topicName(), "B2", "signal-dark");

        assertThat(List.of(plan, alert))
                .allSatisfy(topic -> assertThat(GreenWaveJob.READ_AT_EACH_START)
                        .anyMatch(filter -> io.citybrain.mqtt.client.Topics.matches(filter, topic)));
        // they are unsubscribed after the reading
        assertThat(EscortFeed.FILTERS).doesNotContainAnyElementsOf(GreenWaveJob.READ_AT_EACH_START);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                EscortMessage.class,
                EscortLine.class,
                Mission.class,
                SignalLease.class,
                MissionPlan.class,
                PriorityCommand.class
            })
    void whatFlowsAndWhatIsStateIsAPojoAllTheWayDown(Class<?> record) {
        SerializerConfigImpl strict = new SerializerConfigImpl();
        strict.setGenericTypes(false);

        TypeInformation<?> type = TypeInformation.of(record);

        assertThat(type).isInstanceOf(PojoTypeInfo.class);
        assertThat(type.createSerializer(strict)).isNotNull();
    }
}
