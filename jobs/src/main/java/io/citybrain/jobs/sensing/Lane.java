package io.citybrain.jobs.sensing;

import io.citybrain.city.sensing.SensorEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What one ordered lane of the feed has told so far: the devices, and how its sessions stand. */
final class Lane {
    private final int number;
    private long changes;
    private final Map<String, SensorEntry> devices = new HashMap<>();
    private final Map<String, String> euiBySensor = new HashMap<>();
    private final Map<String, FeedNews> feeds = new TreeMap<>();
    private long goodSinceMillis = Long.MAX_VALUE;

    Lane(int number) {
        this.number = number;
    }

    static Lane of(LaneState state, boolean feedStillHolds) {
        Lane lane = new Lane(state.lane());
        lane.changes = state.changes();
        for (SensorEntry entry : state.devices()) {
            lane.put(entry);
        }
        if (feedStillHolds) {
            for (FeedNews news : state.feeds()) {
                lane.feeds.put(news.session(), news);
            }
            lane.judge();
        }
        return lane;
    }

    LaneState state() {
        return new LaneState(
                number,
                changes,
                devices.values().toArray(SensorEntry[]::new),
                feeds.values().toArray(FeedNews[]::new));
    }

    long changes() {
        return changes;
    }

    /** The registered device of that EUI, or null. */
    SensorEntry find(String eui) {
        return devices.get(eui);
    }

    void register(SensorEntry entry) {
        changes++;
        drop(entry.sensor());
        put(entry);
    }

    void remove(String sensor) {
        changes++;
        drop(sensor);
    }

    private void put(SensorEntry entry) {
        if (entry.device() != null) {
            devices.put(entry.device().eui(), entry);
            euiBySensor.put(entry.sensor(), entry.device().eui());
        }
    }

    private void drop(String sensor) {
        String eui = euiBySensor.remove(sensor);
        SensorEntry entry = eui == null ? null : devices.get(eui);
        // A device that has moved belongs to another sensor by now.
        if (entry != null && entry.sensor().equals(sensor)) {
            devices.remove(eui);
        }
    }

    void hear(FeedNews news) {
        if (news.state() != FeedState.SESSION_LOST) {
            changes++;
            feeds.put(news.session(), news);
            judge();
        }
    }

    /** The clock has ticked: a session that had caught up before there was a time is good from now on. */
    void tick(long nowMillis, Consumer<FeedNews> good) {
        if (goodSinceMillis != Long.MAX_VALUE || feeds.isEmpty()) {
            return;
        }
        for (FeedNews news : feeds.values().toArray(FeedNews[]::new)) {
            if (news.state() == FeedState.CAUGHT_UP && news.cityAtMillis() == Long.MAX_VALUE) {
                hear(news.at(nowMillis));
                good.accept(news.at(nowMillis));
            }
        }
    }

    /** The city's time since which all its sessions are good; Long.MAX_VALUE = they are not. */
    long goodSinceMillis() {
        return goodSinceMillis;
    }

    private void judge() {
        goodSinceMillis = feeds.values().stream()
                .mapToLong(news -> news.state() == FeedState.CAUGHT_UP ? news.cityAtMillis() : Long.MAX_VALUE)
                .max()
                .orElse(Long.MAX_VALUE);
    }
}
