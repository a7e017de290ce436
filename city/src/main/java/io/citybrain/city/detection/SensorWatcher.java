package io.citybrain.city.detection;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/**
 * Watches one sensor at a time: {@code (watch, what happened) -> watch'}, telling {@link Findings} what people must
 * know. It has no memory of its own and no clock.
 *
 * <p>Missing values change nothing. Late readings are not judged. Doubled ones are dropped. What time decides is decided
 * the same way whether the clock or the next reading brings the news: an on-delay that ran out before a reading raises
 * with the time at which it ran out.
 */
public final class SensorWatcher {
    /** The same sequence within this time is the same message, by way of another gateway. */
    private static final long SAME_SEQUENCE_MILLIS = 10_000;

    private final RuleBook rules;

    public SensorWatcher(RuleBook rules) {
        this.rules = rules;
    }

    /** What the reading is to this sensor. */
    public Heard classify(SensorWatch watch, Reading reading) {
        if (watch == null) {
            return Heard.UNREGISTERED;
        }
        if (reading.kind() != watch.sensor().kind()) {
            return Heard.WRONG_KIND;
        }
        long at = reading.observedAtMillis();
        boolean sameSequence = reading.sequence() >= 0 && reading.sequence() == watch.lastSequence();
        if (sameSequence && at != watch.lastObservedMillis()) {
            return Math.abs(at - watch.lastObservedMillis()) <= SAME_SEQUENCE_MILLIS
                            && SensorWatch.contentOf(reading) == watch.lastContent()
                    ? Heard.DUPLICATE
                    : at < watch.lastObservedMillis() ? Heard.LATE : Heard.NEW;
        }
        if (at < watch.lastObservedMillis()) {
            return Heard.LATE;
        }
        boolean same = at == watch.lastObservedMillis()
                && reading.sequence() == watch.lastSequence()
                && SensorWatch.contentOf(reading) == watch.lastContent();
        return same ? Heard.DUPLICATE : Heard.NEW;
    }

    /** A reading that {@link #classify} calls NEW. */
    public SensorWatch read(SensorWatch watch, Reading reading, Findings findings) {
        SensorWatch heard = heard(watch, reading.observedAtMillis(), findings);
        RuleMemory[] memories = expire(heard, reading.observedAtMillis() - 1, false, findings);
        Rule distrusting = null;
        for (Rule rule : rules.rules(reading.kind())) {
            if (distrusting != null && distrusting.quantity() == rule.quantity()) {
                continue;
            }
            Bounds bounds = boundsOf(heard.sensor(), rule);
            if (Double.isNaN(bounds.raise())) {
                continue;
            }
            RuleMemory before = SensorWatch.find(memories, rule.id());
            RuleMemory known = before == null ? RuleMemory.empty(rule.id()) : before;
            Condition condition = rule.detector().judge(reading, heard.sensor(), bounds, known);
            if (condition == Condition.ABSENT) {
                continue;
            }
            if (rule.detector().distrusts(condition)) {
                distrusting = rule;
            }
            Episode episode = AlarmMachine.judge(
                    known.episode(), condition, reading, rule.detector().value(reading), bounds);
            tell(heard.sensor(), rule, known.episode(), episode, false, findings);
            RuleMemory after =
                    rule.detector().remember(reading, condition, known).with(episode);
            memories = SensorWatch.put(memories, after);
        }
        return heard.observed(reading, memories);
    }

    /** A sign of life without values, such as a configuration report of the device. */
    public SensorWatch heard(SensorWatch watch, long atMillis, Findings findings) {
        if (atMillis <= watch.lastHeardMillis()) {
            return watch;
        }
        RuleMemory silence = watch.find(RuleBook.SILENT);
        if (silence == null) {
            return watch.heard(atMillis);
        }
        // A message that was on its way when the silence was told is older than it.
        Episode over =
                silence.episode().cleared(Math.max(atMillis, silence.episode().raisedAtMillis()));
        tell(watch.sensor(), rules.silent(), silence.episode(), over, false, findings);
        return watch.heard(atMillis).withMemories(SensorWatch.put(watch.memories(), RuleMemory.empty(RuleBook.SILENT)));
    }

