package io.citybrain.http;

import io.citybrain.http.view.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The patches of the last minute, at most {@link #MOST_BYTES}, so that a page that comes back can go on. One thread. */
final class EventRing {
    static final int MOST_PATCHES = 600;
    static final int MOST_BYTES = 16 << 20;

    private final ArrayDeque<Patch> patches = new ArrayDeque<>();
    private int bytes;
    /** The newest patch that is no longer here. */
    private long dropped;

    /** What changed within a tenth of a second, by part. */
    record Patch(long sequence, String at, Map<Part, byte[]> changes) {
        int size() {
            int size = 0;
            for (byte[] change : changes.values()) {
                size += change.length;
            }
            return size;
        }
    }

    void add(Patch patch) {
        patches.add(patch);
        bytes += patch.size();
        while (patches.size() > MOST_PATCHES || (bytes > MOST_BYTES && patches.size() > 1)) {
            Patch oldest = patches.remove();
            bytes -= oldest.size();
            dropped = oldest.sequence();
        }
    }

    /** What followed that patch, or null if some of it is gone. */
    List<Patch> since(long sequence, long newest) {
        if (sequence < dropped || sequence > newest) {
            return null;
        }
        List<Patch> missed = new ArrayList<>();
        for (Patch patch : patches) {
            if (patch.sequence() > sequence) {
                missed.add(patch);
            }
        }
        return missed;
    }
}
