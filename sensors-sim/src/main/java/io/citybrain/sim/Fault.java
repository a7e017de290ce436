package io.citybrain.sim;

/**
 * Ground truth of one injected fault. It changes what the sensor says while {@code injectedAtMillis <= t <
 * untilMillis}. All times are simulated, epoch milliseconds.
 *
 * @param faultId unique in a run, the same in every run of that seed, such as {@code F-0000-07}
 * @param type such as {@code cover-opened}
 * @param kind the sensor's kind as in topics
 * @param sensor the sensor's id
 * @param injectedAtMillis when it begins
 * @param untilMillis when the sensor is normal again; may lie beyond the end of the run
 * @param expectedRule the rule that must raise an alert for this sensor; null = it must not alert
 * @param alertByMillis the alert must be out by then; where none is expected, when looking for one may stop
 */
public record Fault(
        String faultId,
        String type,
        String kind,
        String sensor,
        long injectedAtMillis,
        long untilMillis,
        String expectedRule,
        long alertByMillis) {

    boolean isActive(long atMillis) {
        return injectedAtMillis <= atMillis && atMillis < untilMillis;
    }

    boolean is(FaultType other) {
        return type.equals(other.word());
    }

    /** 0 or 1: where a fault has two shapes, every other one takes the second. */
    int shape() {
        return faultId.charAt(faultId.length() - 1) & 1;
    }
}
