package io.citybrain.city.detection;

import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import java.util.Arrays;

/**
 * All that City Brain keeps of one registered sensor: one flat record.
 *
 * @param sensor the registry's entry
 * @param registeredAtMillis from when on its silence counts; 0 = from the next tick of a clock that has not ticked yet
 * @param lastHeardMillis observedAt of the newest message of any sort; 0 = never heard
 * @param lastObservedMillis observedAt of the newest reading; 0 = none
 * @param lastSequence its sequence, -1 = none
 * @param lastContent hash of its values
 * @param flagsAtMillis observedAt of the newest reading that carried an alarm flag of the device; 0 = none
 * @param timerAtMillis the earliest timer that the operator has registered; Long.MAX_VALUE = none
 * @param memories what the rules remember; empty as long as all is normal
 */
public record SensorWatch(
        SensorEntry sensor,
        long registeredAtMillis,
        long lastHeardMillis,
        long lastObservedMillis,
        long lastSequence,
        int lastContent,
        long flagsAtMillis,
        long timerAtMillis,
        RuleMemory[] memories) {

    private static final RuleMemory[] NOTHING = {};

    static SensorWatch of(SensorEntry sensor, long registeredAtMillis) {
        return new SensorWatch(sensor, registeredAtMillis, 0, 0, -1, 0, 0, Long.MAX_VALUE, NOTHING);
    }

    SensorWatch withSensor(SensorEntry newSensor, long newRegisteredAtMillis) {
        return new SensorWatch(
                newSensor,
                newRegisteredAtMillis,
                lastHeardMillis,
                lastObservedMillis,
                lastSequence,
                lastContent,
                flagsAtMillis,
                timerAtMillis,
                memories);
    }

    SensorWatch heard(long atMillis) {
        return new SensorWatch(
                sensor,
                registeredAtMillis,
                Math.max(lastHeardMillis, atMillis),
                lastObservedMillis,
                lastSequence,
                lastContent,
                flagsAtMillis,
                timerAtMillis,
                memories);
    }

    SensorWatch observed(Reading reading, long heardMillis, RuleMemory[] newMemories) {
        return new SensorWatch(
                sensor,
                registeredAtMillis,
                Math.max(lastHeardMillis, heardMillis),
                reading.observedAtMillis(),
                reading.sequence(),
                contentOf(reading),
                carriesAlarmFlag(reading) ? reading.observedAtMillis() : flagsAtMillis,
                timerAtMillis,
                newMemories);
    }

    /** The same with the operator's earliest timer. */
    public SensorWatch withTimer(long atMillis) {
        return new SensorWatch(
                sensor,
                registeredAtMillis,
                lastHeardMillis,
                lastObservedMillis,
                lastSequence,
                lastContent,
                flagsAtMillis,
                atMillis,
                memories);
    }

    @SuppressWarnings("ReferenceEquality") // the same array = nothing changed
    SensorWatch withMemories(RuleMemory[] newMemories) {
        if (newMemories == memories) {
            return this;
        }
        return new SensorWatch(
                sensor,
                registeredAtMillis,
                lastHeardMillis,
                lastObservedMillis,
                lastSequence,
                lastContent,
                flagsAtMillis,
                timerAtMillis,
                newMemories);
    }

    SensorWatch withFlagsAt(long atMillis) {
        return new SensorWatch(
                sensor,
                registeredAtMillis,
                lastHeardMillis,
                lastObservedMillis,
                lastSequence,
                lastContent,
                atMillis,
                timerAtMillis,
                memories);
    }

    /** True if the reading speaks of an alarm that the device itself raises, set or not. */
    static boolean carriesAlarmFlag(Reading reading) {
        return !Double.isNaN(reading.number(Quantity.OPEN)) || !Double.isNaN(reading.number(Quantity.TILTED));
    }

    static int contentOf(Reading reading) {
        return Arrays.hashCode(reading.numbers()) * 31 + Arrays.hashCode(reading.texts());
    }

    /** What a rule remembers, or null. */
    RuleMemory find(String rule) {
        return find(memories, rule);
    }

    static RuleMemory find(RuleMemory[] memories, String rule) {
        for (RuleMemory memory : memories) {
            if (memory.rule().equals(rule)) {
                return memory;
            }
        }
        return null;
    }

    /** The memories with one replaced, added or (when empty) dropped; the same array if nothing changes. */
    static RuleMemory[] put(RuleMemory[] memories, RuleMemory memory) {
        if (memories.length == 0 && memory.isEmpty()) {
            return memories;
        }
        for (int i = 0; i < memories.length; i++) {
            if (memories[i].rule().equals(memory.rule())) {
                return memories[i].equals(memory) ? memories : replace(memories, i, memory);
            }
        }
        if (memory.isEmpty()) {
            return memories;
        }
        RuleMemory[] more = Arrays.copyOf(memories, memories.length + 1);
        more[memories.length] = memory;
        return more;
    }

    private static RuleMemory[] replace(RuleMemory[] memories, int index, RuleMemory memory) {
        if (memory.isEmpty()) {
            RuleMemory[] fewer = new RuleMemory[memories.length - 1];
            System.arraycopy(memories, 0, fewer, 0, index);
            System.arraycopy(memories, index + 1, fewer, index, fewer.length - index);
            return fewer.length == 0 ? NOTHING : fewer;
        }
        RuleMemory[] copy = memories.clone();
        copy[index] = memory;
        return copy;
    }
}
