package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.SensorEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Which gauge a recorded file belongs to. Levels in metres; what is NaN is not known, and not judged.
 *
 * @param file the file's name in its folder
 * @param sensor the id that the gauge gets
 * @param place where it stands
 * @param heartbeatSeconds 0 = silence is not judged
 */
record GaugeDescription(
        String file,
        String sensor,
        Place place,
        double heartbeatSeconds,
        double warningMetres,
        double warningClearMetres,
        double guaranteeMetres,
        double guaranteeClearMetres) {

    /** A gauge named as its file, without limits. */
    static GaugeDescription generic(String file) {
        String sensor = file.replaceFirst("(?i)\\.csv$", "");
        return new GaugeDescription(
                file,
                sensor,
                new Place(Double.NaN, Double.NaN, null),
                0,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }

    SensorEntry entry(long registeredAtMillis) {
        List<Limit> limits = new ArrayList<>();
        addLimit(limits, "water-above-warning", warningMetres, warningClearMetres);
        addLimit(limits, "water-above-guarantee", guaranteeMetres, guaranteeClearMetres);
        return new SensorEntry(
                sensor,
                Kind.WATER_LEVEL,
                place,
                heartbeatSeconds,
                registeredAtMillis,
                null,
                null,
                limits,
                List.of(),
                null,
                new int[0]);
    }

    private static void addLimit(List<Limit> limits, String rule, double raise, double clear) {
        if (!Double.isNaN(raise)) {
            limits.add(new Limit(rule, raise, clear, Double.NaN, Double.NaN, false));
        }
    }
}
