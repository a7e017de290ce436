package io.citybrain.jobs.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.incident.Incident;
import io.citybrain.city.incident.IncidentSettings;
import io.citybrain.city.incident.Notification;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.jobs.sensing.CityTime;
import io.citybrain.jobs.sensing.SensingSettings;
import io.citybrain.mqtt.client.MqttConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
final class IncidentShapeTest {
    private static final String GOLDEN = "topology/incidents.txt";

    private static StreamGraph graph(int parallelism) {
        SensingSettings city = new SensingSettings(
                MqttConnection.of("tcp://127.0.0.1:1883"),
                "city-brain",
                SensingSettings.Sessions.one(),
                CityTime.WALL,
                null,
                StoreAddress.influxDb1("http://127.0.0.1:8086", "city"),
                "spool",
                parallelism);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(IncidentJob.configuration());
        IncidentJob.build(environment, new IncidentJobSettings(city, HandledTown.GRIDS, IncidentSettings.DEFAULTS));
        return environment.getStreamGraph();
    }

    private static String uid(StreamNode node) {
        return String.valueOf(node.getTransformationUID());
    }

    private static String describe(StreamGraph graph) {
        StringBuilder text = new StringBuilder();
        graph.getStreamNodes().stream()
                .sorted(Comparator.comparing(IncidentShapeTest::uid))
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
        String shape = describe(graph(4));
        if (Boolean.getBoolean("citybrain.golden")) {
            Files.writeString(Path.of("src/test/resources", GOLDEN), shape);
        }
        try (InputStream golden = getClass().getClassLoader().getResourceAsStream(GOLDEN)) {
            assertThat(shape).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void everyUidIsAVerbAndAnObjectAndTheName() {
        assertThat(graph(1).getStreamNodes()).allSatisfy(node -> {
            assertThat(uid(node)).matches("[a-z]+(-[a-z]+)*(: Writer)?");
            assertThat(node.getOperatorName()).contains(uid(node));
        });
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IncidentMessage.class,
                IncidentChange.class,
                IncidentLine.class,
                Incident.class,
                Notification.class
            })
    void whatFlowsAndWhatIsStateIsAPojoAllTheWayDown(Class<?> record) {
        SerializerConfigImpl strict = new SerializerConfigImpl();
        strict.setGenericTypes(false);

        TypeInformation<?> type = TypeInformation.of(record);

        assertThat(type).isInstanceOf(PojoTypeInfo.class);
        assertThat(type.createSerializer(strict)).isNotNull();
    }
}
