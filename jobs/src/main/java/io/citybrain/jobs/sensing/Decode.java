package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.devices.ChirpStack;
import io.citybrain.devices.DeviceDecoder;
import io.citybrain.devices.DeviceFrame;
import io.citybrain.devices.DeviceReport;
import io.citybrain.devices.TheThingsStack;
import io.citybrain.devices.Uplink;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.TopicName;
import io.citybrain.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes to what happened at a sensor. What can't be taken leaves as a {@link Rejection}.
 *
 * <p>It runs in the source's own thread, each lane in order, and each lane carries the registry of its devices: so a
 * device's registry entry is known before its first frame. State: by lane the devices (EUI to sensor), as long as they are
 * registered, and the feed's news; every instance gets all of them back after a restore.
 */
final class Decode extends ProcessFunction<Inbound, SensorEvent> implements CheckpointedFunction {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(Decode.class);

    /** What is not of a sensor; see {@link SortAsides}. */
    static final OutputTag<Aside> ASIDES = new OutputTag<>("asides", TypeInformation.of(Aside.class));

    private static final long ALIVE_EVERY_MILLIS = 1_000;

    /** An observedAt further ahead of the city clock than this is suspect. */
    static final long FUTURE_MILLIS = 60_000;

    private final CityTime time;
    private final boolean alone;

    private transient DeviceDecoder decoder;
    private transient RegistryCheck registry;
    private transient Map<Integer, Lane> lanes;
    private transient ListState<LaneState> state;
    private transient Lane lane;
    private transient int laneNumber;
    private transient long aliveToldAtMillis;
    private transient Counter received;
    private transient Counter refused;
    private transient Counter ignored;
    private transient Counter caughtUp;
    private transient boolean readingBack;

    /**
     * Makes the step.
     *
     * @param alone true if this one and the one that watches all sensors are of one instance each, in one thread
     */
    Decode(CityTime time, boolean alone) {
        this.time = time;
        this.alone = alone;
    }

    @Override
    public void open(OpenContext context) {
        if (alone && getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks() > 1) {
            throw new IllegalStateException(
                    "the sensing job was built for parallelism 1 and can't be made wider while it"
                            + " runs: take a savepoint and start it from there with the parallelism you want in its settings");
        }
        decoder = new DeviceDecoder();
        registry = new RegistryCheck();
        received = getRuntimeContext().getMetricGroup().counter("received");
        refused = getRuntimeContext().getMetricGroup().counter("rejected");
        ignored = getRuntimeContext().getMetricGroup().counter("ignored");
        aliveToldAtMillis = -ALIVE_EVERY_MILLIS;
        caughtUp = getRuntimeContext().getMetricGroup().counter("caughtUp");
    }

    @Override
    public void processElement(Inbound in, Context context, Collector<SensorEvent> out) {
        moveTo(in.lane());
        if (in.feed() == FeedState.ALIVE) {
            tick(in, context, out);
            return;
        }
        if (in.feed() != null) {
            readingBack = in.feed() == FeedState.CAUGHT_UP;
            if (readingBack) {
                caughtUp.inc();
            }
            news(in, context, out);
            return;
        }
        received.inc();
        String reason = decodeSafely(in, context, out);
        if (reason != null) {
            refused.inc();
            context.output(ASIDES, Aside.of(new Rejection(reason, in.topic(), in.payload(), in.receivedAtMillis())));
        }
    }

    /** A message that meets a mistake of ours is refused like any other; the job must not die of it again and again. */
    private String decodeSafely(Inbound in, Context context, Collector<SensorEvent> out) {
        try {
            return decode(in, context, out);
        } catch (RuntimeException e) {
            LOG.error("a message on {} could not be decoded, which is a mistake in City Brain", in.topic(), e);
            return "City Brain made a mistake with this message (" + e + "): please report it with the message";
        }
    }

    /** Before the first tick there is no city time; a feed that catches up by then is good from that tick on. */
    private void news(Inbound in, Context context, Collector<SensorEvent> out) {
        long now = nowMillis(in, context);
        FeedNews news = FeedNews.of(in, now > 0 ? now : Long.MAX_VALUE);
        lane.hear(news);
        tell(news, context, out);
    }

