package io.citybrain.city.greenwave;

/**
 * One signal ahead, as the plan shows it.
 *
 * @param links the ambulance's own links there
 * @param etaAtMillis when the ambulance is at the first stop line
 * @param greenFromMillis when its green is asked for
 * @param greenUntilMillis when it is expected to have cleared the last stop line
 * @param answer {@code planned}, or what the signal or the arbiter says: {@code granted}, {@code outranked by m-7} …
 */
public record PlannedJunction(
        String signal, int[] links, long etaAtMillis, long greenFromMillis, long greenUntilMillis, String answer) {
    @Override
    public boolean equals(Object other) {
        return other instanceof PlannedJunction that
                && signal.equals(that.signal)
                && etaAtMillis == that.etaAtMillis
                && greenFromMillis == that.greenFromMillis
                && answer.equals(that.answer);
    }

    @Override
    public int hashCode() {
        return signal.hashCode() * 31 + Long.hashCode(etaAtMillis);
    }
}
