package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.Severity;
import io.citybrain.city.sensing.Device;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import java.util.List;

/** Sensors and what happens to them, in whole seconds of city time. */
final class Samples {
    static final String COVER = "C-1";
    static final String GAUGE = "G-1";
    static final String EUI = "A84041000181C061";

    private Samples() {}

    static SensorEntry entry(String sensor, Kind kind, double heartbeatSeconds, Device device, Limit... limits) {
        return new SensorEntry(
                sensor,
                kind,
                new Place(120.15, 30.28, "Gudang"),
                heartbeatSeconds,
                0,
                "xihu",
                null,
                List.of(limits),
                List.of(),
                device,
                new int[0]);
    }

    /** A manhole cover; 0 = its silence is not judged. */
    static SensorEntry cover(double heartbeatSeconds) {
        return entry(COVER, Kind.MANHOLE, heartbeatSeconds, null);
    }

    /** A gauge that warns at 6 m and rests below 5.9 m. */
    static SensorEntry gauge() {
        return entry(GAUGE, Kind.WATER_LEVEL, 0, null, limit("water-above-warning", 6.0, 5.9));
    }

    static Limit limit(String rule, double raise, double clear) {
        return new Limit(rule, raise, clear, Double.NaN, Double.NaN, false);
    }

    static Reading tilt(long seconds, double degrees) {
        return Reading.of(COVER, Kind.MANHOLE, seconds * 1000).with(Quantity.TILT_DEGREES, degrees);
    }

    static Reading opened(long seconds, boolean open) {
        return Reading.of(COVER, Kind.MANHOLE, seconds * 1000).with(Quantity.OPEN, open);
    }

    static Reading level(long seconds, double metres) {
        return Reading.of(GAUGE, Kind.WATER_LEVEL, seconds * 1000).with(Quantity.LEVEL_METRES, metres);
    }

    static AlertCommand acknowledge(String commandId, String rule, long atSeconds) {
        return new AlertCommand(
                commandId,
                Kind.MANHOLE.topicName(),
                COVER,
                rule,
                AlertCommand.Action.ACKNOWLEDGE,
                0,
                "li",
                atSeconds * 1000);
    }

    /** An open or cleared alert of the cover, decided at that second. */
    static Alert alert(String alertId, int revision, AlertState state, long seconds, boolean decidedByClock) {
        return new Alert(
                alertId,
                revision,
                Kind.MANHOLE.topicName(),
                COVER,
                "cover-tilted",
                1,
                Severity.MAJOR,
                state,
                seconds * 1000,
                state == AlertState.CLEARED ? seconds * 1000 : 0,
                seconds * 1000,
                seconds * 1000,
                "tiltDegrees",
                30,
                15,
                "°",
                new Place(120.15, 30.28, "Gudang"),
                "xihu",
                "井盖倾斜",
                "Cover is tilted",
                null,
                decidedByClock);
    }

    /** An alert as "rule state@second", the second being that of the change. */
    static String story(Alert alert) {
        return alert.rule() + " " + alert.state().word() + "@" + alert.changedAtMillis() / 1000;
    }
}
