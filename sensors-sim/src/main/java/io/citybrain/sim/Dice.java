package io.citybrain.sim;

/**
 * Randomness without a state: the same arguments give the same throw on every machine. SplitMix64's finaliser (Steele,
 * Lea, Flood, OOPSLA 2014), chained over the arguments; StrictMath, because Math may differ between processors.
 */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private Dice() {}

    static long mix(long seed, long what, long when) {
        return scramble(scramble(scramble(seed) + what * GOLDEN) + when * GOLDEN);
    }

    private static long scramble(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** In [0, 1). */
    static double uniform(long seed, long what, long when) {
        return (mix(seed, what, when) >>> 11) * UNIT;
    }

    static double between(double low, double high, double uniform) {
        return low + (high - low) * uniform;
    }

    /** Standard normal, cut at 4 so that a healthy sensor stays inside its stated band. */
    static double gauss(long seed, long what, long when) {
        double u = 1 - uniform(seed, what, when);
        double v = uniform(seed, ~what, when);
        double throwOf = StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * StrictMath.PI * v);
        return Math.max(-4, Math.min(4, throwOf));
    }

    /** In [0, bound). */
    static int below(int bound, long seed, long what, long when) {
        return (int) (uniform(seed, what, when) * bound);
    }
}
