package io.citybrain.city.incident;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.alert.Severity;
import io.citybrain.city.sensing.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A town of two grids, west and east of 120.15°, each 1 km wide, driven by hand in seconds. Places are metres east and
 * north of the point where the grids meet.
 */
final class Town implements IncidentOutputs {
    static final long START_MILLIS = 1_795_509_000_000L;
    private static final double METRES_PER_DEGREE = 111_195;
    private static final double LONGITUDE = 120.15;
    private static final double LATITUDE = 30.28;

    final List<Notification> notifications = new ArrayList<>();
    final List<CommandOutcome> outcomes = new ArrayList<>();
    final List<IncidentEvent> events = new ArrayList<>();
    final List<String> formerCrews = new ArrayList<>();
    final Map<String, Incident> published = new LinkedHashMap<>();
    final Map<String, Incident> stored = new LinkedHashMap<>();
    private final IncidentDesk desk;
    private int commands;

    Town() {
        this(IncidentSettings.DEFAULTS);
    }

    Town(IncidentSettings settings) {
        desk = new IncidentDesk("north", grids(), settings, this);
    }

    /** The same town after a restart with what it had stored. */
    Town restarted() {
        Town again = new Town();
        again.stored.putAll(stored);
        again.desk.restore(List.copyOf(stored.values()), desk.sequence());
        return again;
    }

    static CityGrids grids() {
        return new CityGrids(List.of(grid("west", -1_000, 0), grid("east", 0, 1_000)));
    }

    private static Grid grid(String id, double west, double east) {
        Place low = place(west, -500);
        Place high = place(east, 500);
        double[] ring = {
            low.longitude(), low.latitude(), high.longitude(), low.latitude(),
            high.longitude(), high.latitude(), low.longitude(), high.latitude()
        };
        return new Grid(
                id,
                "north",
                new Crew("crew-" + id, id, id),
                List.of(
                        new Level(0, id, id, id, "leader-" + id),
                        new Level(1, "street", "街道", "Street", "street"),
                        new Level(2, "city", "市级", "City", "city")),
                new Shape(List.of(ring)));
    }

    static Place place(double eastMetres, double northMetres) {
        return new Place(
                LONGITUDE + eastMetres / METRES_PER_DEGREE / Math.cos(Math.toRadians(LATITUDE)),
                LATITUDE + northMetres / METRES_PER_DEGREE,
                null);
    }

    static long at(double second) {
        return START_MILLIS + (long) (second * 1_000);
    }

    /** An alert about to be raised at a sensor. */
    static Raised cover(String sensor, double eastMetres) {
        return new Raised("manhole", sensor, "cover-tilted", Severity.MAJOR, place(eastMetres, 100));
    }

    record Raised(String kind, String sensor, String rule, Severity severity, Place place) {
        Raised rule(String other) {
            return new Raised(kind, sensor, other, severity, place);
        }

        Raised kind(String other) {
            return new Raised(other, sensor, rule, severity, place);
        }

        Raised severity(Severity other) {
            return new Raised(kind, sensor, rule, other, place);
        }

        Raised at(Place other) {
            return new Raised(kind, sensor, rule, severity, other);
        }

        Alert alert(int revision, AlertState state, double raised, double changed) {
            return new Alert(
                    sensor + '/' + rule + '/' + (long) raised,
                    revision,
                    kind,
                    sensor,
                    rule,
                    1,
                    severity,
                    state,
                    Town.at(raised),
                    state == AlertState.CLEARED ? Town.at(changed) : 0,
                    Town.at(changed),
                    Town.at(changed),
                    null,
                    Double.NaN,
                    Double.NaN,
                    "",
                    place,
                    null,
                    "井盖" + sensor,
                    "Cover " + sensor,
                    null,
                    false);
        }
    }

    Town raise(double second, Raised raised) {
        return hear(second, raised.alert(1, AlertState.ACTIVE, second, second));
    }

    Town clear(double second, Raised raised, double raisedAt) {
        return hear(second, raised.alert(2, AlertState.CLEARED, raisedAt, second));
    }

    Town hear(double second, Alert alert) {
        desk.hear(alert, at(second), false);
        return this;
    }

    Town retained(double second, Alert alert) {
        desk.hear(alert, at(second), true);
        return this;
    }

    Town pass(double second) {
        desk.pass(at(second));
        return this;
    }

    Town command(double second, IncidentAction action) {
        return command(second, action, null);
    }

    Town command(double second, IncidentAction action, String crew) {
        return send(second, "c-" + ++commands, action, crew);
    }

    /** On the one incident there is. */
    Town send(double second, String commandId, IncidentAction action, String crew) {
        return send(
                second,
                new IncidentCommand(
                        commandId, only().incidentId(), action, "li", at(second), null, crew, List.of(), null, 0));
    }

    Town send(double second, IncidentCommand command) {
        desk.command(command, at(second));
        return this;
    }

    Incident only() {
        if (published.size() != 1) {
            throw new AssertionError("not one incident but " + published.keySet());
        }
        return published.values().iterator().next();
    }

    IncidentState state() {
        return only().state();
    }

    List<EventType> types() {
        return events.stream().map(IncidentEvent::type).toList();
    }

    List<String> told() {
        return notifications.stream().map(Notification::recipient).toList();
    }

    CommandOutcome answer() {
        return outcomes.get(outcomes.size() - 1);
    }

    boolean isEmpty() {
        return desk.size() == 0 && stored.isEmpty() && desk.nextDueMillis() == Long.MAX_VALUE;
    }

    long nextDueMillis() {
        return desk.nextDueMillis();
    }

    @Override
    public void happened(Incident incident, IncidentEvent event, String formerCrew) {
        published.put(incident.incidentId(), incident);
        stored.put(incident.incidentId(), incident);
        events.add(event);
        if (formerCrew != null) {
            formerCrews.add(formerCrew);
        }
    }

    @Override
    public void kept(Incident incident) {
        stored.put(incident.incidentId(), incident);
    }

    @Override
    public void forgotten(String incidentId) {
        stored.remove(incidentId);
    }

    @Override
    public void notification(Notification notification) {
        notifications.add(notification);
    }

    @Override
    public void outcome(CommandOutcome outcome) {
        outcomes.add(outcome);
    }
}
