package io.citybrain.devices;

import io.citybrain.city.sensing.Device;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import java.util.Arrays;

/**
 * What an observation means where the sensor hangs.
 *
 * <p>Height of the water's surface above the reference (a gauge's zero, a manhole cover's plane) is {@code mount -
 * distance} for a sensor that looks down and {@code mount + column} for one that has the water above it. A gauge reports
 * that height as {@link Quantity#LEVEL_METRES}; a manhole reports its negative as {@link Quantity#WATER_LEVEL_METRES}
 * (below the cover). Without a mount height:
 *
 * <table>
 * <caption>mount height unknown</caption>
 * <tr><th></th><th>looks down</th><th>water above it</th></tr>
 * <tr><td>gauge</td><td>only the distance: no level</td><td>the column: the zero is at the probe</td></tr>
 * <tr><td>manhole</td><td>the distance: the sensor hangs in the cover</td><td>nothing: the depth of the shaft is
 * unknown</td></tr>
 * </table>
 */
final class Interpretation {

    private Interpretation() {}

    /**
     * The reading of one observation, or null if nothing of what was measured can be told: see {@link
     * #whyNothing}.
     *
     * @param sequence the uplink's counter, or -1 for a record of the past
     */
    static Reading read(Observation seen, SensorEntry sensor, long sequence) {
        Kind kind = sensor.kind();
        double[] numbers = new double[kind.numbers().size()];
        Arrays.fill(numbers, Double.NaN);
        boolean any = set(numbers, kind, Quantity.TILT_DEGREES, seen.tiltDegrees());
        any |= set(numbers, kind, Quantity.TILTED, seen.tilted());
        any |= set(numbers, kind, Quantity.DISTANCE_METRES, seen.distanceMetres());
        any |= set(numbers, kind, Quantity.TEMPERATURE_CELSIUS, seen.temperatureCelsius());
        any |= set(numbers, kind, Quantity.LEVEL_METRES, levelMetres(seen, sensor.device()));
        any |= set(numbers, kind, Quantity.WATER_LEVEL_METRES, belowCoverMetres(seen, sensor.device()));
        any |= set(numbers, kind, Quantity.BATTERY_VOLTS, seen.batteryVolts());
        any |= set(numbers, kind, Quantity.BATTERY_PERCENT, seen.batteryPercent());
        if (!any) {
            return null;
        }
        String[] texts = new String[kind.texts().size()];
        return new Reading(sensor.sensor(), kind, seen.observedAtMillis(), sequence, numbers, texts);
    }

    /** Why {@link #read} gave nothing, and what to do about it. */
    static String whyNothing(Observation seen, SensorEntry sensor) {
        if (sensor.kind() == Kind.MANHOLE && !Double.isNaN(seen.columnMetres())) {
            return "sensor " + sensor.sensor()
                    + " measures the water above its probe: add device.mountHeightMetres, the"
                    + " probe's height above the cover (-4 = four metres below it)";
        }
        return "measures nothing that a " + sensor.kind().topicName() + " reports; is kind or device.codec of sensor "
                + sensor.sensor() + " wrong?";
    }

    private static double levelMetres(Observation seen, Device device) {
        double mount = device.mountHeightMetres();
        if (!Double.isNaN(seen.columnMetres())) {
            return Double.isNaN(mount) ? seen.columnMetres() : mount + seen.columnMetres();
        }
        return mount - seen.distanceMetres();
    }

    private static double belowCoverMetres(Observation seen, Device device) {
        double mount = device.mountHeightMetres();
        if (!Double.isNaN(seen.distanceMetres())) {
            return Double.isNaN(mount) ? seen.distanceMetres() : seen.distanceMetres() - mount;
        }
        return -mount - seen.columnMetres();
    }

    private static boolean set(double[] numbers, Kind kind, Quantity quantity, double value) {
        if (Double.isNaN(value) || !kind.reports(quantity)) {
            return false;
        }
        numbers[kind.index(quantity)] = value;
        return true;
    }
}
