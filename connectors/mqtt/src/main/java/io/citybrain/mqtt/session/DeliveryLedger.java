package io.citybrain.mqtt.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Which emitted messages the broker still waits to be acknowledged. Pure book-keeping, one thread, no clock.
 *
 * <p>An entry is written when its message is emitted, marked with the checkpoint that first holds it, and struck out
 * when that checkpoint or a later one has completed: then the broker may forget it. A checkpoint that was aborted or
 * subsumed needs no care, the next one covers it.
 *
 * <p>When the connection changes, all entries wait for the broker to send their messages again. A repeat is recognised
 * by packet id and content; it is never emitted again, and acknowledged as soon as its checkpoint allows, or else the
 * broker's window fills up and the feed stops (FLINK-23183).
 */
final class DeliveryLedger {
    /** What to do with a message that came. */
    enum Verdict {
        /** Never seen: emit it, then {@link #emitted}. */
        NEW,
        /** Emitted before and safe in a checkpoint: acknowledge it now. */
        REPEATED_AND_SAFE,
        /** Emitted before, its checkpoint is still under way: do nothing, it will be acknowledged. */
        REPEATED
    }

    /** Not known yet: the next snapshot decides. */
    static final long NO_CHECKPOINT = Long.MAX_VALUE;

    private static final class Entry {
        private final int packetId;
        private final long contentHash;
        private long checkpoint = NO_CHECKPOINT;

        Entry(int packetId, long contentHash) {
            this.packetId = packetId;
            this.contentHash = contentHash;
        }
    }

    private final boolean matchByContent;
    private final int remembered;
    /** Came over the current connection, in that order. */
    private final ArrayDeque<Entry> current = new ArrayDeque<>();
    /** Acknowledged lately: an acknowledgement on its way is lost with its connection, and nobody confirms one. */
    private final ArrayDeque<Entry> acknowledged = new ArrayDeque<>();
    /** Came over an earlier connection; by packet id, or by content if the broker renumbers. */
    private final Map<Long, ArrayDeque<Entry>> awaited = new LinkedHashMap<>();

    private int awaitedCount;
    private int unsafeCount;
    private long completed = Long.MIN_VALUE;

    /**
     * @param matchByContent false: a repeat has the same packet id and content, as the standard wants it (section
     *     4.4); true: for brokers that give new packet ids after their own restart, the content alone decides
     * @param remembered how many acknowledged entries to keep: as many as can be unacknowledged at once, because a broker may
     *     repeat all of them if the line breaks before the acknowledgements have come to it
     */
    DeliveryLedger(boolean matchByContent, int remembered, List<Delivery> restored) {
        this.matchByContent = matchByContent;
        this.remembered = remembered;
        for (Delivery delivery : restored) {
            Entry entry = new Entry(delivery.packetId(), delivery.contentHash());
            // What a restored state holds was in a completed checkpoint.
            entry.checkpoint = Long.MIN_VALUE;
            await(entry);
        }
    }

    void emitted(int packetId, long contentHash) {
        emitted(packetId, contentHash, NO_CHECKPOINT);
    }

    /** The same where it is known already with which number it will be safe; numbers never fall. */
    void emitted(int packetId, long contentHash, long checkpoint) {
        Entry entry = new Entry(packetId, contentHash);
        entry.checkpoint = checkpoint;
        current.add(entry);
        unsafeCount++;
    }

    /** A message came; says whether it is a repeat. */
    Verdict judge(int packetId, long contentHash) {
        if (awaitedCount == 0) {
            return Verdict.NEW;
        }
        long key = matchByContent ? contentHash : packetId;
        ArrayDeque<Entry> candidates = awaited.get(key);
        if (candidates == null) {
            return Verdict.NEW;
        }
        Entry known = takeSame(candidates, contentHash);
        if (candidates.isEmpty() || !matchByContent) {
            // The broker has one message under this id, so whatever else had it is forgotten there.
            candidates.forEach(this::forget);
            awaited.remove(key);
        }
        if (known == null) {
            return Verdict.NEW;
        }
        if (!isUnsafe(known)) {
            remember(known, packetId);
            return Verdict.REPEATED_AND_SAFE;
        }
        Entry moved = new Entry(packetId, contentHash);
        moved.checkpoint = known.checkpoint;
        current.add(moved);
        unsafeCount++;
        return Verdict.REPEATED;
    }

