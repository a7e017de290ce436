package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The sensing job as one sentence: decode what comes in, watch the sensors, hold what the clock decided until a
 * checkpoint has it, publish and store. Ends are injected; tests call it with other ends.
 */
public final class SensingPipeline {

    /** Where everything goes. */
    public record Ends(
            Sink<Alert> alerts,
            Sink<Rejection> refused,
            Sink<CommandOutcome> outcomes,
            Sink<Reading> readings,
            Sink<Stored> events,
            LogEnds log) {

        public Ends(
                Sink<Alert> alerts,
                Sink<Rejection> refused,
                Sink<CommandOutcome> outcomes,
                Sink<Reading> readings,
                Sink<Stored> events) {
            this(alerts, refused, outcomes, readings, events, new LogEnds(null, null, null));
        }
    }

    /** What also goes into a log; null = it does not. */
    record LogEnds(Sink<Alert> alerts, Sink<Rejection> refused, Sink<Reading> readings) {}

    private SensingPipeline() {}

    public static void build(DataStream<Inbound> inbound, Ends ends, CityTime time) {
        SingleOutputStreamOperator<SensorEvent> decoded = inbound.process(new Decode(time))
                // The source's own thread: else a session's messages would be dealt out and lose their order.
                .setParallelism(inbound.getParallelism())
                .uid("decode")
                .name("decode");
        DataStream<FeedNews> feed = decoded.getSideOutput(Decode.FEED);
        BroadcastStream<FeedNews> feedForAll = feed.broadcast(WatchSensors.NO_BROADCAST_STATE);

        SingleOutputStreamOperator<Alert> watched = decoded.keyBy(SensorEvent::sensor)
                .connect(feedForAll)
                .process(new WatchSensors(time))
                .uid("watch-sensors")
                .name("watch-sensors");
        DataStream<Alert> feedAlerts = feed.keyBy(FeedNews::session)
                .process(new WatchFeed())
                .uid("watch-feed")
                .name("watch-feed");
        SingleOutputStreamOperator<Alert> alerts = watched.union(feedAlerts)
                .keyBy(Alert::sensor)
                .transform("await-checkpoint", TypeInformation.of(Alert.class), new AwaitCheckpoint())
                .uid("await-checkpoint")
                .name("await-checkpoint");
        DataStream<Rejection> refused =
                decoded.getSideOutput(Decode.REFUSED).union(watched.getSideOutput(WatchSensors.REFUSED));

        alerts.sinkTo(ends.alerts()).uid("publish-alerts").name("publish-alerts");
        refused.sinkTo(ends.refused()).uid("publish-refused").name("publish-refused");
        watched.getSideOutput(WatchSensors.OUTCOMES)
                .sinkTo(ends.outcomes())
                .uid("publish-outcomes")
                .name("publish-outcomes");
        watched.getSideOutput(WatchSensors.STORED)
                .sinkTo(ends.readings())
                .uid("write-readings")
                .name("write-readings");
        stored(alerts, refused, decoded)
                .sinkTo(ends.events())
                .uid("write-events")
                .name("write-events");
        log(alerts, ends.log().alerts(), "log-alerts");
        log(refused, ends.log().refused(), "log-refused");
        log(watched.getSideOutput(WatchSensors.STORED), ends.log().readings(), "log-readings");
    }

    private static <T> void log(DataStream<T> stream, Sink<T> end, String name) {
        if (end != null) {
            stream.sinkTo(end).uid(name).name(name);
        }
    }

    private static DataStream<Stored> stored(
            DataStream<Alert> alerts, DataStream<Rejection> refused, SingleOutputStreamOperator<SensorEvent> decoded) {
        TypeInformation<Stored> type = TypeInformation.of(Stored.class);
        return alerts.map(alert -> Stored.of(alert))
                .returns(type)
                .uid("store-alerts")
                .name("store-alerts")
                .union(
                        refused.map(rejection -> Stored.of(rejection))
                                .returns(type)
                                .uid("store-refused")
                                .name("store-refused"),
                        decoded.getSideOutput(Decode.REPORTS)
                                .map(report -> Stored.of(report))
                                .returns(type)
                                .uid("store-reports")
                                .name("store-reports"));
    }
}
