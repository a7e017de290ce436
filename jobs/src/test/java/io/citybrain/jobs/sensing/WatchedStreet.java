package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.city.sensing.SensorEntry;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** {@link WatchSensors} in Flink's harness, driven by hand in whole seconds of city time. */
final class WatchedStreet implements AutoCloseable {
    static final String SESSION = "telemetry";

    private final KeyedOneInputStreamOperatorTestHarness<String, SensorEvent, Reading> harness;

    private long nowMillis;
    private long feedGoodSinceMillis = Long.MAX_VALUE;

    private WatchedStreet(CityTime time, OperatorSubtaskState restored) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new WatchSensors(time), SensorEvent::sensor, Types.STRING, 360, 1, 0);
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    /** At second 1, the feed caught up since then. */
    static WatchedStreet live() throws Exception {
        return new WatchedStreet(CityTime.WALL, null).clock(1).caughtUp(1);
    }

    /** Before anything is known: no time, no feed. */
    static WatchedStreet beforeTheFirstTick() throws Exception {
        return new WatchedStreet(CityTime.EXTERNAL, null);
    }

    /** Fed from a log; null = from its beginning. */
    static WatchedStreet logged(OperatorSubtaskState state) throws Exception {
        return new WatchedStreet(CityTime.LOG, state);
    }

    static WatchedStreet restored(OperatorSubtaskState state) throws Exception {
        return new WatchedStreet(CityTime.WALL, state);
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    WatchedStreet happens(SensorEvent event) throws Exception {
        harness.processElement(new StreamRecord<>(event));
        return this;
    }

    WatchedStreet register(SensorEntry entry) throws Exception {
        return happens(SensorEvent.registered(entry, nowMillis, feedGoodSinceMillis));
    }

    WatchedStreet remove(String sensor) throws Exception {
        return happens(SensorEvent.removed(sensor, nowMillis, feedGoodSinceMillis));
    }

    WatchedStreet hears(Reading reading) throws Exception {
        return happens(SensorEvent.of(reading, nowMillis, feedGoodSinceMillis));
    }

    WatchedStreet asks(AlertCommand command) throws Exception {
        return happens(SensorEvent.of(command, nowMillis, feedGoodSinceMillis));
    }

    WatchedStreet clock(long seconds) throws Exception {
        nowMillis = seconds * 1000;
        harness.processWatermark(seconds * 1000);
        return this;
    }

    /** A negative time is that of a clock that has not ticked. */
    WatchedStreet feed(FeedState state, long citySeconds) throws Exception {
        long city = citySeconds < 0 ? Long.MAX_VALUE : citySeconds * 1000;
        return news(new FeedNews(SESSION, state, citySeconds * 1000, city));
    }

    WatchedStreet news(FeedNews news) throws Exception {
        if (news.state() != FeedState.SESSION_LOST) {
            feedGoodSinceMillis = news.state() == FeedState.CAUGHT_UP ? news.cityAtMillis() : Long.MAX_VALUE;
        }
        harness.processElement(new StreamRecord<>(SensorEvent.of(news)));
        return this;
    }

    WatchedStreet caughtUp(long citySeconds) throws Exception {
        return feed(FeedState.CAUGHT_UP, citySeconds);
    }

    WatchedStreet lost(long citySeconds) throws Exception {
        return feed(FeedState.LOST, citySeconds);
    }

    WatchedStreet endOfInput() throws Exception {
        harness.processWatermark(Long.MAX_VALUE);
        return this;
    }

    List<Alert> alerts() {
        return told(Aside::alert);
    }

    List<String> story() {
        return alerts().stream().map(Samples::story).toList();
    }

    List<Reading> stored() {
        return harness.extractOutputValues();
    }

    List<Rejection> refused() {
        return told(Aside::rejection);
    }

    List<CommandOutcome> outcomes() {
        return told(Aside::outcome);
    }

    private <T> List<T> told(Function<Aside, T> what) {
        var asides = harness.getSideOutput(WatchSensors.ASIDES);
        return asides == null
                ? List.of()
                : asides.stream()
                        .map(StreamRecord::getValue)
                        .map(what)
                        .filter(Objects::nonNull)
                        .toList();
    }

    int timers() {
        return harness.numEventTimeTimers();
    }

    int states() {
        return ((HeapKeyedStateBackend<?>) ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend())
                .numKeyValueStateEntries();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("the operator can't be closed", e);
        }
    }
}
