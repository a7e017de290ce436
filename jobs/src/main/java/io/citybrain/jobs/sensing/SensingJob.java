package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.jobs.sensing.SensingSettings.KafkaUse;
import io.citybrain.kafka.EventEncoder;
import io.citybrain.kafka.KafkaEventSink;
import io.citybrain.kafka.KafkaLogSource;
import io.citybrain.kafka.log.KafkaConnection;
import io.citybrain.kafka.log.KafkaTopics;
import io.citybrain.kafka.log.LogCheck;
import io.citybrain.mqtt.MqttSource;
import io.citybrain.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The sensing job with its real ends: {@code SensingJob settings.yaml}. */
public final class SensingJob {
    public static final String NAME = "sensing";

    /** What waits for a dead store goes into every checkpoint: small, because one is made each second; then to disk. */

    /** What the shipped Mosquitto allows. */
    private static final int RECEIVE_MAXIMUM = 30_000;

    private SensingJob() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("usage: SensingJob SETTINGS.yaml");
        }
        SensingSettings settings = SensingSettingsFile.read(Path.of(arguments[0]));
        if (settings.readsLog()) {
            KafkaUse kafka = settings.kafka();
            LogCheck.requirePartitions(
                    new KafkaConnection(kafka.servers(), kafka.properties()),
                    topics(kafka).inbound(),
                    settings.parallelism());
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration());
        build(environment, settings);
        environment.execute(NAME);
    }

    /** What the job needs of Flink, whoever runs it. Where checkpoints go is the cluster's to say. */
    public static Configuration configuration() {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(PipelineOptions.MAX_PARALLELISM, SensingSettings.MAX_PARALLELISM);
        flink.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(100));
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(2));
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3);
        flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        return flink;
    }

    /** Puts the job into an environment. */
    public static void build(StreamExecutionEnvironment environment, SensingSettings settings) {
        environment.setParallelism(settings.parallelism());
        DataStream<Inbound> inbound = settings.readsLog() ? log(environment, settings) : mqtt(environment, settings);
        SensingPipeline.build(inbound, ends(settings), settings.time());
    }

    private static DataStream<Inbound> mqtt(StreamExecutionEnvironment environment, SensingSettings settings) {
        return environment
                .fromSource(source(settings), CityClockWatermarks.strategy(settings.time()), "read-telemetry")
                .setParallelism(settings.sessions().filters().size())
                .uid("read-telemetry")
                .name("read-telemetry");
    }

    private static DataStream<Inbound> log(StreamExecutionEnvironment environment, SensingSettings settings) {
        KafkaUse kafka = settings.kafka();
        return environment
                .fromSource(
                        KafkaLogSource.<Inbound>builder()
                                .servers(kafka.servers())
                                .topic(topics(kafka).inbound())
                                .group(settings.clientIdPrefix() + "-" + NAME)
                                .properties(properties(kafka))
                                .deserializer(new LoggedMessages())
                                .build(),
                        CityClockWatermarks.strategy(CityTime.LOG),
                        "read-log")
                .uid("read-log")
                .name("read-log");
    }

    private static KafkaTopics topics(KafkaUse kafka) {
        return new KafkaTopics(kafka.topicPrefix(), KafkaTopics.DEFAULT_PARTITIONS);
    }

    private static Properties properties(KafkaUse kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka.properties());
        return properties;
    }

    /** The first session also reads back the alerts that the broker retains from before the start. */
    private static MqttSource<Inbound> source(SensingSettings settings) {
        MqttSource.Builder<Inbound> source = MqttSource.<Inbound>builder()
                .connection(settings.mqtt())
                .clientIdPrefix(settings.clientIdPrefix())
                // Acknowledged once a second, so this is the most messages a second of a session.
                .receiveMaximum(RECEIVE_MAXIMUM)
                .matchRepeatsByContent(settings.sessions().repeatsByContent())
                .deserializer(new InboundMessages());
        boolean first = true;
        for (var session : settings.sessions().filters().entrySet()) {
            source.session(session.getKey(), session.getValue());
            if (first) {
                source.afterCatchUp(List.of(Topics.ALL_ALERTS));
            }
            first = false;
        }
        return source.build();
    }

    private static SensingPipeline.Ends ends(SensingSettings settings) {
        return new SensingPipeline.Ends(
                JobSinks.<Alert>publish(settings, "alerts", AlertPublications::publish)
                        .build(),
                // A flood of garbage must not stop detection; the store has what is dropped here.
                JobSinks.<Rejection>publish(settings, "refused", AlertPublications::publish)
                        .dropWhenFull()
                        .build(),
                JobSinks.<CommandOutcome>publish(settings, "outcomes", AlertPublications::publish)
                        .dropWhenFull()
                        .build(),
                JobSinks.<Reading>store(settings, "readings", StoreTables.all(), StoreLines::write),
                JobSinks.<Stored>store(settings, "events", StoreTables.all(), StoreLines::write),
                logEnds(settings.kafka()));
    }

    private static SensingPipeline.LogEnds logEnds(KafkaUse kafka) {
        if (kafka == null) {
            return new SensingPipeline.LogEnds(null, null, null);
        }
        KafkaTopics topics = topics(kafka);
        return new SensingPipeline.LogEnds(
                kafka.alerts()
                        ? SensingJob.<Alert>events(kafka, topics.alerts(), CloudEvents::of)
                                .build()
                        : null,
                kafka.alerts() ? SensingJob.<Rejection>bulk(kafka, topics.refused(), CloudEvents::of) : null,
                kafka.readings() ? SensingJob.<Reading>bulk(kafka, topics.readings(), CloudEvents::of) : null);
    }

    private static <T> KafkaEventSink.Builder<T> events(KafkaUse kafka, String topic, EventEncoder<T> encoder) {
        return KafkaEventSink.<T>builder()
                .servers(kafka.servers())
                .topic(topic)
                .properties(properties(kafka))
                .encoder(encoder);
    }

    /**
     * While Kafka is away nothing comes in from it either, and what was read waits. Fed by MQTT, detection must not wait
     * for Kafka: what it can't take is in the store.
     */
    private static <T> Sink<T> bulk(KafkaUse kafka, String topic, EventEncoder<T> encoder) {
        KafkaEventSink.Builder<T> events = events(kafka, topic, encoder);
        return (kafka.ingest() ? events : events.dropWhenFull()).build();
    }
}
