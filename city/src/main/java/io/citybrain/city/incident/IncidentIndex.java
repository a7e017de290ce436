package io.citybrain.city.incident;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.sensing.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The incidents of a district, found by id, by alert, by where they are, and by when something is due. It is made anew
 * from the incidents after a restart.
 */
final class IncidentIndex {
    private static final double METRES_PER_DEGREE = 111_195;

    /** An incident and when to look at it next. */
    private static final class Entry {
        private Incident incident;
        private long dueAtMillis = Long.MAX_VALUE;
    }

    private record Due(long atMillis, String incidentId) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atMillis, other.atMillis);
            return byTime != 0 ? byTime : incidentId.compareTo(other.incidentId);
        }
    }

    private record SensorRule(String sensor, String rule) {
        static SensorRule of(AlertPart part) {
            return new SensorRule(part.sensor(), part.rule());
        }
    }

    private final double nearMetres;
    private final Map<String, Entry> byId = new HashMap<>();
    private final Map<String, String> byAlert = new HashMap<>();
    private final Map<SensorRule, String> bySensor = new HashMap<>();
    private final Map<Long, List<String>> byCell = new HashMap<>();
    private final TreeSet<Due> due = new TreeSet<>();

    IncidentIndex(double nearMetres) {
        this.nearMetres = nearMetres;
    }

    Incident find(String incidentId) {
        Entry entry = byId.get(incidentId);
        return entry == null ? null : entry.incident;
    }

    Incident findByAlert(String alertId) {
        String id = byAlert.get(alertId);
        return id == null ? null : find(id);
    }

    /** The newest incident with an alert of that sensor and rule, or null. */
    Incident findBySensor(Alert alert) {
        String id = bySensor.get(new SensorRule(alert.sensor(), alert.rule()));
        return id == null ? null : find(id);
    }

    int size() {
        return byId.size();
    }

    /** Takes an incident as it is now. */
    void put(Incident incident, long dueAtMillis) {
        Entry entry = byId.computeIfAbsent(incident.incidentId(), id -> new Entry());
        if (entry.incident == null
                || entry.incident.alerts().size() != incident.alerts().size()) {
            place(incident);
        }
        entry.incident = incident;
        if (entry.dueAtMillis != dueAtMillis) {
            due.remove(new Due(entry.dueAtMillis, incident.incidentId()));
            entry.dueAtMillis = dueAtMillis;
            if (dueAtMillis != Long.MAX_VALUE) {
                due.add(new Due(dueAtMillis, incident.incidentId()));
            }
        }
    }

    private void place(Incident incident) {
        for (AlertPart part : incident.alerts()) {
            if (incident.incidentId().equals(byAlert.put(part.alertId(), incident.incidentId()))) {
                continue;
            }
            bySensor.put(SensorRule.of(part), incident.incidentId());
            if (isLocated(part.place())) {
                long cell = cell(row(part.place()), part.place().longitude());
                List<String> there = byCell.computeIfAbsent(cell, key -> new ArrayList<>(1));
                if (!there.contains(incident.incidentId())) {
                    there.add(incident.incidentId());
                }
            }
        }
    }

    void remove(String incidentId) {
        Entry entry = byId.remove(incidentId);
        due.remove(new Due(entry.dueAtMillis, incidentId));
        for (AlertPart part : entry.incident.alerts()) {
            byAlert.remove(part.alertId(), incidentId);
            bySensor.remove(SensorRule.of(part), incidentId);
            if (isLocated(part.place())) {
                byCell.computeIfPresent(
                        cell(row(part.place()), part.place().longitude()), (cell, ids) -> without(ids, incidentId));
            }
        }
    }

    private static List<String> without(List<String> ids, String incidentId) {
        ids.remove(incidentId);
        return ids.isEmpty() ? null : ids;
    }

    /** The earliest time at which something is due; Long.MAX_VALUE = never. */
    long nextDueMillis() {
        return due.isEmpty() ? Long.MAX_VALUE : due.first().atMillis();
    }

    /** The incident that is due first. */
    Incident firstDue() {
        return find(due.first().incidentId());
    }

    /** Incidents with an alert near the place. */
    Collection<Incident> near(Place place) {
        Set<Incident> found = new HashSet<>();
        if (!isLocated(place)) {
            return found;
        }
        double reach = nearMetres / (METRES_PER_DEGREE * Math.cos(Math.toRadians(place.latitude())));
        for (long row = row(place) - 1; row <= row(place) + 1; row++) {
            long last = cell(row, place.longitude() + reach);
            for (long cell = cell(row, place.longitude() - reach); cell <= last; cell++) {
                for (String id : byCell.getOrDefault(cell, List.of())) {
                    Incident incident = find(id);
                    if (metres(incident, place) <= nearMetres) {
                        found.add(incident);
                    }
                }
            }
        }
        return found;
    }

    /** From the place to the nearest alert of the incident. */
    static double metres(Incident incident, Place place) {
        double nearest = Double.MAX_VALUE;
        for (AlertPart part : incident.alerts()) {
            if (isLocated(part.place())) {
                nearest = Math.min(nearest, metres(part.place(), place));
            }
        }
        return nearest;
    }

    /** On a plane: what is near is within a few hundred metres. */
    private static double metres(Place one, Place other) {
        double east = (one.longitude() - other.longitude()) * Math.cos(Math.toRadians(one.latitude()));
        return METRES_PER_DEGREE * Math.hypot(east, one.latitude() - other.latitude());
    }

    static boolean isLocated(Place place) {
        return place != null && !Double.isNaN(place.longitude()) && !Double.isNaN(place.latitude());
    }

    private long row(Place place) {
        return (long) Math.floor(place.latitude() * METRES_PER_DEGREE / nearMetres);
    }

    /** Cells are as wide as they are high, so each row of them has its own width in degrees. */
    private long cell(long row, double longitude) {
        double cosine = Math.cos(Math.toRadians(row * nearMetres / METRES_PER_DEGREE));
        long column = (long) Math.floor(longitude * METRES_PER_DEGREE * cosine / nearMetres);
        return (row << 32) + column;
    }
}
