package io.citybrain.sim;

import io.citybrain.city.sensing.Quantity;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the header of a gauge's CSV file means. Time: {@code time} and {@code time_utc} are UTC, {@code time_cet} is UTC
 * + 1 h all year. Values: {@code stage_… or level_…} in {@code m}, {@code m_aod} or {@code cm}, {@code flow_m3s},
 * {@code rain_mm…}, {@code temp_c}; where there is a raw and a corrected column, the raw one. {@code quality} or
 * {@code status}: how good the value is. A technician's later qualifier of the corrected column is not read: the sensor
 * did not know it.
 */
final class GaugeColumns {
    /** @param factor from the column's unit to the quantity's */
    record Value(int column, Quantity quantity, double factor) {}

    private static final Set<String> QUALITIES = Set.of("quality", "status");

    private final List<Value> values = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private final int width;
    private int time = -1;
    private int quality = -1;
    private ZoneOffset offset = ZoneOffset.UTC;

    GaugeColumns(String header) {
        String[] names = header.split(",", -1);
        this.width = names.length;
        for (int i = 0; i < names.length; i++) {
            add(i, names[i].strip().replace("\uFEFF", "").toLowerCase(Locale.ROOT));
        }
    }

    private void add(int column, String name) {
        if (Set.of("time", "time_utc", "time_cet").contains(name) && time < 0) {
            time = column;
            offset = name.equals("time_cet") ? ZoneOffset.ofHours(1) : ZoneOffset.UTC;
        } else if (QUALITIES.contains(name) && quality < 0) {
            quality = column;
        } else {
            Value value = findValue(column, name);
            if (value == null || values.stream().anyMatch(v -> v.quantity() == value.quantity())) {
                unread.add(name);
            } else {
                values.add(value);
            }
        }
    }

    private static Value findValue(int column, String name) {
        String raw = name.replaceFirst("_raw$", "");
        if (raw.matches("(stage|level)_m(_aod)?")) {
            return new Value(column, Quantity.LEVEL_METRES, 1);
        }
        if (raw.matches("(stage|level)_cm")) {
            return new Value(column, Quantity.LEVEL_METRES, 0.01);
        }
        if (raw.equals("flow_m3s")) {
            return new Value(column, Quantity.FLOW_CUBIC_METRES_PER_SECOND, 1);
        }
        if (raw.matches("rain_mm(_.*)?")) {
            return new Value(column, Quantity.RAINFALL_MILLIMETRES, 1);
        }
        return raw.equals("temp_c") ? new Value(column, Quantity.TEMPERATURE_CELSIUS, 1) : null;
    }

    /** Why no reading can be made of such a file, or null. */
    String findProblem() {
        if (time < 0) {
            return "has no time column: name one time, time_utc or time_cet";
        }
        return values.isEmpty()
                ? "has no value column: name one level_m, level_cm, stage_m, level_m_aod, flow_m3s, rain_mm or temp_c"
                : null;
    }

    List<Value> values() {
        return values;
    }

    /** Columns that are left out. */
    List<String> unread() {
        return unread;
    }

    int width() {
        return width;
    }

    int time() {
        return time;
    }

    /** Index of the quality column, or -1. */
    int quality() {
        return quality;
    }

    ZoneOffset offset() {
        return offset;
    }
}