    /**
     * The city clock has come to a time.
     *
     * @param feedGoodSinceMillis since when the feed has been connected and drained; Long.MAX_VALUE = it is not, so
     *     silence says nothing
     */
    public SensorWatch pass(SensorWatch watch, long nowMillis, long feedGoodSinceMillis, Findings findings) {
        if (watch.registeredAtMillis() == 0) {
            return pass(watch.withSensor(watch.sensor(), nowMillis), nowMillis, feedGoodSinceMillis, findings);
        }
        RuleMemory[] memories = expire(watch, nowMillis, true, findings);
        long silentFrom = silentFrom(watch, feedGoodSinceMillis);
        if (nowMillis >= silentFrom && SensorWatch.find(memories, RuleBook.SILENT) == null) {
            double heartbeat = watch.sensor().heartbeatSeconds();
            Episode silence = new Episode(
                    Episode.Phase.ACTIVE,
                    silentFrom,
                    0,
                    silentFrom,
                    watch.lastHeardMillis() == 0 ? watch.registeredAtMillis() : watch.lastHeardMillis(),
                    silentFrom,
                    1,
                    AlertState.ACTIVE,
                    0,
                    null,
                    0,
                    Double.NaN,
                    heartbeat,
                    null);
            tell(watch.sensor(), rules.silent(), null, silence, true, findings);
            memories =
                    SensorWatch.put(memories, RuleMemory.empty(RuleBook.SILENT).with(silence));
        }
        return memories == watch.memories() ? watch : watch.withMemories(memories);
    }

    /** When {@link #pass} next has something to decide, given the feed; Long.MAX_VALUE = never. */
    public long deadline(SensorWatch watch, long feedGoodSinceMillis) {
        long next = watch.find(RuleBook.SILENT) == null ? silentFrom(watch, feedGoodSinceMillis) : Long.MAX_VALUE;
        for (RuleMemory memory : watch.memories()) {
            Rule rule = rules.find(watch.sensor().kind(), memory.rule());
            if (memory.episode() != null && rule != null) {
                next = Math.min(next, AlarmMachine.deadline(memory.episode(), boundsOf(watch.sensor(), rule)));
            }
        }
        return next;
    }

    private static long silentFrom(SensorWatch watch, long feedGoodSinceMillis) {
        double heartbeatSeconds = watch.sensor().heartbeatSeconds();
        Limit own = watch.sensor().findLimit(RuleBook.SILENT);
        if (heartbeatSeconds <= 0 || feedGoodSinceMillis == Long.MAX_VALUE || (own != null && own.off())) {
            return Long.MAX_VALUE;
        }
        long from = watch.lastHeardMillis() == 0 ? watch.registeredAtMillis() : watch.lastHeardMillis();
        return Math.max(from, feedGoodSinceMillis) + Math.round(heartbeatSeconds * 1000);
    }

    private RuleMemory[] expire(SensorWatch watch, long nowMillis, boolean byClock, Findings findings) {
        RuleMemory[] memories = watch.memories();
        for (RuleMemory memory : watch.memories()) {
            Rule rule = rules.find(watch.sensor().kind(), memory.rule());
            if (memory.episode() == null || rule == null) {
                continue;
            }
            Bounds bounds = boundsOf(watch.sensor(), rule);
            Episode before = memory.episode();
            Episode after = AlarmMachine.expire(before, bounds, nowMillis);
            while (!after.equals(before)) {
                tell(watch.sensor(), rule, before, after, byClock, findings);
                memories = SensorWatch.put(memories, memory.with(after));
                before = after;
                after = AlarmMachine.expire(before, bounds, nowMillis);
            }
        }
        return memories;
    }

    private static Bounds boundsOf(SensorEntry sensor, Rule rule) {
        return Bounds.of(rule, sensor.findLimit(rule.id()));
    }

    /** Tells people if the step from one episode to the next is one that they must know. */
    static void tell(SensorEntry sensor, Rule rule, Episode before, Episode after, boolean byClock, Findings findings) {
        if (after != null && after.revision() > 0 && (before == null || after.revision() != before.revision())) {
            findings.alert(alert(sensor, rule, after, byClock));
        }
    }

    /** The alert as people see it. */
    static Alert alert(SensorEntry sensor, Rule rule, Episode episode, boolean byClock) {
        boolean cleared = episode.phase() == Episode.Phase.RESTING;
        return new Alert(
                AlertIds.of(rule.id(), sensor.sensor(), episode.startMillis()),
                episode.revision(),
                sensor.kind().topicName(),
                sensor.sensor(),
                rule.id(),
                rule.version(),
                rule.severity(),
                cleared ? AlertState.CLEARED : episode.state(),
                episode.raisedAtMillis(),
                cleared ? episode.sinceMillis() : 0,
                episode.observedAtMillis(),
                episode.changedAtMillis(),
                rule.quantity() == null ? null : rule.quantity().jsonName(),
                episode.value(),
                episode.threshold(),
                rule.unit(),
                sensor.place(),
                sensor.area(),
                rule.words().zhFor(sensor, episode.value(), episode.threshold(), rule.unit()),
                rule.words().enFor(sensor, episode.value(), episode.threshold(), rule.unit()),
                episode.by(),
                byClock);
    }
}
