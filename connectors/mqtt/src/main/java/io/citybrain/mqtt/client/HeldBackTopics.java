package io.citybrain.mqtt.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Publications that the broker could not take just now, and those of the same topics behind them, so that a topic keeps
 * its order and no other topic waits for it. Not thread-safe.
 *
 * @param <P> a publication
 */
final class HeldBackTopics<P> {
    private final Map<String, Topic<P>> topics = new LinkedHashMap<>();
    private int size;

    private static final class Topic<P> {
        private final ArrayDeque<P> waiting = new ArrayDeque<>();
        private final Backoff backoff = new Backoff();
        private long dueNanos;
    }

    /** True if what is to be published on this topic has to wait behind what is held back. */
    boolean holds(String name) {
        Topic<P> topic = topics.get(name);
        return topic != null && !topic.waiting.isEmpty();
    }

    /** True from a first deferral until one publication of each topic concerned is accepted. */
    boolean isInTrouble() {
        return !topics.isEmpty();
    }

    /** Puts one more behind the others of its topic. */
    void add(String name, P publication) {
        topics.get(name).waiting.add(publication);
        size++;
    }

    /** Holds these back, in their order, for longer than the last time. */
    void defer(String name, List<P> publications, long nowNanos) {
        Topic<P> topic = topics.computeIfAbsent(name, any -> new Topic<>());
        topic.dueNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(topic.backoff.nextMillis());
        topic.waiting.addAll(publications);
        size += publications.size();
    }

    /** Takes out what has waited long enough; the topic's next pause is longer, unless it is {@link #accepted}. */
    List<P> takeDue(long nowNanos) {
        List<P> due = new ArrayList<>();
        for (Topic<P> topic : topics.values()) {
            if (topic.dueNanos - nowNanos <= 0) {
                due.addAll(topic.waiting);
                topic.waiting.clear();
            }
        }
        size -= due.size();
        return due;
    }

    /** The broker takes this topic again. */
    void accepted(String name) {
        if (!topics.isEmpty()) {
            topics.computeIfPresent(name, (any, topic) -> topic.waiting.isEmpty() ? null : topic);
        }
    }

    /** Takes out everything. */
    List<P> takeAll() {
        List<P> all = list();
        topics.clear();
        size = 0;
        return all;
    }

    /** Everything held back, each topic in its order. */
    List<P> list() {
        List<P> all = new ArrayList<>(size);
        topics.values().forEach(topic -> all.addAll(topic.waiting));
        return all;
    }

    int size() {
        return size;
    }
}
