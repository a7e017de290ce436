package io.citybrain.jobs.incidents;

import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.incident.Notification;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.influxdb.InfluxSink;
import io.citybrain.influxdb.client.TableSchema;
import io.citybrain.jobs.sensing.AlertPublications;
import io.citybrain.jobs.sensing.CityClockWatermarks;
import io.citybrain.jobs.sensing.Inbound;
import io.citybrain.jobs.sensing.JobSinks;
import io.citybrain.jobs.sensing.SensingJob;
import io.citybrain.jobs.sensing.SensingSettings;
import io.citybrain.jobs.sensing.StoreTables;
import io.citybrain.mqtt.MqttSource;
import io.citybrain.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The incidents job with its real ends: {@code IncidentJob settings.yaml}, the file of the sensing job. */
public final class IncidentJob {
    public static final String NAME = "incidents";

    /** What the shipped Mosquitto allows. */
    private static final int RECEIVE_MAXIMUM = 30_000;

    /**
     * Read at each start: incidents, for those that nobody knows any more, and open alerts, for those that the broker has
     * kept and the state has not. These filters are left after the reading, so none may be written like one of the
     * session's own: it would be left with it.
     */
    static final List<String> READ_AT_EACH_START = List.of(Topics.ALL_INCIDENTS, Topics.ROOT + "alerts/#");

    private IncidentJob() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("usage: IncidentJob SETTINGS.yaml");
        }
        IncidentJobSettings settings = IncidentSettingsFile.read(Path.of(arguments[0]));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration());
        build(environment, settings);
        environment.execute(NAME);
    }

    /** What the job needs of Flink, whoever runs it. */
    public static Configuration configuration() {
        Configuration flink = SensingJob.configuration();
        // An alert must be an incident on a screen within 200 ms; the usual 100 ms between two operators are too many.
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        return flink;
    }

    /** Puts the job into an environment. */
    public static void build(StreamExecutionEnvironment environment, IncidentJobSettings settings) {
        SensingSettings city = settings.city();
        environment.setParallelism(city.parallelism());
        DataStream<Inbound> inbound = environment
                .fromSource(source(city), CityClockWatermarks.strategy(city.time()), "read-alerts")
                .setParallelism(1)
                .uid("read-alerts")
                .name("read-alerts");
        IncidentPipeline.build(inbound, ends(city), settings.grids(), settings.rules());
    }

    private static MqttSource<Inbound> source(SensingSettings city) {
        return MqttSource.<Inbound>builder()
                .connection(city.mqtt())
                .clientIdPrefix(city.clientIdPrefix() + "-" + NAME)
                .receiveMaximum(RECEIVE_MAXIMUM)
                .matchRepeatsByContent(city.sessions().repeatsByContent())
                .deserializer(new IncidentFeed())
                .session("alerts", city.sessions().repeatsByContent() ? List.of("#") : IncidentFeed.FILTERS)
                .afterCatchUp(READ_AT_EACH_START)
                .build();
    }

    private static IncidentPipeline.Ends ends(SensingSettings city) {
        return new IncidentPipeline.Ends(
                JobSinks.<IncidentChange>publish(city, "incident-states", IncidentPublications::publish)
                        .build(),
                JobSinks.<Notification>publish(city, "notifications", IncidentPublications::publish)
                        .dropWhenFull()
                        .build(),
                JobSinks.<CommandOutcome>publish(city, "incident-outcomes", AlertPublications::publish)
                        .dropWhenFull()
                        .build(),
                JobSinks.<Rejection>publish(city, "incident-refused", AlertPublications::publish)
                        .dropWhenFull()
                        .build(),
                store(city));
    }

    private static InfluxSink<IncidentLine> store(SensingSettings city) {
        List<TableSchema> tables = new ArrayList<>(StoreTables.all());
        tables.addAll(IncidentTables.all());
        return JobSinks.store(city, NAME, tables, IncidentLines::write);
    }
}
