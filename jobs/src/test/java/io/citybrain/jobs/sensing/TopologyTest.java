package io.citybrain.jobs.sensing;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/**
 * The shape of the job, by which its state is found again. {@code topology/sensing.txt} holds it: a change of a uid in it
 * is a migration of state, so change it knowingly ({@code -Dcitybrain.golden=true} writes it anew).
 */
final class TopologyTest {
    private static final String GOLDEN = "topology/sensing.txt";
    private static final String GOLDEN_ALONE = "topology/sensing-alone.txt";
    private static final String GOLDEN_OF_THE_LOG = "topology/sensing-kafka.txt";

    private static StreamGraph graph(int parallelism) {
        return graph(parallelism, CityTime.WALL, null);
    }

    private static StreamGraph graphOfTheLog(int parallelism) {
        return graph(
                parallelism,
                CityTime.LOG,
                new SensingSettings.KafkaUse("127.0.0.1:9092", "city.", Map.of(), true, true, true));
    }

    private static StreamGraph graph(int parallelism, CityTime time, SensingSettings.KafkaUse kafka) {
        Map<String, List<String>> sessions = new TreeMap<>();
        sessions.put("a", List.of(Topics.ALL_TELEMETRY));
        sessions.put("b", List.of(Topics.CHIRPSTACK_UPLINKS));
        return graph(parallelism, time, kafka, sessions);
    }

    private static StreamGraph graph(
            int parallelism, CityTime time, SensingSettings.KafkaUse kafka, Map<String, List<String>> sessions) {
        SensingSettings settings = new SensingSettings(
                MqttConnection.of("tcp://127.0.0.1:1883"),
                "city-brain",
                new SensingSettings.Sessions(sessions, false),
                time,
                kafka,
                StoreAddress.influxDb1("http://127.0.0.1:8086", "city"),
                "spool",
                parallelism);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(SensingJob.configuration());
        SensingJob.build(environment, settings);
        return environment.getStreamGraph();
    }

    private static String describe(StreamGraph graph) {
        StringBuilder text = new StringBuilder();
        graph.getStreamNodes().stream()
                .sorted(Comparator.comparing(TopologyTest::uid))
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
                + edge.getPartitioner().toString().toLowerCase(java.util.Locale.ROOT);
    }

    private static String uid(StreamNode node) {
        return String.valueOf(node.getTransformationUID());
    }

    @Test
    void theJobHasTheShapeThatItsStateWasWrittenWith() throws IOException {
        isGolden(describe(graph(4)), GOLDEN);
    }

    @Test
    void andSoItHasWhenItReadsTheLog() throws IOException {
        isGolden(describe(graphOfTheLog(4)), GOLDEN_OF_THE_LOG);
    }

    @Test
    void andSoItHasWhenOneInstanceWatchesAllSensors() throws IOException {
        StreamGraph alone = graph(1, CityTime.WALL, null, Map.of("a", List.of(Topics.ALL_TELEMETRY)));

        isGolden(describe(alone), GOLDEN_ALONE);
        assertThat(alone.getJobGraph().getVertices())
                .as("from the source to the store in one thread, so that no event becomes bytes")
                .anySatisfy(vertex -> assertThat(vertex.getName())
                        .contains("read-telemetry", "decode", "watch-sensors", "write-readings"));
    }

    private void isGolden(String shape, String file) throws IOException {
        if (Boolean.getBoolean("citybrain.golden")) {
            Files.createDirectories(Path.of("src/test/resources/topology"));
            Files.writeString(Path.of("src/test/resources", file), shape);
        }
        try (InputStream golden = getClass().getClassLoader().getResourceAsStream(file)) {
            assertThat(shape).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void everyUidIsAVerbAndAnObjectAndTheName() {
        assertThat(graph(4).getStreamNodes()).allSatisfy(node -> {
            assertThat(uid(node)).matches("[a-z]+(-[a-z]+)*(: Writer)?");
            assertThat(node.getOperatorName()).contains(uid(node));
        });
    }

    /** One session's messages stay in one thread up to the sensor's own: else they would lose their order. */
    @Test
    void theShapeDoesNotDependOnTheParallelism() {
        String one = describe(graph(1)).replaceAll(" x\\d+", "");
        String many = describe(graph(12)).replaceAll(" x\\d+", "");

        assertThat(many.lines().filter(line -> line.contains("read-telemetry")).toList())
                .containsExactlyElementsOf(one.lines()
                        .filter(line -> line.contains("read-telemetry"))
                        .toList());
        assertThat(many).contains("<- read-telemetry forward");
    }

    @Test
    void theJobNeedsNoGenericTypesAndNoGeneratedUids() {
        assertThat(graph(4).getJobGraph().getVertices()).isNotEmpty();
        assertThat(graphOfTheLog(4).getJobGraph().getVertices()).isNotEmpty();
        assertThat(SensingJob.configuration().get(org.apache.flink.configuration.PipelineOptions.GENERIC_TYPES))
                .isFalse();
        assertThat(SensingJob.configuration().get(org.apache.flink.configuration.PipelineOptions.AUTO_GENERATE_UIDS))
                .isFalse();
    }
}
