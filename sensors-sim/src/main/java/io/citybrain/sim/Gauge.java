package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import java.util.Arrays;

/**
 * A water gauge: one message when it is switched on, then one a minute. The level drifts slowly, with 3 mm of noise and
 * 1 mm of resolution. The last millimetre of successive readings is even and odd in turn, so that a healthy gauge never
 * repeats a value and "stuck" has one meaning.
 *
 * @param what the device's number in the dice, different for every device
 * @param bootAtMillis its first message
 * @param firstAtMillis its second message, the first of the regular ones
 * @param meanMetres what the level drifts about
 * @param driftMetres how far it drifts to either side
 */
record Gauge(
        SensorEntry entry,
        long seed,
        long what,
        long bootAtMillis,
        long firstAtMillis,
        double meanMetres,
        double driftMetres)
        implements StreetDevice {

    static final long INTERVAL_MILLIS = 60_000;
    static final double RISE_METRES_PER_MILLI = 0.05 / 60_000;
    static final double SPIKE_METRES = 2;
    private static final double NOISE_METRES = 0.003;
    private static final double DRIFT_PERIOD_MILLIS = 6 * 3_600_000.0;

    private static final int LEVEL = Kind.WATER_LEVEL.index(Quantity.LEVEL_METRES);
    private static final int QUALITY = Kind.WATER_LEVEL.index(Quantity.QUALITY);

    @Override
    public long nextSendAfter(long atMillis) {
        return atMillis < bootAtMillis ? bootAtMillis : Moments.nextAfter(firstAtMillis, INTERVAL_MILLIS, atMillis);
    }

    /** Messages before that one; the gauge's message counter. */
    private long sequence(long atMillis) {
        return Math.max(0, Moments.number(firstAtMillis, INTERVAL_MILLIS, atMillis) + 1);
    }

    @Override
    public Reading readAt(long atMillis, Fault fault) {
        return reading(atMillis, sequence(atMillis), levelMetres(atMillis, fault));
    }

    /** The level that it reports at that moment. */
    double levelMetres(long atMillis, Fault fault) {
        if (fault == null) {
            return dithered(water(atMillis), sequence(atMillis));
        }
        if (fault.is(FaultType.GAUGE_STUCK)) {
            long stuckAt = fault.injectedAtMillis();
            return dithered(water(stuckAt), sequence(stuckAt));
        }
        double extra = 0;
        if (fault.is(FaultType.RIVER_RISING)) {
            long sinceEdge = Math.min(atMillis - fault.injectedAtMillis(), fault.untilMillis() - atMillis);
            extra = RISE_METRES_PER_MILLI * Math.max(0, sinceEdge);
        } else if (fault.is(FaultType.GAUGE_SPIKE) && atMillis == fault.injectedAtMillis()) {
            extra = SPIKE_METRES;
        }
        return dithered(water(atMillis) + extra, sequence(atMillis));
    }

    /** Without a counter; beyond the limits = 5 m above the mean. */
    @Override
    public Reading readPast(long atMillis, boolean beyondLimits) {
        return reading(atMillis, -1, dithered(beyondLimits ? meanMetres + 5 : water(atMillis), 0));
    }

    private double water(long atMillis) {
        double turn =
                2 * StrictMath.PI * ((atMillis - bootAtMillis) / DRIFT_PERIOD_MILLIS + Dice.uniform(seed, what, -1));
        return meanMetres + driftMetres * StrictMath.sin(turn) + NOISE_METRES * Dice.gauss(seed, what, atMillis);
    }

    private static double dithered(double metres, long sequence) {
        return (2 * Math.round(500 * metres) + (sequence & 1)) / 1_000.0;
    }

    private Reading reading(long atMillis, long sequence, double metres) {
        double[] numbers = new double[Kind.WATER_LEVEL.numbers().size()];
        Arrays.fill(numbers, Double.NaN);
        numbers[LEVEL] = metres;
        String[] texts = new String[Kind.WATER_LEVEL.texts().size()];
        texts[QUALITY] = "good";
        return new Reading(entry.sensor(), Kind.WATER_LEVEL, atMillis, sequence, numbers, texts);
    }
}
