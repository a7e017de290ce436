package io.citybrain.city.greenwave;

/**
 * What a signal controller is told. Commands of one signal must reach it in order; a door that keeps only the newest may
 * drop an older one of the same mission, never another mission's release.
 *
 * @param sequence rises per signal: max(previous + 1, city clock in milliseconds)
 * @param hold true = hold the links green, false = release
 * @param links link indices, ascending; empty for a release. Every other link shows red
 * @param leaseSeconds the hold ends by itself so long after its receipt
 * @param validUntilMillis and at this time at the latest, epoch milliseconds
 * @param sentAtMillis the newest observedAt behind the command
 */
public record PriorityCommand(
        String signal,
        String mission,
        long sequence,
        boolean hold,
        int[] links,
        int leaseSeconds,
        long validUntilMillis,
        long sentAtMillis) {
    @Override
    public boolean equals(Object other) {
        return other instanceof PriorityCommand that
                && signal.equals(that.signal)
                && mission.equals(that.mission)
                && sequence == that.sequence
                && hold == that.hold;
    }

    @Override
    public int hashCode() {
        return signal.hashCode() * 31 + Long.hashCode(sequence);
    }

    @Override
    public String toString() {
        return (hold ? "hold " : "release ") + signal + " for " + mission + ' ' + java.util.Arrays.toString(links);
    }
}
