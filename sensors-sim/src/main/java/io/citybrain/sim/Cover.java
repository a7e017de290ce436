package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import java.util.Arrays;

/**
 * A manhole cover. Healthy: tilt 0 to 3°, shut, water 1.4 to 4.1 m below the cover, methane below 2 %LEL, hydrogen
 * sulfide below 1 ppm, battery 3.4 to 3.6 V.
 *
 * @param what the device's number in the dice, different for every device
 * @param firstAtMillis its first regular message
 * @param intervalMillis between two regular messages
 */
record Cover(SensorEntry entry, long seed, long what, long firstAtMillis, long intervalMillis) implements StreetDevice {

    static final double OPEN_TILT_DEGREES = 40;
    static final double TILTED_DEGREES = 25;
    static final double SHOCK_DEGREES = 35;

    private static final int TILT = Kind.MANHOLE.index(Quantity.TILT_DEGREES);
    private static final int OPEN = Kind.MANHOLE.index(Quantity.OPEN);
    private static final int WATER = Kind.MANHOLE.index(Quantity.WATER_LEVEL_METRES);
    private static final int METHANE = Kind.MANHOLE.index(Quantity.METHANE_PERCENT_LEL);
    private static final int SULFIDE = Kind.MANHOLE.index(Quantity.HYDROGEN_SULFIDE_PPM);
    private static final int BATTERY = Kind.MANHOLE.index(Quantity.BATTERY_VOLTS);
    private static final int TEMPERATURE = Kind.MANHOLE.index(Quantity.TEMPERATURE_CELSIUS);

    @Override
    public long nextSendAfter(long atMillis) {
        return Moments.nextAfter(firstAtMillis, intervalMillis, atMillis);
    }

    @Override
    public Reading readAt(long atMillis, Fault fault) {
        double[] numbers = new double[Kind.MANHOLE.numbers().size()];
        Arrays.fill(numbers, Double.NaN);
        numbers[TILT] = Math.min(3, tenths(2 * ofDevice(1) + 0.3 * Math.abs(Dice.gauss(seed, what + 1, atMillis))));
        numbers[OPEN] = 0;
        numbers[WATER] =
                Math.round(100 * (Dice.between(1.5, 4, ofDevice(2)) + 0.02 * Dice.gauss(seed, what + 2, atMillis)))
                        / 100.0;
        numbers[METHANE] = tenths(2 * Dice.uniform(seed, what + 3, atMillis));
        numbers[SULFIDE] = tenths(Dice.uniform(seed, what + 4, atMillis));
        numbers[BATTERY] = Math.round(100 * Dice.between(3.4, 3.6, ofDevice(5))) / 100.0;
        numbers[TEMPERATURE] = tenths(Dice.between(14, 20, ofDevice(6)) + 0.2 * Dice.gauss(seed, what + 6, atMillis));
        if (fault != null) {
            alter(numbers, atMillis, fault);
        }
        return new Reading(
                entry.sensor(),
                Kind.MANHOLE,
                atMillis,
                -1,
                numbers,
                new String[Kind.MANHOLE.texts().size()]);
    }

    private static void alter(double[] numbers, long atMillis, Fault fault) {
        if (fault.is(FaultType.COVER_OPENED)) {
            numbers[OPEN] = 1;
            numbers[TILT] = OPEN_TILT_DEGREES;
        } else if (fault.is(FaultType.COVER_TILTED)) {
            numbers[TILT] = TILTED_DEGREES;
        } else if (fault.is(FaultType.COVER_SHOCK) && atMillis == fault.injectedAtMillis()) {
            numbers[TILT] = SHOCK_DEGREES;
        }
    }

    /** Beyond the limits = opened, tilted and flooded. */
    @Override
    public Reading readPast(long atMillis, boolean beyondLimits) {
        Reading normal = readAt(atMillis, null);
        if (!beyondLimits) {
            return normal;
        }
        return normal.with(Quantity.OPEN, true)
                .with(Quantity.TILT_DEGREES, OPEN_TILT_DEGREES)
                .with(Quantity.WATER_LEVEL_METRES, 0.1);
    }

    private double ofDevice(int value) {
        return Dice.uniform(seed, what + value, -1);
    }

    private static double tenths(double value) {
        return Math.round(10 * value) / 10.0;
    }
}
