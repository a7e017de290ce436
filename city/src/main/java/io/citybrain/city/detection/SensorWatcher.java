package io.citybrain.city.detection;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import java.util.List;

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

    /** How far another message of the same sensor may have overtaken an alarm. */
    private static final long OVERTAKEN_MILLIS = 60_000;

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

    /**
     * A reading that {@link #classify} calls NEW.
     *
     * @param nowMillis the city time at which it came in; 0 = not known yet
     */
    public SensorWatch read(SensorWatch watch, Reading reading, long nowMillis, Findings findings) {
        long heardMillis = Math.max(reading.observedAtMillis(), nowMillis);
        RuleMemory[] memories = expireBefore(watch, endSilence(watch, heardMillis, findings), reading, findings);
        Rule distrusting = null;
        List<Rule> inOrder = rules.rules(reading.kind());
        List<RuleMemory> nothing = rules.nothing(reading.kind());
        for (int i = 0; i < inOrder.size(); i++) {
            Rule rule = inOrder.get(i);
            if (distrusting != null && distrusting.quantity() == rule.quantity()) {
                continue;
            }
            Bounds bounds = boundsOf(watch.sensor(), rule);
            if (Double.isNaN(bounds.raise())) {
                continue;
            }
            RuleMemory known = known(memories, nothing.get(i));
            Condition condition = rule.detector().judge(reading, watch.sensor(), bounds, known);
            if (condition == Condition.ABSENT) {
                continue;
            }
            if (rule.detector().distrusts(condition)) {
                distrusting = rule;
            }
            Episode episode = known.episode();
            // Almost always all is well, and then there is nothing to put together.
            if (episode != null || condition.isBad()) {
                episode = AlarmMachine.judge(episode, condition, seen(rule, reading, nowMillis), bounds);
                tell(watch.sensor(), rule, known.episode(), episode, false, findings);
            }
            memories = SensorWatch.put(
                    memories,
                    rule.detector().remember(reading, condition, known).with(episode));
        }
        return watch.observed(reading, heardMillis, memories);
    }

    /**
     * A reading that {@link #classify} calls LATE. It is not judged, but for one thing: an alarm that the device itself
     * raised a moment ago, and that nothing newer has taken back, is told though it was overtaken by another message.
     */
    public SensorWatch readLate(SensorWatch watch, Reading reading, long nowMillis, Findings findings) {
        long at = reading.observedAtMillis();
        boolean counts = SensorWatch.carriesAlarmFlag(reading)
                && at > watch.flagsAtMillis()
                && watch.lastObservedMillis() - at <= OVERTAKEN_MILLIS;
        if (!counts) {
            return watch;
        }
        RuleMemory[] memories = watch.memories();
        List<Rule> inOrder = rules.rules(reading.kind());
        for (int i = 0; i < inOrder.size(); i++) {
            Rule rule = inOrder.get(i);
            Bounds bounds = boundsOf(watch.sensor(), rule);
            RuleMemory known = known(memories, rules.nothing(reading.kind()).get(i));
            if (!Double.isNaN(bounds.raise())
                    && rule.detector().judge(reading, watch.sensor(), bounds, known) == Condition.RAISE_AT_ONCE) {
                Episode episode = AlarmMachine.judge(
                        known.episode(), Condition.RAISE_AT_ONCE, seen(rule, reading, nowMillis), bounds);
                tell(watch.sensor(), rule, known.episode(), episode, false, findings);
                memories = SensorWatch.put(memories, known.with(episode));
            }
        }
        return watch.withMemories(memories).withFlagsAt(at);
    }

    /** What a rule remembers; mostly there is nothing. */
    private static RuleMemory known(RuleMemory[] memories, RuleMemory nothing) {
        RuleMemory known = memories.length == 0 ? null : SensorWatch.find(memories, nothing.rule());
        return known == null ? nothing : known;
    }

    private static AlarmMachine.Seen seen(Rule rule, Reading reading, long nowMillis) {
        return new AlarmMachine.Seen(
                rule.detector().value(reading), reading.observedAtMillis(), nowMillis, reading.observedAtMillis());
    }

    /**
     * A sign of life, with or without values.
     *
     * @param atMillis its own time or the city's, whichever is later: a device whose clock is behind is not silent
     */
    public SensorWatch heard(SensorWatch watch, long atMillis, Findings findings) {
        return atMillis <= watch.lastHeardMillis()
                ? watch
                : watch.heard(atMillis).withMemories(endSilence(watch, atMillis, findings));
    }

    /** The memories after a sign of life. */
    private RuleMemory[] endSilence(SensorWatch watch, long atMillis, Findings findings) {
        RuleMemory silence = watch.find(RuleBook.SILENT);
        if (silence == null || atMillis <= watch.lastHeardMillis()) {
            return watch.memories();
        }
        Bounds bounds = boundsOf(watch.sensor(), rules.silent());
        Episode over = AlarmMachine.judge(
                silence.episode(),
                Condition.CLEAR,
                new AlarmMachine.Seen(Double.NaN, atMillis, atMillis, atMillis),
                bounds);
        tell(watch.sensor(), rules.silent(), silence.episode(), over, false, findings);
        return SensorWatch.put(watch.memories(), silence.with(over));
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
        SensorWatch expired = watch.withMemories(expire(watch, nowMillis, findings));
        long silentFrom = silentFrom(watch, feedGoodSinceMillis);
        return nowMillis >= silentFrom && !isSilent(expired) ? fallSilent(expired, silentFrom, findings) : expired;
    }

    private static boolean isSilent(SensorWatch watch) {
        RuleMemory silence = watch.find(RuleBook.SILENT);
        return silence != null && silence.episode().phase() == Episode.Phase.ACTIVE;
    }

    private SensorWatch fallSilent(SensorWatch watch, long silentFromMillis, Findings findings) {
        RuleMemory known = known(watch.memories(), rules.noSilence());
        Bounds usual = boundsOf(watch.sensor(), rules.silent());
        Bounds bounds = new Bounds(watch.sensor().heartbeatSeconds(), 0, 0, usual.offDelayMillis());
        long lastHeard = watch.lastHeardMillis() == 0 ? watch.registeredAtMillis() : watch.lastHeardMillis();
        Episode silence = AlarmMachine.judge(
                known.episode(),
                Condition.RAISE_AT_ONCE,
                new AlarmMachine.Seen(Double.NaN, silentFromMillis, silentFromMillis, lastHeard),
                bounds);
        tell(watch.sensor(), rules.silent(), known.episode(), silence, true, findings);
        return watch.withMemories(SensorWatch.put(watch.memories(), known.with(silence)));
    }

    /** When {@link #pass} next has something to decide, given the feed; Long.MAX_VALUE = never. */
    public long deadline(SensorWatch watch, long feedGoodSinceMillis) {
        long next = isSilent(watch) ? Long.MAX_VALUE : silentFrom(watch, feedGoodSinceMillis);
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

    private RuleMemory[] expire(SensorWatch watch, long nowMillis, Findings findings) {
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
                tell(watch.sensor(), rule, before, after, true, findings);
                memories = SensorWatch.put(memories, memory.with(after));
                before = after;
                after = AlarmMachine.expire(before, bounds, nowMillis);
            }
        }
        return memories;
    }

    /** What had run out, by the sensor's own time, before a reading was observed. */
    private RuleMemory[] expireBefore(SensorWatch watch, RuleMemory[] before, Reading reading, Findings findings) {
        RuleMemory[] memories = before;
        for (RuleMemory memory : before) {
            Rule rule = rules.find(watch.sensor().kind(), memory.rule());
            if (memory.episode() == null || rule == null) {
                continue;
            }
            Episode after = AlarmMachine.expireBefore(
                    memory.episode(), boundsOf(watch.sensor(), rule), reading.observedAtMillis());
            tell(watch.sensor(), rule, memory.episode(), after, false, findings);
            memories = SensorWatch.put(memories, memory.with(after));
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