    private void tell(FeedNews news, Context context, Collector<SensorEvent> out) {
        context.output(ASIDES, Aside.of(news));
        if (alone) {
            out.collect(SensorEvent.of(news));
        }
    }

    private void moveTo(int number) {
        if (number != laneNumber || lane == null) {
            laneNumber = number;
            lane = lanes.computeIfAbsent(number, Lane::new);
        }
    }

    /**
     * The log's clock itself has been read where the watermark is made. That its writer is alive is told each second,
     * also while an external clock stands still or has not begun.
     */
    private void tick(Inbound in, Context context, Collector<SensorEvent> out) {
        if (in.cityMillis() > 0) {
            passTick(in.cityMillis(), context, out);
        }
        long now = context.timerService().currentProcessingTime();
        if (in.lane() == 0 && now - aliveToldAtMillis >= ALIVE_EVERY_MILLIS) {
            aliveToldAtMillis = now;
            context.output(ASIDES, Aside.of(FeedNews.of(in, in.cityMillis())));
        }
    }

    private void passTick(long nowMillis, Context context, Collector<SensorEvent> out) {
        lane.tick(nowMillis, news -> tell(news, context, out));
    }

    /**
     * The city's time when a message came in; 0 as long as no clock has ticked. In a log it stands at the message, so
     * that it does not depend on how far other partitions have been read.
     */
    private long nowMillis(Inbound in, Context context) {
        if (in.cityMillis() > 0) {
            return in.cityMillis();
        }
        long watermark = context.timerService().currentWatermark();
        return watermark > 0 ? watermark : time.isUnknownAtFirst() ? 0 : System.currentTimeMillis();
    }

    /** Returns why the message is refused, or null. */
    private String decode(Inbound in, Context context, Collector<SensorEvent> out) {
        TopicName topic = TopicName.parse(in.topic());
        if (topic.isRefused()) {
            return topic.reason();
        }
        return switch (topic.type()) {
            case TELEMETRY -> telemetry(topic, in, context, out);
            case REGISTRY -> registry(topic, in, context, out);
            case ALERT_COMMAND -> command(topic, in, context, out);
            case ALERT -> retainedAlert(topic, in, context, out);
            case CLOCK -> clock(in, context, out);
            case THE_THINGS_STACK -> uplink(TheThingsStack.read(in.payload()), in, context, out);
            case CHIRPSTACK -> uplink(ChirpStack.read(in.payload()), in, context, out);
            case OTHER -> ignore();
        };
    }

    /** A broad filter brings our own messages back; they are not for us. */
    private String ignore() {
        ignored.inc();
        return null;
    }

    private String telemetry(TopicName topic, Inbound in, Context context, Collector<SensorEvent> out) {
        Decoded<Reading> reading = TelemetryJson.read(topic.kind(), topic.sensor(), in.payload());
        if (reading.isRefused()) {
            return reading.reason();
        }
        String suspect = suspectTime(reading.value().observedAtMillis(), in, context);
        if (suspect == null) {
            out.collect(SensorEvent.of(reading.value(), nowMillis(in, context), lane.goodSinceMillis()));
        }
        return suspect;
    }

    /** A time far ahead of the city clock would move the sensor's state beyond all that follows. */
    private String suspectTime(long observedAtMillis, Inbound in, Context context) {
        // The wall clock in-band may lag behind for a moment after a standstill; when the message came in is as good.
        long now = Math.max(nowMillis(in, context), time == CityTime.WALL ? in.receivedAtMillis() : 0);
        long ahead = observedAtMillis - now;
        return now > 0 && ahead > FUTURE_MILLIS
                ? "observedAt is " + ahead / 1000
                        + " s ahead of the city clock (60 s are allowed): set the device's clock"
                : null;
    }

