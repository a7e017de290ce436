package io.citybrain.city.greenwave;

/**
 * All that must survive a restart about one signal controller: one flat record.
 *
 * @param mission whom it is held for; null = free
 * @param sequence of the newest command
 * @param links what is held, empty if free
 * @param seizedMillis for how long it has been held without a real rest; falls again while it is free
 * @param restMillis for how long it still runs its own programme, whoever asks
 * @param freeMillis for how long it has not been held; it is forgotten after an hour
 * @param unansweredMillis how long a command has waited for any answer
 * @param shunMillis for how long it is still planned without priority
 * @param narrowed how often it said {@code no-stage}: 0 = whole stage, 1 = approaches only, 2 = own movements, 3 = none
 * @param answer the controller's newest answer to this hold; null = none yet
 * @param reason of a rejection, or null
 */
public record SignalLease(
        String signal,
        String mission,
        long sequence,
        int[] links,
        long seizedMillis,
        long restMillis,
        long freeMillis,
        long unansweredMillis,
        long shunMillis,
        int narrowed,
        String answer,
        String reason) {
    @Override
    public boolean equals(Object other) {
        return other instanceof SignalLease that && signal.equals(that.signal) && sequence == that.sequence;
    }

    @Override
    public int hashCode() {
        return signal.hashCode() * 31 + Long.hashCode(sequence);
    }
}
