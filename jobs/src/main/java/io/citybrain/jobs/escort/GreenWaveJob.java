package io.citybrain.jobs.escort;

import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.influxdb.InfluxSink;
import io.citybrain.influxdb.client.TableSchema;
import io.citybrain.jobs.sensing.AlertPublications;
import io.citybrain.jobs.sensing.Inbound;
import io.citybrain.jobs.sensing.JobSinks;
import io.citybrain.jobs.sensing.SensingJob;
import io.citybrain.jobs.sensing.SensingSettings;
import io.citybrain.jobs.sensing.StoreTables;
import io.citybrain.mqtt.MqttSource;
import io.citybrain.wire.NetworkFile;
import io.citybrain.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The green-wave job with its real ends: {@code GreenWaveJob settings.yaml}, the file of the sensing job. */
public final class GreenWaveJob {
    public static final String NAME = "green-wave";

    /** What the shipped Mosquitto allows. */
    private static final int RECEIVE_MAXIMUM = 30_000;

    private static final String SESSION = "escort";
    /**
     * Read at each start: plans, for those that nobody drives any more, and open alerts, which are no state here. The
     * broker gives the session's own filters their retained messages only once; these are left after the reading.
     */
    static final List<String> READ_AT_EACH_START = List.of(Topics.ALL_MISSION_PLANS, Topics.ALL_ALERTS);

    private GreenWaveJob() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("usage: GreenWaveJob SETTINGS.yaml");
        }
        GreenWaveSettings settings = GreenWaveSettingsFile.read(Path.of(arguments[0]));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration());
        build(environment, settings);
        environment.execute(NAME);
    }

    /** What the job needs of Flink, whoever runs it. */
    public static Configuration configuration() {
        Configuration flink = SensingJob.configuration();
        // At 20 times real time the usual 100 ms between two operators would be two seconds of a lease.
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(1));
        return flink;
    }

    /** Puts the job into an environment. All missions are planned together: it has one thread for each operator. */
    public static void build(StreamExecutionEnvironment environment, GreenWaveSettings settings) {
        build(environment, settings, () -> readNetwork(settings));
    }

    static void build(StreamExecutionEnvironment environment, GreenWaveSettings settings, Escort.Roads roads) {
        environment.setParallelism(1);
        DataStream<Inbound> inbound = environment
                .fromSource(source(settings.city()), WatermarkStrategy.noWatermarks(), "read-escort")
                .uid("read-escort")
                .name("read-escort");
        EscortPipeline.build(inbound, ends(settings.city()), settings, roads);
    }

    private static RoadNetwork readNetwork(GreenWaveSettings settings) {
        NetworkFile.Result result = NetworkFile.read(
                Path.of(settings.network()),
                settings.additional().stream().map(Path::of).toList());
        if (result.network() == null) {
            throw new IllegalStateException(
                    "the road network can't be read:\n  " + String.join("\n  ", result.errors()));
        }
        return result.network();
    }

    private static MqttSource<Inbound> source(SensingSettings city) {
        return MqttSource.<Inbound>builder()
                .connection(city.mqtt())
                .clientIdPrefix(city.clientIdPrefix() + "-" + NAME)
                .receiveMaximum(RECEIVE_MAXIMUM)
                .matchRepeatsByContent(city.sessions().repeatsByContent())
                .deserializer(new EscortFeed())
                .session(SESSION, city.sessions().repeatsByContent() ? List.of("#") : EscortFeed.FILTERS)
                .afterCatchUp(READ_AT_EACH_START)
                .build();
    }

    private static EscortPipeline.Ends ends(SensingSettings city) {
        return new EscortPipeline.Ends(
                JobSinks.<MissionPlan>publish(city, "plans", EscortPublications::publish)
                        .build(),
                // While the broker is away commands outlive their leases; new ones need not wait behind them.
                JobSinks.<PriorityCommand>publish(city, "priority", EscortPublications::publish)
                        .dropWhenFull()
                        .build(),
                JobSinks.<CommandOutcome>publish(city, "escort-outcomes", AlertPublications::publish)
                        .dropWhenFull()
                        .build(),
                JobSinks.<Rejection>publish(city, "escort-refused", AlertPublications::publish)
                        .dropWhenFull()
                        .build(),
                store(city));
    }

    private static InfluxSink<EscortLine> store(SensingSettings city) {
        List<TableSchema> tables = new ArrayList<>(StoreTables.all());
        tables.addAll(EscortTables.all());
        return JobSinks.store(city, NAME, tables, EscortLines::write);
    }
}
