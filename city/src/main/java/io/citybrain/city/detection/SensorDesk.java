package io.citybrain.city.detection;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.SensorEntry;

/**
 * What people do to a sensor's watch: register it, take it out, acknowledge or shelve its alerts; and what a restart
 * does: bring what the broker retains into line with the state. Pure, like {@link SensorWatcher}.
 */
public final class SensorDesk {
    /** The longest time for which an alert may be shelved. */
    public static final long LONGEST_SHELF_MILLIS = 7L * 24 * 3600 * 1000;

    private final RuleBook rules;

    public SensorDesk(RuleBook rules) {
        this.rules = rules;
    }

    /** A registry entry, new or changed. Alerts of rules that no longer judge the sensor are cleared. */
    public SensorWatch register(SensorWatch watch, SensorEntry sensor, long nowMillis, Findings findings) {
        if (watch == null || watch.sensor().kind() != sensor.kind()) {
            remove(watch, nowMillis, findings);
            return SensorWatch.of(sensor, sensor.registeredAtMillis() > 0 ? sensor.registeredAtMillis() : nowMillis);
        }
        if (watch.sensor().equals(sensor)) {
            return watch;
        }
        long registeredAt = sensor.registeredAtMillis() > 0 ? sensor.registeredAtMillis() : watch.registeredAtMillis();
        SensorWatch updated = watch.withSensor(sensor, registeredAt);
        for (RuleMemory memory : watch.memories()) {
            if (!judges(sensor, memory.rule())) {
                clear(watch, memory, nowMillis, findings);
                updated = updated.withMemories(SensorWatch.put(updated.memories(), RuleMemory.empty(memory.rule())));
            }
        }
        return updated;
    }

    private boolean judges(SensorEntry sensor, String ruleId) {
        Rule rule = rules.find(sensor.kind(), ruleId);
        if (rule == null) {
            return false;
        }
        Limit own = sensor.findLimit(ruleId);
        return rule.id().equals(RuleBook.SILENT)
                ? sensor.heartbeatSeconds() > 0 && (own == null || !own.off())
                : !Double.isNaN(Bounds.of(rule, own).raise());
    }

    /** The sensor is out of the registry: its alerts are cleared, nothing of it is kept. */
    public void remove(SensorWatch watch, long nowMillis, Findings findings) {
        if (watch != null) {
            for (RuleMemory memory : watch.memories()) {
                clear(watch, memory, nowMillis, findings);
            }
        }
    }

    private void clear(SensorWatch watch, RuleMemory memory, long nowMillis, Findings findings) {
        Rule rule = rules.find(watch.sensor().kind(), memory.rule());
        if (rule != null && memory.episode() != null && memory.episode().isOpen()) {
            // The time is the city clock's, so it waits for a checkpoint like all that the clock decides.
            Episode over = AlarmMachine.clear(memory.episode(), nowMillis);
            SensorWatcher.tell(watch.sensor(), rule, memory.episode(), over, true, findings);
        }
    }

    /** A person's command; always answered. A repeated command changes nothing and is answered the same. */
    public SensorWatch command(SensorWatch watch, AlertCommand command, long nowMillis, Findings findings) {
        RuleMemory memory = watch == null ? null : watch.find(command.rule());
        Episode episode = memory == null ? null : memory.episode();
        if (episode == null || !episode.isOpen()) {
            refuse(command, "no alert of " + command.rule() + " is open at " + command.sensor(), "normal", findings);
            return watch;
        }
        if (command.commandId().equals(episode.lastCommandId())) {
            accept(command, episode, findings);
            return watch;
        }
        String objection = objection(command, episode, nowMillis);
        if (objection != null) {
            refuse(command, objection, episode.state().word(), findings);
            return watch;
        }
        Episode handled = handle(command, episode, nowMillis);
        Rule rule = rules.find(watch.sensor().kind(), command.rule());
        SensorWatcher.tell(watch.sensor(), rule, episode, handled, false, findings);
        accept(command, handled, findings);
        return watch.withMemories(SensorWatch.put(watch.memories(), memory.with(handled)));
    }

    private static String objection(AlertCommand command, Episode episode, long nowMillis) {
        return switch (command.action()) {
            case ACKNOWLEDGE -> null;
            case UNSHELVE -> episode.state() == AlertState.SHELVED ? null : "it is not shelved";
            case SHELVE -> {
                if (command.untilMillis() <= nowMillis) {
                    yield "until has passed: name a time in the future";
                }
                yield command.untilMillis() - nowMillis > LONGEST_SHELF_MILLIS
                        ? "until is more than 7 days away: shelve for less"
                        : null;
            }
        };
    }

    /**
     * ISA-18.2: who unshelves by hand has seen it, so it becomes acknowledged. A phone's clock may be wrong: nobody
     * handles an alert before its last change, nor in the future.
     */
    private static Episode handle(AlertCommand command, Episode episode, long nowMillis) {
        boolean shelve = command.action() == AlertCommand.Action.SHELVE;
        return episode.handled(new Episode.Handling(
                shelve ? AlertState.SHELVED : AlertState.ACKNOWLEDGED,
                shelve ? command.untilMillis() : 0,
                command.by(),
                command.commandId(),
                Math.max(episode.changedAtMillis(), Math.min(command.atMillis(), nowMillis))));
    }

    private static void accept(AlertCommand command, Episode episode, Findings findings) {
        findings.outcome(new CommandOutcome(
                command.commandId(), true, null, episode.state().word()));
    }

    private static void refuse(AlertCommand command, String reason, String state, Findings findings) {
        findings.outcome(new CommandOutcome(command.commandId(), false, reason, state));
    }

    /**
     * An alert that the broker retains from before a restart. One that the state does not know is an orphan and is
     * cleared; one that is older than the state's is published again.
     */
    public void reconcile(SensorWatch watch, Alert retained, long nowMillis, Findings findings) {
        RuleMemory memory = watch == null ? null : watch.find(retained.rule());
        Episode episode = memory == null ? null : memory.episode();
        Rule rule = watch == null ? null : rules.find(watch.sensor().kind(), retained.rule());
        boolean known = rule != null
                && episode != null
                && episode.isOpen()
                && AlertIds.of(rule.id(), retained.sensor(), episode.startMillis())
                        .equals(retained.alertId());
        if (!known) {
            findings.alert(retained.clearedAsOrphan(Math.max(nowMillis, retained.changedAtMillis())));
            if (rule != null && episode != null && episode.isOpen()) {
                // Taking the orphan away takes the topic's retained message with it, which may be this one's by now.
                findings.alert(SensorWatcher.alert(watch.sensor(), rule, episode, false));
            }
        } else if (retained.revision() != episode.revision()) {
            findings.alert(SensorWatcher.alert(watch.sensor(), rule, episode, false));
        }
    }

    /** The broker has lost what it retained: every open alert is published again. */
    public void republish(SensorWatch watch, Findings findings) {
        for (RuleMemory memory : watch.memories()) {
            Rule rule = rules.find(watch.sensor().kind(), memory.rule());
            if (rule != null && memory.episode() != null && memory.episode().isOpen()) {
                findings.alert(SensorWatcher.alert(watch.sensor(), rule, memory.episode(), false));
            }
        }
    }
}
