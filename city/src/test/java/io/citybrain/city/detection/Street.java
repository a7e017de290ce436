package io.citybrain.city.detection;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import java.util.ArrayList;
import java.util.List;

/** One sensor and its watch, driven by hand. Times are whole seconds. */
final class Street implements Findings {
    static final long FEED_GOOD = 0;
    static final long FEED_DOWN = Long.MAX_VALUE;

    final List<Alert> alerts = new ArrayList<>();
    final List<CommandOutcome> outcomes = new ArrayList<>();
    final SensorWatcher watcher = new SensorWatcher(RuleBook.standard());
    final SensorDesk desk = new SensorDesk(RuleBook.standard());
    SensorWatch watch;

    static SensorEntry sensor(Kind kind, double heartbeatSeconds, Limit... limits) {
        return new SensorEntry(
                "S-1",
                kind,
                new Place(120.15, 30.28, "Gudang"),
                heartbeatSeconds,
                0,
                "xihu",
                null,
                List.of(limits),
                List.of(),
                null,
                new int[] {0, 2});
    }

    static Limit limit(String rule, double raise, double clear) {
        return new Limit(rule, raise, clear, Double.NaN, Double.NaN, false);
    }

    static Street with(SensorEntry entry) {
        Street street = new Street();
        street.watch = street.desk.register(null, entry, 1000, street);
        return street;
    }

    static Street gauge() {
        return with(sensor(
                Kind.WATER_LEVEL, 0, limit("water-above-warning", 6.0, 5.9), limit("level-jump", 0.1, Double.NaN)));
    }

    static Street cover() {
        return with(sensor(Kind.MANHOLE, 0));
    }

    static Street signal() {
        return with(sensor(Kind.TRAFFIC_SIGNAL, 0));
    }

    Reading at(long seconds) {
        return Reading.of("S-1", watch.sensor().kind(), seconds * 1000);
    }

    Street hears(Reading reading) {
        return hears(reading, 0);
    }

    /** A reading that comes in at a time of its own, seconds. */
    Street hears(Reading reading, long arrivesAtSeconds) {
        switch (watcher.classify(watch, reading)) {
            case NEW -> watch = watcher.read(watch, reading, arrivesAtSeconds * 1000, this);
            case LATE -> watch = watcher.readLate(watch, reading, arrivesAtSeconds * 1000, this);
            default -> {}
        }
        return this;
    }

    Street level(long seconds, double metres) {
        return hears(at(seconds).with(Quantity.LEVEL_METRES, metres));
    }

    Street tilt(long seconds, double degrees) {
        return hears(at(seconds).with(Quantity.TILT_DEGREES, degrees));
    }

    Street clock(long seconds) {
        watch = watcher.pass(watch, seconds * 1000, FEED_GOOD, this);
        return this;
    }

    Street asks(String commandId, AlertCommand.Action action, String rule, long untilSeconds, long atSeconds) {
        AlertCommand command = new AlertCommand(
                commandId,
                watch.sensor().kind().topicName(),
                "S-1",
                rule,
                action,
                untilSeconds * 1000,
                "li",
                atSeconds * 1000);
        watch = desk.command(watch, command, atSeconds * 1000, this);
        return this;
    }

    /** Each alert as "rule state@second", the second being when it was raised or cleared. */
    List<String> story() {
        return alerts.stream()
                .map(a -> a.rule() + " " + a.state().word() + "@" + a.changedAtMillis() / 1000)
                .toList();
    }

    @Override
    public void alert(Alert alert) {
        alerts.add(alert);
    }

    @Override
    public void outcome(CommandOutcome outcome) {
        outcomes.add(outcome);
    }
}
