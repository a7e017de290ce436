package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.detection.Findings;
import io.citybrain.city.detection.Heard;
import io.citybrain.city.detection.RuleBook;
import io.citybrain.city.detection.SensorDesk;
import io.citybrain.city.detection.SensorWatch;
import io.citybrain.city.detection.SensorWatcher;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * The one stateful operator of sensing: one flat record and one lazy timer per registered sensor. De-duplicates, judges,
 * notices silence, raises and clears.
 *
 * <p>Time is the city clock, which comes in-band as the watermark. Missing values change nothing. Late readings are
 * stored, not judged. Doubled ones are dropped. A sensor that is not registered has no state. State and timer live as
 * long as the sensor is registered and are gone when it is removed. Silence is judged only from a heartbeat after this
 * run's feed has caught up.
 *
 * <p>An operator and no Flink function: with one input it can stand in the thread that decodes, see {@link
 * SensingPipeline}, and what a function's context builds for each message is not built.
 */
final class WatchSensors extends AbstractStreamOperator<Reading>
        implements OneInputStreamOperator<SensorEvent, Reading>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1;

    /** All but the readings to be stored; see {@link SortAsides}. */
    static final OutputTag<Aside> ASIDES = new OutputTag<>("asides", TypeInformation.of(Aside.class));

    private static final ValueStateDescriptor<SensorWatch> WATCH =
            new ValueStateDescriptor<>("watch", TypeInformation.of(SensorWatch.class));

    private final CityTime time;

    private transient SensorWatcher watcher;
    private transient SensorDesk desk;
    private transient Findings findings;
    /** One envelope for all readings: nobody keeps it. */
    private transient StreamRecord<Reading> stored;

    private transient ValueState<SensorWatch> watches;
    private transient InternalTimerService<VoidNamespace> timers;
    /** A session's lane to the city time since which it is good; Long.MAX_VALUE = it is not. */
    private transient Map<String, Long> feeds;

    private transient ListState<FeedLane> feedState;

    private transient long feedGoodSinceMillis;
    private transient long newestReadingMillis;
    private transient Counter duplicates;
    private transient Counter late;
    private transient Counter unregistered;
    private transient Counter judged;
    private transient Counter refused;

    WatchSensors(CityTime time) {
        this.time = time;
    }

    @Override
    public void open() throws Exception {
        super.open();
        RuleBook rules = RuleBook.standard();
        watcher = new SensorWatcher(rules);
        desk = new SensorDesk(rules);
        findings = new Told();
        stored = new StreamRecord<>(null);
        watches = getRuntimeContext().getState(WATCH);
        // The name that Flink gives to the timers of its own functions, by which older savepoints have them.
        timers = getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this);
        newestReadingMillis = Long.MIN_VALUE;
        getMetricGroup().gauge("newestReadingMillis", (Gauge<Long>) () -> newestReadingMillis);
        duplicates = getMetricGroup().counter("duplicates");
        late = getMetricGroup().counter("late");
        unregistered = getMetricGroup().counter("unregistered");
        judged = getMetricGroup().counter("judged");
        refused = getMetricGroup().counter("rejected");
    }

    /** News of the feed are of no sensor. */
    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public void setKeyContextElement1(StreamRecord record) {
        String sensor = ((SensorEvent) record.getValue()).sensor();
        if (sensor != null) {
            setCurrentKey(sensor);
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same record = nothing changed = no write
    public void processElement(StreamRecord<SensorEvent> record) throws Exception {
        SensorEvent event = record.getValue();
        if (event.feed() != null) {
            hear(event.feed());
            return;
        }
        SensorWatch before = watches.value();
        SensorWatch now = passTo(event, before);
        SensorWatch after = event.reading() != null ? read(now, event) : serve(now, event);
        SensorWatch timed = after == null ? null : schedule(after);
        if (timed == before) {
            return;
        }
        dropTimer(before, timed);
        if (timed == null) {
            watches.clear();
        } else {
            watches.update(timed);
        }
    }

    /**
     * What the clock decided before the event came in. The watermark is that of the slowest partition; the sensor's own
     * may be ahead, and what its clock had decided there must not depend on the others.
     */
    private SensorWatch passTo(SensorEvent event, SensorWatch watch) {
        return watch == null || event.arrivedAtMillis() < watch.timerAtMillis()
                ? watch
                : watcher.pass(watch, event.arrivedAtMillis(), event.feedGoodSinceMillis(), findings);
    }

    private SensorWatch read(SensorWatch watch, SensorEvent event) {
        Reading reading = event.reading();
        newestReadingMillis = Math.max(newestReadingMillis, reading.observedAtMillis());
        Heard heard = watcher.classify(watch, reading);
        switch (heard) {
            case DUPLICATE -> duplicates.inc();
            case WRONG_KIND -> refuse(watch, reading);
            case UNREGISTERED -> unregistered.inc();
            case LATE -> late.inc();
            case NEW -> judged.inc();
        }
        if (heard != Heard.DUPLICATE && heard != Heard.WRONG_KIND) {
            output.collect(stored.replace(reading));
        }
        return switch (heard) {
            case NEW -> watcher.read(watch, reading, event.arrivedAtMillis(), findings);
            case LATE -> watcher.readLate(watch, reading, event.arrivedAtMillis(), findings);
            case DUPLICATE, UNREGISTERED, WRONG_KIND -> watch;
        };
    }

    private void refuse(SensorWatch watch, Reading reading) {
        refused.inc();
        long now = getProcessingTimeService().getCurrentProcessingTime();
        tell(Aside.of(wrongKind(watch, reading, now)));
    }

    private void tell(Aside aside) {
        output.collect(ASIDES, new StreamRecord<>(aside));
    }

    private SensorWatch serve(SensorWatch watch, SensorEvent event) {
        long now = event.arrivedAtMillis();
        if (event.entry() != null) {
            return desk.register(watch, event.entry(), now, findings);
        }
        if (event.removed()) {
            desk.remove(watch, now, findings);
            return null;
        }
        if (event.command() != null) {
            return desk.command(watch, event.command(), now, findings);
        }
        if (event.retained() != null) {
            desk.reconcile(watch, event.retained(), now, findings);
            return watch;
        }
        return watch == null ? null : watcher.heard(watch, Math.max(event.heardAtMillis(), now), findings);
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        SensorWatch watch = watches.value();
        long now = timers.currentWatermark();
        // The end of the input (a bounded source, stop with drain) is no time of the city.
        if (watch == null || watch.timerAtMillis() != timer.getTimestamp() || now == Long.MAX_VALUE) {
            return;
        }
        SensorWatch after = watcher.pass(watch, now, feedGoodSinceMillis, findings);
        watches.update(schedule(after.withTimer(Long.MAX_VALUE)));
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("sensors have timers of the city clock only, not " + timer);
    }

    /**
     * One lazy timer per sensor: a deadline that moves later leaves it where it is and it looks again when it fires. With
     * the feed down, silence is looked at again a heartbeat from now.
     */
    private SensorWatch schedule(SensorWatch watch) {
        boolean feedIsDown = feedGoodSinceMillis == Long.MAX_VALUE;
        long deadline = watcher.deadline(watch, feedIsDown ? timers.currentWatermark() : feedGoodSinceMillis);
        if (deadline >= watch.timerAtMillis()) {
            return watch;
        }
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, deadline);
        return watch.withTimer(deadline);
    }

    /** An alarm that begins brings the deadline forward, a removal ends it; the old timer would be one too many. */
    private void dropTimer(SensorWatch before, SensorWatch after) {
        long old = before == null ? Long.MAX_VALUE : before.timerAtMillis();
        if (old != Long.MAX_VALUE && (after == null || after.timerAtMillis() != old)) {
            timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, old);
        }
    }

    private void hear(FeedNews news) throws Exception {
        if (news.retained() != null || news.state() == FeedState.ALIVE) {
            return;
        }
        if (news.state() == FeedState.SESSION_LOST) {
            if (news.lane() == 0) {
                this.<String>getKeyedStateBackend()
                        .applyToAllKeys(
                                VoidNamespace.INSTANCE,
                                VoidNamespaceSerializer.INSTANCE,
                                WATCH,
                                (sensor, state) -> desk.republish(state.value(), findings));
            }
            return;
        }
        feeds.put(
                news.session() + "/" + news.lane(),
                news.state() == FeedState.CAUGHT_UP ? news.cityAtMillis() : Long.MAX_VALUE);
        feedGoodSinceMillis = feedGoodSince();
    }

    /** The feed is good since its last lane became good. */
    private long feedGoodSince() {
        return feeds.isEmpty() ? Long.MAX_VALUE : Collections.max(feeds.values());
    }

    /**
     * By MQTT each session tells its news anew at each start, and what it was before says nothing of now. A log is read
     * on from where the checkpoint stands, so what it had told by then still holds.
     */
    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        feeds = new HashMap<>();
        feedState = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("feeds", TypeInformation.of(FeedLane.class)));
        if (time == CityTime.LOG) {
            for (FeedLane lane : feedState.get()) {
                feeds.put(lane.name(), lane.goodSinceMillis());
            }
        }
        feedGoodSinceMillis = feedGoodSince();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        feedState.clear();
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            for (Map.Entry<String, Long> lane : feeds.entrySet()) {
                feedState.add(new FeedLane(lane.getKey(), lane.getValue()));
            }
        }
    }

    private static Rejection wrongKind(SensorWatch watch, Reading reading, long receivedAtMillis) {
        String reason = "sensor " + reading.sensor() + " is registered as "
                + watch.sensor().kind().topicName() + ", but the topic says "
                + reading.kind().topicName() + ": publish under its own kind or change the registry";
        return new Rejection(
                reason,
                Topics.telemetry(reading.kind(), reading.sensor()),
                TelemetryJson.write(reading),
                receivedAtMillis);
    }

    /** What is found goes on to the next steps. */
    private final class Told implements Findings {
        @Override
        public void alert(Alert alert) {
            tell(Aside.of(alert));
        }

        @Override
        public void outcome(CommandOutcome outcome) {
            tell(Aside.of(outcome));
        }
    }
}
