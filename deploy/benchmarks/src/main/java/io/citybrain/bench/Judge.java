package io.citybrain.bench;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what is missing and what is there twice. Pure: it is told what was sent, witnessed and stored. */
final class Judge {
    /** A reading as the store has it; its number is -1 if it has none. */
    record Point(String sensor, long timeMillis, int serial) {}

    /**
     * An alert that must come, exactly once.
     *
     * @param alertId its id, or null if the moment of its beginning is not known in advance (silence)
     * @param clears true if it must end
     */
    record Wanted(String sensor, String rule, String alertId, boolean clears) {}

    /**
     * An alert as somebody knows it.
     *
     * @param cleared true if it is known to have ended
     */
    record Episode(String alertId, String sensor, String rule, boolean cleared) {}

    /**
     * What became of the readings.
     *
     * @param stored different numbers in the store
     * @param lost acknowledged by the broker and seen by the witness, but not in the store
     * @param brokerLost acknowledged by the broker, but neither seen by the witness nor in the store
     * @param pointsDoubled points beyond one for each number, or for each sensor and time
     */
    record Readings(int stored, int lost, int brokerLost, int pointsDoubled) {}

    /**
     * What became of the alerts.
     *
     * @param lost wanted ones that were not told on MQTT or are not in the store, or whose end is missing there
     * @param doubled episodes beyond the wanted ones, and rows of the store beyond one for each episode
     * @param which they are, in words
     */
    record Alerts(int lost, int doubled, List<String> which) {}

    private record Place(String sensor, String rule) {}

    private Judge() {}

    static Readings readings(BitSet acknowledged, BitSet witnessed, List<Point> points) {
        BitSet stored = new BitSet();
        Set<Point> places = new HashSet<>();
        for (Point point : points) {
            if (point.serial() >= 0) {
                stored.set(point.serial());
            }
            places.add(new Point(point.sensor(), point.timeMillis(), 0));
        }
        BitSet missing = (BitSet) acknowledged.clone();
        missing.andNot(stored);
        BitSet lost = (BitSet) missing.clone();
        lost.and(witnessed);
        return new Readings(
                stored.cardinality(),
                lost.cardinality(),
                missing.cardinality() - lost.cardinality(),
                points.size() - Math.min(stored.cardinality(), places.size()));
    }

    /**
     * Judges alerts.
     *
     * @param told the episodes that came on MQTT, one for each id
     * @param stored the store's rows
     */
    static Alerts alerts(List<Wanted> wanted, Collection<Episode> told, List<Episode> stored) {
        Map<Place, Map<String, Episode>> toldAt = byPlace(told);
        Map<Place, Map<String, Episode>> storedAt = byPlace(stored);
        Map<Place, Integer> wantedAt = new HashMap<>();
        List<String> which = new ArrayList<>();
        int lost = 0;
        for (Wanted one : wanted) {
            Place place = new Place(one.sensor(), one.rule());
            wantedAt.merge(place, 1, Integer::sum);
            if (!isThere(one, toldAt.getOrDefault(place, Map.of()))
                    || !isThere(one, storedAt.getOrDefault(place, Map.of()))) {
                lost++;
                which.add("lost: " + one);
            }
        }
        int doubled =
                stored.size() - storedAt.values().stream().mapToInt(Map::size).sum();
        Set<Place> places = new HashSet<>(toldAt.keySet());
        places.addAll(storedAt.keySet());
        for (Place place : places) {
            Set<String> ids = new HashSet<>(toldAt.getOrDefault(place, Map.of()).keySet());
            ids.addAll(storedAt.getOrDefault(place, Map.of()).keySet());
            int more = Math.max(0, ids.size() - wantedAt.getOrDefault(place, 0));
            doubled += more;
            if (more > 0) {
                which.add("doubled: " + place + ", ids " + ids);
            }
        }
        return new Alerts(lost, doubled, which);
    }

    private static Map<Place, Map<String, Episode>> byPlace(Collection<Episode> episodes) {
        Map<Place, Map<String, Episode>> places = new HashMap<>();
        for (Episode episode : episodes) {
            places.computeIfAbsent(new Place(episode.sensor(), episode.rule()), any -> new HashMap<>())
                    .merge(episode.alertId(), episode, (one, other) -> one.cleared() ? one : other);
        }
        return places;
    }

    private static boolean isThere(Wanted wanted, Map<String, Episode> here) {
        return here.values().stream()
                .anyMatch(
                        episode -> (wanted.alertId() == null || wanted.alertId().equals(episode.alertId()))
                                && (episode.cleared() || !wanted.clears()));
    }
}