    private String registry(TopicName topic, Inbound in, Context context, Collector<SensorEvent> out) {
        if (in.payload().length == 0) {
            lane.remove(topic.sensor());
            if (!in.copy()) {
                out.collect(SensorEvent.removed(topic.sensor(), nowMillis(in, context), lane.goodSinceMillis()));
            }
            return null;
        }
        Decoded<SensorEntry> decoded = RegistryJson.read(topic.sensor(), in.payload());
        if (decoded.isRefused()) {
            return in.copy() ? null : decoded.reason();
        }
        SensorEntry entry = decoded.value();
        List<String> errors = registry.errors(entry);
        if (!errors.isEmpty()) {
            return in.copy() ? null : String.join("; ", errors);
        }
        lane.register(entry);
        if (!in.copy()) {
            out.collect(SensorEvent.registered(entry, nowMillis(in, context), lane.goodSinceMillis()));
        }
        return null;
    }

    private String command(TopicName topic, Inbound in, Context context, Collector<SensorEvent> out) {
        var command = AlertJson.readCommand(topic.kindName(), topic.sensor(), topic.rule(), in.payload());
        if (!command.isRefused()) {
            out.collect(SensorEvent.of(command.value(), nowMillis(in, context), lane.goodSinceMillis()));
        }
        return command.reason();
    }

    /**
     * Our own alerts as the broker kept them from before the start, once the backlog is through that may explain them.
     */
    private String retainedAlert(TopicName topic, Inbound in, Context context, Collector<SensorEvent> out) {
        if (in.payload().length == 0 || !in.retained() || !(readingBack || time == CityTime.LOG)) {
            return ignore();
        }
        var alert = AlertJson.read(in.payload());
        if (alert.isRefused()) {
            return alert.reason();
        }
        Alert retained = alert.value();
        if (!Topics.alert(retained.kind(), retained.sensor(), retained.rule()).equals(in.topic())) {
            return "this retained alert is of " + retained.rule() + " at " + retained.sensor() + ", not of "
                    + topic.rule() + " at " + topic.sensor() + ": remove it with an empty retained message";
        }
        if (retained.kind().equals(Alert.FEED)) {
            context.output(ASIDES, Aside.of(FeedNews.retained(retained)));
        } else {
            out.collect(SensorEvent.retained(retained, nowMillis(in, context), lane.goodSinceMillis()));
        }
        return null;
    }

    /** The clock itself has been read where the watermark is made. */
    private String clock(Inbound in, Context context, Collector<SensorEvent> out) {
        if (time != CityTime.EXTERNAL) {
            return "this city runs on the wall clock: start it with clock: external to let " + in.topic() + " drive it";
        }
        Decoded<ClockTick> tick = ClockJson.read(in.payload());
        if (!tick.isRefused()) {
            passTick(tick.value().nowMillis(), context, out);
        }
        return tick.reason();
    }

    private String uplink(Decoded<Uplink> uplink, Inbound in, Context context, Collector<SensorEvent> out) {
        if (uplink.isRefused()) {
            return uplink.reason();
        }
        SensorEntry entry = lane.find(uplink.value().eui());
        if (entry == null) {
            return "device " + uplink.value().eui() + " is not in the registry: publish an entry with device.eui and"
                    + " device.codec";
        }
        Decoded<DeviceFrame> frame = decoder.decode(uplink.value(), entry);
        if (frame.isRefused()) {
            return frame.reason();
        }
        String suspect = suspectTime(uplink.value().observedAtMillis(), in, context);
        if (suspect != null) {
            return suspect;
        }
        DeviceReport report = frame.value().report();
        context.output(ASIDES, Aside.of(report));
        for (Reading reading : frame.value().readings()) {
            out.collect(SensorEvent.of(reading, nowMillis(in, context), lane.goodSinceMillis()));
        }
        if (frame.value().readings().isEmpty() || DeviceReport.HISTORY.equals(report.report())) {
            out.collect(SensorEvent.heard(
                    entry.sensor(), report.observedAtMillis(), nowMillis(in, context), lane.goodSinceMillis()));
        }
        return null;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        lanes = new HashMap<>();
        state = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("lanes", TypeInformation.of(LaneState.class)));
        for (LaneState told : state.get()) {
            Lane known = lanes.get(told.lane());
            if (known == null || told.changes() > known.changes()) {
                // By MQTT each session tells its news anew at each start; a log is read on from where it was.
                lanes.put(told.lane(), Lane.of(told, time == CityTime.LOG));
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.clear();
        for (Lane told : lanes.values()) {
            state.add(told.state());
        }
    }
}
