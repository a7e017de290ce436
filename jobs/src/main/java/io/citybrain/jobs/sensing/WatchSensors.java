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
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The one stateful operator of sensing: one flat record and one lazy timer per registered sensor. De-duplicates, judges,
 * notices silence, raises and clears.
 *
 * <p>Time is the city clock, which comes in-band as the watermark. Missing values change nothing. Late readings are
 * stored, not judged. Doubled ones are dropped. A sensor that is not registered has no state. State and timer live as
 * long as the sensor is registered and are gone when it is removed. Silence is judged only from a heartbeat after this
 * run's feed has caught up.
 */
final class WatchSensors extends KeyedBroadcastProcessFunction<String, SensorEvent, FeedNews, Alert>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    static final OutputTag<Reading> STORED = new OutputTag<>("stored", TypeInformation.of(Reading.class));
    static final OutputTag<Rejection> REFUSED = new OutputTag<>("refused", TypeInformation.of(Rejection.class));
    static final OutputTag<CommandOutcome> OUTCOMES =
            new OutputTag<>("outcomes", TypeInformation.of(CommandOutcome.class));

    /** The feed's news reaches every instance, but none of it is state. */
    static final MapStateDescriptor<?, ?>[] NO_BROADCAST_STATE = {};

    private static final ValueStateDescriptor<SensorWatch> WATCH =
            new ValueStateDescriptor<>("watch", TypeInformation.of(SensorWatch.class));

    private final CityTime time;

    private transient SensorWatcher watcher;
    private transient SensorDesk desk;
    private transient ValueState<SensorWatch> watches;
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
    public void open(OpenContext context) {
        RuleBook rules = RuleBook.standard();
        watcher = new SensorWatcher(rules);
        desk = new SensorDesk(rules);
        watches = getRuntimeContext().getState(WATCH);
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        newestReadingMillis = Long.MIN_VALUE;
        metrics.gauge("newestReadingMillis", (Gauge<Long>) () -> newestReadingMillis);
        duplicates = metrics.counter("duplicates");
        late = metrics.counter("late");
        unregistered = metrics.counter("unregistered");
        judged = metrics.counter("judged");
        refused = metrics.counter("rejected");
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same record = nothing changed = no write
    public void processElement(SensorEvent event, ReadOnlyContext context, Collector<Alert> out) throws Exception {
        SensorWatch before = watches.value();
        SensorWatch now = passTo(event, before, context, out);
        SensorWatch after = event.reading() != null ? read(now, event, context, out) : serve(now, event, context, out);
        SensorWatch timed = after == null ? null : schedule(after, context);
        if (timed == before) {
            return;
        }
        dropTimer(before, timed, context);
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
    private SensorWatch passTo(SensorEvent event, SensorWatch watch, ReadOnlyContext context, Collector<Alert> out) {
        return watch == null || event.arrivedAtMillis() < watch.timerAtMillis()
                ? watch
                : watcher.pass(watch, event.arrivedAtMillis(), event.feedGoodSinceMillis(), findings(out, context));
    }

    private SensorWatch read(SensorWatch watch, SensorEvent event, ReadOnlyContext context, Collector<Alert> out) {
        Reading reading = event.reading();
        newestReadingMillis = Math.max(newestReadingMillis, reading.observedAtMillis());
        Heard heard = watcher.classify(watch, reading);
        switch (heard) {
            case DUPLICATE -> duplicates.inc();
            case WRONG_KIND -> refuse(watch, reading, context);
            case UNREGISTERED -> unregistered.inc();
            case LATE -> late.inc();
            case NEW -> judged.inc();
        }
        if (heard != Heard.DUPLICATE && heard != Heard.WRONG_KIND) {
            context.output(STORED, reading);
        }
        return switch (heard) {
            case NEW -> watcher.read(watch, reading, event.arrivedAtMillis(), findings(out, context));
            case LATE -> watcher.readLate(watch, reading, event.arrivedAtMillis(), findings(out, context));
            case DUPLICATE, UNREGISTERED, WRONG_KIND -> watch;
        };
    }

    private void refuse(SensorWatch watch, Reading reading, ReadOnlyContext context) {
        refused.inc();
        context.output(REFUSED, wrongKind(watch, reading, context.currentProcessingTime()));
    }

    private SensorWatch serve(SensorWatch watch, SensorEvent event, ReadOnlyContext context, Collector<Alert> out) {
        long now = event.arrivedAtMillis();
        Findings findings = findings(out, context);
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
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        SensorWatch watch = watches.value();
        long now = context.timerService().currentWatermark();
        // The end of the input (a bounded source, stop with drain) is no time of the city.
        if (watch == null || watch.timerAtMillis() != timestamp || now == Long.MAX_VALUE) {
            return;
        }
        SensorWatch after = watcher.pass(watch, now, feedGoodSinceMillis, findings(out, context));
        watches.update(schedule(after.withTimer(Long.MAX_VALUE), context));
    }

    /**
     * One lazy timer per sensor: a deadline that moves later leaves it where it is and it looks again when it fires. With
     * the feed down, silence is looked at again a heartbeat from now.
     */
    private SensorWatch schedule(SensorWatch watch, ReadOnlyContext context) {
        long now = context.timerService().currentWatermark();
        boolean feedIsDown = feedGoodSinceMillis == Long.MAX_VALUE;
        long deadline = watcher.deadline(watch, feedIsDown ? now : feedGoodSinceMillis);
        if (deadline >= watch.timerAtMillis()) {
            return watch;
        }
        context.timerService().registerEventTimeTimer(deadline);
        return watch.withTimer(deadline);
    }

    /** An alarm that begins brings the deadline forward, a removal ends it; the old timer would be one too many. */
    private static void dropTimer(SensorWatch before, SensorWatch after, ReadOnlyContext context) {
        long old = before == null ? Long.MAX_VALUE : before.timerAtMillis();
        if (old != Long.MAX_VALUE && (after == null || after.timerAtMillis() != old)) {
            context.timerService().deleteEventTimeTimer(old);
        }
    }

    @Override
    public void processBroadcastElement(FeedNews news, Context context, Collector<Alert> out) throws Exception {
        if (news.retained() != null || news.state() == FeedState.ALIVE) {
            return;
        }
        if (news.state() == FeedState.SESSION_LOST) {
            if (news.lane() == 0) {
                Findings findings = findings(out, outcome -> context.output(OUTCOMES, outcome));
                context.applyToKeyedState(WATCH, (sensor, state) -> desk.republish(state.value(), findings));
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
    public void initializeState(FunctionInitializationContext context) throws Exception {
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
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
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

    private static Findings findings(Collector<Alert> out, ReadOnlyContext context) {
        return findings(out, outcome -> context.output(OUTCOMES, outcome));
    }

    private static Findings findings(Collector<Alert> out, Consumer<CommandOutcome> outcomes) {
        return new Findings() {
            @Override
            public void alert(Alert alert) {
                out.collect(alert);
            }

            @Override
            public void outcome(CommandOutcome outcome) {
                outcomes.accept(outcome);
            }
        };
    }
}