    /** Marks what has been emitted so far as held by this checkpoint. In order of arrival; awaited ones first. */
    List<Delivery> snapshot(long checkpoint) {
        List<Delivery> held = new ArrayList<>(acknowledged.size() + awaitedCount + current.size());
        acknowledged.forEach(entry -> held.add(new Delivery(entry.packetId, entry.contentHash)));
        for (ArrayDeque<Entry> entries : awaited.values()) {
            entries.forEach(entry -> held.add(hold(entry, checkpoint)));
        }
        current.forEach(entry -> held.add(hold(entry, checkpoint)));
        return held;
    }

    /**
     * Strikes out all that this or an earlier checkpoint holds.
     *
     * @param acknowledge called with the packet ids that came over the current connection, in order of arrival
     */
    void complete(long checkpoint, IntConsumer acknowledge) {
        if (checkpoint <= completed) {
            return;
        }
        completed = checkpoint;
        while (!current.isEmpty() && !isUnsafe(current.peek())) {
            Entry done = current.poll();
            acknowledge.accept(done.packetId);
            remember(done, done.packetId);
        }
        int unsafeNow = 0;
        for (Entry entry : current) {
            unsafeNow += isUnsafe(entry) ? 1 : 0;
        }
        for (ArrayDeque<Entry> entries : awaited.values()) {
            for (Entry entry : entries) {
                unsafeNow += isUnsafe(entry) ? 1 : 0;
            }
        }
        unsafeCount = unsafeNow;
    }

    /**
     * A new connection: everything unacknowledged will come again if the broker still has the session.
     *
     * @return entries that were given up because it has not
     */
    int connected(boolean sessionPresent) {
        if (!sessionPresent) {
            int lost = size();
            current.clear();
            acknowledged.clear();
            awaited.clear();
            awaitedCount = 0;
            unsafeCount = 0;
            return lost;
        }
        unsafeCount = 0;
        List<Entry> old = new ArrayList<>(awaitedCount);
        awaited.values().forEach(old::addAll);
        awaited.clear();
        awaitedCount = 0;
        old.forEach(this::await);
        acknowledged.forEach(this::await);
        current.forEach(this::await);
        acknowledged.clear();
        current.clear();
        return 0;
    }

    /** All repeats have come: what is still awaited was acknowledged in time and comes no more. */
    void settle() {
        awaited.values().forEach(entries -> entries.forEach(this::forget));
        awaited.clear();
    }

    /** Entries whose messages the broker may still hold. */
    int size() {
        return awaitedCount + current.size();
    }

    /** Entries that no completed checkpoint holds. */
    int unsafe() {
        return unsafeCount;
    }

    /** Entries of earlier connections whose messages have not come again. */
    int awaited() {
        return awaitedCount;
    }

    private void await(Entry entry) {
        long key = matchByContent ? entry.contentHash : entry.packetId;
        awaited.computeIfAbsent(key, unused -> new ArrayDeque<>(1)).add(entry);
        awaitedCount++;
        unsafeCount += isUnsafe(entry) ? 1 : 0;
    }

    private void forget(Entry entry) {
        awaitedCount--;
        unsafeCount -= isUnsafe(entry) ? 1 : 0;
    }

    private Entry takeSame(ArrayDeque<Entry> candidates, long contentHash) {
        for (Iterator<Entry> each = candidates.iterator(); each.hasNext(); ) {
            Entry candidate = each.next();
            if (candidate.contentHash == contentHash) {
                each.remove();
                forget(candidate);
                return candidate;
            }
        }
        return null;
    }

    private void remember(Entry entry, int packetId) {
        Entry kept = entry.packetId == packetId ? entry : new Entry(packetId, entry.contentHash);
        kept.checkpoint = entry.checkpoint;
        acknowledged.add(kept);
        if (acknowledged.size() > remembered) {
            acknowledged.poll();
        }
    }

    private boolean isUnsafe(Entry entry) {
        return entry.checkpoint == NO_CHECKPOINT || entry.checkpoint > completed;
    }

    private static Delivery hold(Entry entry, long checkpoint) {
        if (entry.checkpoint == NO_CHECKPOINT) {
            entry.checkpoint = checkpoint;
        }
        return new Delivery(entry.packetId, entry.contentHash);
    }
}
