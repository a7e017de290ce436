package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.devices.DeviceReport;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;

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
        boolean alone = inbound.getParallelism() == 1
                && inbound.getExecutionEnvironment().getParallelism() == 1;
        SingleOutputStreamOperator<SensorEvent> decoded = inbound.process(new Decode(time, alone))
                // The source's own thread: else a session's messages would be dealt out and lose their order.
                .setParallelism(inbound.getParallelism())
                .uid("decode")
                .name("decode");
        SingleOutputStreamOperator<Alert> toldByDecode = decoded.getSideOutput(Decode.ASIDES)
                .process(new SortAsides())
                .setParallelism(inbound.getParallelism())
                .uid("sort-decoded")
                .name("sort-decoded");
        SingleOutputStreamOperator<Reading> readings = (alone
                        ? watchAlone(decoded, time)
                        : watch(decoded, toldByDecode.getSideOutput(SortAsides.FEED_FOR_ALL), time))
                .uid("watch-sensors")
                .name("watch-sensors");
        SingleOutputStreamOperator<Alert> toldBySensors = readings.getSideOutput(WatchSensors.ASIDES)
                .process(new SortAsides())
                .uid("sort-watched")
                .name("sort-watched");
        DataStream<Alert> feedAlerts = toldByDecode
                .getSideOutput(SortAsides.FEED)
                .keyBy(FeedNews::session)
                .process(new WatchFeed())
                .uid("watch-feed")
                .name("watch-feed");
        SingleOutputStreamOperator<Alert> alerts = toldBySensors
                .union(feedAlerts)
                .keyBy(Alert::sensor)
                .transform("await-checkpoint", TypeInformation.of(Alert.class), new AwaitCheckpoint())
                .uid("await-checkpoint")
                .name("await-checkpoint");
        DataStream<Rejection> refused =
                toldByDecode.getSideOutput(SortAsides.REFUSED).union(toldBySensors.getSideOutput(SortAsides.REFUSED));

        alerts.sinkTo(ends.alerts()).uid("publish-alerts").name("publish-alerts");
        refused.sinkTo(ends.refused()).uid("publish-refused").name("publish-refused");
        toldBySensors
                .getSideOutput(SortAsides.OUTCOMES)
                .sinkTo(ends.outcomes())
                .uid("publish-outcomes")
                .name("publish-outcomes");
        readings.sinkTo(ends.readings()).uid("write-readings").name("write-readings");
        stored(alerts, refused, toldByDecode.getSideOutput(SortAsides.REPORTS))
                .sinkTo(ends.events())
                .uid("write-events")
                .name("write-events");
        log(alerts, ends.log().alerts(), "log-alerts");
        log(refused, ends.log().refused(), "log-refused");
        log(readings, ends.log().readings(), "log-readings");
    }

    /**
     * One instance has all sensors, so no event needs to go anywhere: it stays in the thread in which it was decoded,
     * never becomes bytes, and the feed's news stand among the events.
     */
    private static SingleOutputStreamOperator<Reading> watchAlone(DataStream<SensorEvent> decoded, CityTime time) {
        return DataStreamUtils.reinterpretAsKeyedStream(decoded, SensorEvent::sensor, Types.STRING)
                .transform("watch-sensors", TypeInformation.of(Reading.class), new WatchSensors(time));
    }

    /** Events go to the instance of their sensor, the feed's news to all; the operator's one input takes both. */
    private static SingleOutputStreamOperator<Reading> watch(
            DataStream<SensorEvent> decoded, DataStream<SensorEvent> feedForAll, CityTime time) {
        SingleOutputStreamOperator<Reading> watched = decoded.keyBy(SensorEvent::sensor)
                .union(feedForAll.broadcast())
                .transform("watch-sensors", TypeInformation.of(Reading.class), new WatchSensors(time));
        // A union of a keyed and a broadcast stream is no KeyedStream to the API, but its state is by sensor all the
        // same.
        @SuppressWarnings("unchecked") // it is what transform has just made of this stream
        OneInputTransformation<SensorEvent, Reading> keyed =
                (OneInputTransformation<SensorEvent, Reading>) watched.getTransformation();
        keyed.setStateKeySelector((KeySelector<SensorEvent, String>) SensorEvent::sensor);
        keyed.setStateKeyType(Types.STRING);
        return watched;
    }

    private static <T> void log(DataStream<T> stream, Sink<T> end, String name) {
        if (end != null) {
            stream.sinkTo(end).uid(name).name(name);
        }
    }

    private static DataStream<Stored> stored(
            DataStream<Alert> alerts, DataStream<Rejection> refused, DataStream<DeviceReport> reports) {
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
                        reports.map(report -> Stored.of(report))
                                .returns(type)
                                .uid("store-reports")
                                .name("store-reports"));
    }
}
