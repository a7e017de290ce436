package io.citybrain.devices;

/**
 * What a device saw at one moment, in its own terms: what it means at the place where it hangs is for {@link
 * Interpretation} to say. A missing value is NaN.
 *
 * @param observedAtMillis when, epoch milliseconds UTC
 * @param distanceMetres from the sensor down to the surface (ultrasonic, radar: it looks down)
 * @param columnMetres water above the sensor (a pressure probe in the water, a sensor under the tank)
 * @param tiltDegrees deviation from the mounted position, 0 to 180
 * @param tilted 1 = the device's own alarm of tilt or motion is set, 0 = it is not
 * @param batteryVolts volts
 * @param batteryPercent 0 to 100
 * @param temperatureCelsius degrees Celsius
 */
record Observation(
        long observedAtMillis,
        double distanceMetres,
        double columnMetres,
        double tiltDegrees,
        double tilted,
        double batteryVolts,
        double batteryPercent,
        double temperatureCelsius) {

    static Observation at(long observedAtMillis) {
        double none = Double.NaN;
        return new Observation(observedAtMillis, none, none, none, none, none, none, none);
    }

    Observation withDistanceMetres(double distance) {
        return new Observation(
                observedAtMillis,
                distance,
                columnMetres,
                tiltDegrees,
                tilted,
                batteryVolts,
                batteryPercent,
                temperatureCelsius);
    }

    Observation withColumnMetres(double column) {
        return new Observation(
                observedAtMillis,
                distanceMetres,
                column,
                tiltDegrees,
                tilted,
                batteryVolts,
                batteryPercent,
                temperatureCelsius);
    }

    Observation withTiltDegrees(double degrees) {
        return new Observation(
                observedAtMillis,
                distanceMetres,
                columnMetres,
                degrees,
                tilted,
                batteryVolts,
                batteryPercent,
                temperatureCelsius);
    }

    Observation withTilted(boolean alarm) {
        return new Observation(
                observedAtMillis,
                distanceMetres,
                columnMetres,
                tiltDegrees,
                alarm ? 1 : 0,
                batteryVolts,
                batteryPercent,
                temperatureCelsius);
    }

    Observation withBatteryVolts(double volts) {
        return new Observation(
                observedAtMillis,
                distanceMetres,
                columnMetres,
                tiltDegrees,
                tilted,
                volts,
                batteryPercent,
                temperatureCelsius);
    }

    Observation withBatteryPercent(double percent) {
        return new Observation(
                observedAtMillis,
                distanceMetres,
                columnMetres,
                tiltDegrees,
                tilted,
                batteryVolts,
                percent,
                temperatureCelsius);
    }

    Observation withTemperatureCelsius(double celsius) {
        return new Observation(
                observedAtMillis,
                distanceMetres,
                columnMetres,
                tiltDegrees,
                tilted,
                batteryVolts,
                batteryPercent,
                celsius);
    }

    /** True if something of the city was measured. The state of the device's own battery alone is not. */
    boolean isMeasured() {
        return !Double.isNaN(distanceMetres)
                || !Double.isNaN(columnMetres)
                || !Double.isNaN(tiltDegrees)
                || !Double.isNaN(tilted)
                || !Double.isNaN(temperatureCelsius);
    }
}
