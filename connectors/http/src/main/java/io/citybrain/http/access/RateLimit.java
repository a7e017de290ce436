package io.citybrain.http.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So many in a row, then so many a second, for each key (an address, a name). Remembers {@link #MOST_KEYS} keys, the
 * longest unused is forgotten first. Thread-safe.
 */
public final class RateLimit {
    static final int MOST_KEYS = 20_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final double burst;
    private final double perSecond;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_KEYS;
        }
    };

    private static final class Bucket {
        private double left;
        private long atNanos;
    }

    public RateLimit(double burst, double perSecond, LongSupplier nanos) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    /** Takes one. 0 if there was one, else the seconds to wait. */
    public synchronized int take(String key) {
        long now = nanos.getAsLong();
        Bucket bucket = buckets.get(key);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.left = burst;
            bucket.atNanos = now;
            buckets.put(key, bucket);
        }
        bucket.left = Math.min(burst, bucket.left + (now - bucket.atNanos) / NANOS_PER_SECOND * perSecond);
        bucket.atNanos = now;
        if (bucket.left >= 1) {
            bucket.left--;
            return 0;
        }
        return (int) Math.ceil((1 - bucket.left) / perSecond);
    }
}
