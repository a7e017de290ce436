package io.citybrain.mqtt.session;

import io.citybrain.mqtt.client.BrokerConnection;
import io.citybrain.mqtt.client.ConnectionKeeper;
import io.citybrain.mqtt.client.LinkListener;
import io.citybrain.mqtt.client.MqttFailure;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.Subscription;
import io.citybrain.mqtt.client.Subscription.Retained;
import io.citybrain.mqtt.client.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The side of a session that faces the broker: subscribes, sends fences, puts what comes into the inbox. Its methods run
 * on threads of the client; the task thread talks to it through the methods at the end.
 *
 * <p>A fence is a message to ourselves. The broker queues it behind everything that the session missed, so when it
 * comes back the backlog has been read. Brokers with one queue per subscription (Artemis) keep that order only within
 * one filter: there give the session a single filter that covers the fence's topic too, such as {@code #}.
 */
final class SessionLink implements ConnectionKeeper.Session, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLink.class);
    private static final long FENCE_RETRY_MILLIS = 5_000;
    private static final long LONGEST_FENCE_RETRY_MILLIS = 60_000;
    private static final long NO_CHECKPOINT_WARNING_MILLIS = 60_000;

    private final SourceSettings settings;
    private final SessionSettings session;
    private final List<String> leftOver;
    private final boolean knewSession;
    private final Inbox inbox;
    private final ConnectionKeeper keeper;
    private final String nonce = UUID.randomUUID().toString();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicLong heldBytes = new AtomicLong();
    private final long startedNanos = System.nanoTime();

    /** Keeper thread only. */
    private ReadBack readBack;

    private boolean roomBefore;
    private long fenceSentNanos;
    private long fenceRetryMillis;
    private long warnedNanos = startedNanos;

    private final AtomicReference<List<String>> wantedAgain = new AtomicReference<>();
    private volatile boolean catchUpWanted;
    private volatile int liveEpoch;
    private volatile int deafEpoch;
    private volatile boolean readBackDone;
    private volatile boolean established;
    private volatile String fence = "";
    private volatile boolean fencePassed;
    private volatile int unsafe;
    private volatile long completedNanos = startedNanos;

    /** How far the reading of retained messages after the first catch-up has come. */
    enum ReadBack {
        WAITING,
        READING,
        ENDING,
        DONE
    }

    SessionLink(SourceSettings settings, SessionSettings session, SessionMemory memory, Inbox inbox) {
        this.settings = settings;
        this.session = session;
        this.inbox = inbox;
        this.knewSession = memory.established();
        this.leftOver = memory.subscribed().stream()
                .filter(filter -> !session.filters().contains(filter))
                .toList();
        this.readBack = session.afterCatchUp().isEmpty() ? ReadBack.DONE : ReadBack.WAITING;
        this.readBackDone = session.afterCatchUp().isEmpty();
        this.keeper = new ConnectionKeeper(
                settings.connector(), settings.options(session.name()), this, LinkListener.NONE, memory.epoch());
    }

    void start() {
        keeper.start();
    }

    @Override
    public void connected(int epoch, BrokerConnection connection) {
        liveEpoch = epoch;
        outstanding.set(0);
        inbox.add(new Inbox.Connected(session.name(), epoch, connection, knewSession || established));
    }

    @Override
    public void established(int epoch, BrokerConnection connection) throws MqttFailure, InterruptedException {
        boolean fresh = !knewSession && !established;
        List<Subscription> wanted = new ArrayList<>();
        // A job that starts without state reads the retained messages even if the broker knows the session already.
        Retained retained = fresh ? Retained.ALWAYS : Retained.IF_NEW;
        session.filters().forEach(filter -> wanted.add(new Subscription(filter, retained)));
        if (!matchesAny(session.filters(), settings.fenceTopic(session.name()))) {
            wanted.add(new Subscription(settings.fenceTopic(session.name()), Retained.NEVER));
        }
        connection.subscribe(wanted);
        if (!leftOver.isEmpty() && !established) {
            connection.unsubscribe(leftOver);
        }
        established = true;
        if (readBack != ReadBack.DONE) {
            readBack = ReadBack.WAITING;
        }
        sendNewFence(connection, epoch + "/caught-up");
    }

    @Override
    public void arrived(int epoch, int packetId, MqttMessage message) {
        if (epoch == deafEpoch) {
            return;
        }
        int unacknowledged = packetId == 0 ? outstanding.get() : outstanding.incrementAndGet();
        int inMemory = held.incrementAndGet();
        long bytes = heldBytes.addAndGet(message.payload().length);
        boolean tooMany = Math.max(unacknowledged, inMemory) > settings.maxUnacknowledged();
        // One message is always taken, however large, or it would come again for ever.
        boolean tooLarge = bytes > settings.maxHeldBytes() && inMemory > 1;
        if (tooMany || tooLarge) {
            stopListening(epoch, packetId, message, unacknowledged);
            return;
        }
        inbox.add(new Inbox.Arrived(session.name(), epoch, packetId, message));
    }

    /**
     * Too much: this message and all that follow are not acknowledged, so the broker keeps them. The line stays up until
     * those that were taken are acknowledged over it, or else they would all come again and nothing would move.
     */
    private void stopListening(int epoch, int packetId, MqttMessage message, int unacknowledged) {
        deafEpoch = epoch;
        int inMemory = held.get();
        forgetHeld(message);
        if (packetId != 0) {
            outstanding.decrementAndGet();
        }
        LOG.warn(
                "'{}' takes no more for now: {} messages unacknowledged, {} in memory; the broker keeps the rest",
                settings.clientId(session.name()),
                unacknowledged,
                inMemory);
    }

    @Override
    public void lost(int epoch, MqttFailure why) {
        inbox.add(new Inbox.Lost(session.name(), epoch));
    }

    /** After an overload: first empty half of the memory, and have a checkpoint hold half of what was emitted. */
    @Override
    public boolean ready() {
        return held.get() <= settings.maxUnacknowledged() / 2
                && unsafe <= settings.maxUnacknowledged() / 2
                && heldBytes.get() <= settings.maxHeldBytes() / 2;
    }

    @Override
    public void tick(int epoch, BrokerConnection connection) throws MqttFailure, InterruptedException {
        long now = System.nanoTime();
        readAgain(connection);
        if (epoch == deafEpoch) {
            endDeafness();
        } else if (catchUpWanted) {
            catchUpWanted = false;
            sendNewFence(connection, epoch + "/again/" + now);
        } else if (fencePassed) {
            advance(epoch, connection);
        } else if (now - fenceSentNanos > TimeUnit.MILLISECONDS.toNanos(fenceRetryMillis)) {
            fenceRetryMillis = Math.min(LONGEST_FENCE_RETRY_MILLIS, 2 * fenceRetryMillis);
            sendFence(connection);
        }
        warnWithoutCheckpoints(now);
    }

    /** One tick after there is room, so that the last acknowledgements have left. */
    private void endDeafness() throws MqttFailure {
        boolean room = ready() && outstanding.get() <= settings.maxUnacknowledged() / 2;
        if (room && roomBefore) {
            roomBefore = false;
            throw new MqttFailure(MqttFailure.Reason.OVERLOAD, "there is room again, connecting anew for the rest");
        }
        roomBefore = room;
    }

    private void advance(int epoch, BrokerConnection connection) throws MqttFailure, InterruptedException {
        switch (readBack) {
            case WAITING -> {
                readBack = ReadBack.READING;
                List<Subscription> wanted = session.afterCatchUp().stream()
                        .map(filter -> new Subscription(filter, Retained.ALWAYS))
                        .toList();
                connection.subscribe(wanted);
                sendNewFence(connection, epoch + "/read-back");
            }
            case READING -> {
                readBack = ReadBack.ENDING;
                connection.unsubscribe(session.afterCatchUp());
                // Live messages of these topics may still be queued; they are before this fence.
                sendNewFence(connection, epoch + "/end");
            }
            case ENDING -> {
                readBack = ReadBack.DONE;
                readBackDone = true;
            }
            case DONE -> {}
        }
    }

    private void readAgain(BrokerConnection connection) throws MqttFailure, InterruptedException {
        List<String> filters = wantedAgain.getAndSet(null);
        if (filters != null) {
            connection.subscribe(filters.stream()
                    .map(filter -> new Subscription(filter, Retained.ALWAYS))
                    .toList());
        }
    }

    private void sendNewFence(BrokerConnection connection, String purpose) throws MqttFailure {
        fence = nonce + "/" + purpose;
        fencePassed = false;
        fenceRetryMillis = FENCE_RETRY_MILLIS;
        sendFence(connection);
    }

    private void sendFence(BrokerConnection connection) throws MqttFailure {
        fenceSentNanos = System.nanoTime();
        byte[] payload = fence.getBytes(StandardCharsets.UTF_8);
        String topic = settings.fenceTopic(session.name());
        connection.publish(MqttPublication.of(topic, payload), 0, verdict -> {
            if (!verdict.accepted()) {
                LOG.error(
                        "'{}' cannot send itself a fence and never knows that it has caught up: {}",
                        settings.clientId(session.name()),
                        verdict.reason());
            }
        });
    }

    private void warnWithoutCheckpoints(long now) {
        long silentNanos = now - Math.max(completedNanos, warnedNanos);
        if (outstanding.get() > 0
                && unsafe > 0
                && silentNanos > TimeUnit.MILLISECONDS.toNanos(NO_CHECKPOINT_WARNING_MILLIS)) {
            warnedNanos = now;
            LOG.warn(
                    "'{}' has {} messages unacknowledged and none could be acknowledged for {} s, so the feed will stop:"
                            + " see why checkpoints fail or are not enabled, or why Kafka does not answer",
                    settings.clientId(session.name()),
                    outstanding.get(),
                    TimeUnit.NANOSECONDS.toSeconds(now - completedNanos));
        }
    }

    @Override
    public void close() {
        keeper.close();
    }

    // ---- for the task thread ----

    /** Has the broker send the retained messages of these filters once more. */
    void wantAgain(List<String> filters) {
        wantedAgain.set(filters);
    }

    /** Sends one more fence behind what the broker has for us by then. */
    void wantCatchUp() {
        catchUpWanted = true;
    }

    boolean isFence(MqttMessage message) {
        return message.topic().equals(settings.fenceTopic(session.name()));
    }

    /** The fence came back. True if it is the newest one, for the first time. */
    boolean fenceCame(MqttMessage message) {
        if (fencePassed || !fence.equals(new String(message.payload(), StandardCharsets.UTF_8))) {
            return false;
        }
        fencePassed = true;
        return true;
    }

    boolean wasEstablished() {
        return established;
    }

    int outstanding() {
        return outstanding.get();
    }

    int held() {
        return held.get();
    }

    long reconnects() {
        return keeper.reconnects();
    }

    /** A message left the inbox. */
    void forgetHeld(MqttMessage message) {
        held.decrementAndGet();
        heldBytes.addAndGet(-message.payload().length);
    }

    /** An acknowledgement was sent over the connection of this epoch. */
    void acknowledgedOne(int epoch) {
        if (epoch == liveEpoch) {
            outstanding.decrementAndGet();
        }
    }

    /** Whether a message was only sent because the topics of the read-back are subscribed for a moment. */
    boolean isBystander(MqttMessage message) {
        return !readBackDone
                && !message.retained()
                && matchesAny(session.afterCatchUp(), message.topic())
                && !matchesAny(session.filters(), message.topic());
    }

    private static boolean matchesAny(List<String> filters, String topic) {
        for (String filter : filters) {
            if (Topics.matches(filter, topic)) {
                return true;
            }
        }
        return false;
    }

    void unsafeNow(int entries) {
        unsafe = entries;
    }

    void checkpointCompleted() {
        completedNanos = System.nanoTime();
    }
}
