package io.citybrain.kafka.bridge;

import io.citybrain.kafka.log.LogRecord.Control;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.PahoConnector;
import io.citybrain.mqtt.session.FeedStatus;
import io.citybrain.mqtt.session.Inbox;
import io.citybrain.mqtt.session.SessionMemory;
import io.citybrain.mqtt.session.SessionReader;
import io.citybrain.mqtt.session.SessionSettings;
import io.citybrain.mqtt.session.SourceSettings;
import io.citybrain.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what one MQTT session brings into the log, in order, and acknowledges what Kafka has. All of it on the thread
 * that calls {@link #run}; it starts with no memory, so the whole registry comes, and repeats are written again.
 */
final class Forwarder implements SessionReader.Emitter, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
    private static final String SESSION = "inbound";
    static final String FENCES = "city-bridge";
    private static final List<String> FILTERS = List.of(
            Topics.ALL_TELEMETRY,
            Topics.THE_THINGS_STACK_UPLINKS,
            Topics.CHIRPSTACK_UPLINKS,
            Topics.ALL_REGISTRY,
            Topics.CLOCK,
            Topics.ALL_ALERT_COMMANDS);

    private static final long SESSION_EXPIRY_SECONDS = TimeUnit.DAYS.toSeconds(7);
    private static final int RECEIVE_MAXIMUM = 10_000;
    private static final int MOST_UNACKNOWLEDGED = 50_000;
    private static final long MOST_HELD_BYTES = 64L * 1024 * 1024;

    private static final int EVENTS_AT_ONCE = 500;
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** After a longer standstill what waits at the broker comes before silence is judged again. */
    private static final long STANDSTILL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long ACKNOWLEDGE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final InboundLog log;
    private final BridgeCounters counters;
    private final BooleanSupplier stopped;
    private final BridgeClock clock;
    private final long registryEveryNanos;
    private final Inbox inbox = new Inbox();
    private final SessionReader reader;

    private long number;
    private long acknowledged;
    private KafkaTrouble trouble;
    private InterruptedException interruption;
    private Sending lastTick;
    private long lastTickNanos = System.nanoTime();
    private long acknowledgedNanos;
    private long lookedNanos = System.nanoTime();
    private long registryNanos = System.nanoTime();
    private long reconnectsBefore;

    Forwarder(BridgeSettings settings, InboundLog log, BridgeCounters counters, BooleanSupplier stopped) {
        this.log = log;
        this.counters = counters;
        this.stopped = stopped;
        this.clock = new BridgeClock(settings.externalClock());
        this.registryEveryNanos = settings.registryEvery().toNanos();
        this.reconnectsBefore = counters.reconnects.get();
        SessionSettings session = new SessionSettings(SESSION, FILTERS, List.of(Topics.ALL_ALERTS));
        SourceSettings source = new SourceSettings(
                new PahoConnector(settings.mqtt()),
                settings.clientId(),
                List.of(session),
                SESSION_EXPIRY_SECONDS,
                RECEIVE_MAXIMUM,
                MOST_UNACKNOWLEDGED,
                MOST_HELD_BYTES,
                FENCES,
                false);
        this.reader = new SessionReader(source, session, SessionMemory.none(), inbox, counters);
    }

    /** Until it is stopped. */
    void run() throws KafkaTrouble, InterruptedException {
        reader.tellLostAtStart(this);
        reader.start();
        while (!stopped.getAsBoolean()) {
            boolean worked = readSome();
            long now = System.nanoTime();
            tick(now);
            settle(now);
            look(now);
            if (!worked) {
                rest();
            }
        }
    }

    /** Says that nobody listens any more, and waits until Kafka has what was taken; then acknowledges it. */
    void finish(Duration longest) throws KafkaTrouble, InterruptedException {
        log.writeEverywhere(Control.FEED_LOST, System.currentTimeMillis(), clock.now(), 0, null);
        long deadline = System.nanoTime() + longest.toNanos();
        while (log.pending() > 0 && System.nanoTime() < deadline) {
            log.settle();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        reader.complete(log.settle());
    }

    private boolean readSome() throws KafkaTrouble, InterruptedException {
        int events = 0;
        Inbox.Event event = inbox.poll();
        while (event != null) {
            reader.handle(event, this);
            throwWhatHappened();
            events++;
            event = events < EVENTS_AT_ONCE ? inbox.poll() : null;
        }
        return events > 0;
    }

    /** The session's calls can't throw; what happened in them is thrown here. */
    private void throwWhatHappened() throws KafkaTrouble, InterruptedException {
        if (trouble != null) {
            throw trouble;
        }
        if (interruption != null) {
            throw interruption;
        }
    }

    @Override
    public long nextNumber() {
        return number + 1;
    }

    @Override
    public void message(MqttMessage message) {
        number++;
        counters.received.incrementAndGet();
        attempt(() -> {
            if (clock.tickedBy(message)) {
                lastTick = log.writeEverywhere(Control.TICK, message.receivedAtMillis(), clock.now(), number, message);
                lastTickNanos = System.nanoTime();
            } else {
                log.write(number, message, clock.at(message));
            }
        });
    }

    @Override
    public void feed(FeedStatus status) {
        Control control = switch (status.state()) {
            case LOST -> Control.FEED_LOST;
            case CAUGHT_UP -> Control.FEED_CAUGHT_UP;
            case SESSION_LOST -> Control.FEED_SESSION_LOST;
        };
        LOG.info("feed: {}", control);
        counters.caughtUp.set(status.state() == FeedStatus.State.CAUGHT_UP);
        attempt(() -> log.writeEverywhere(control, status.atMillis(), clock.now(), 0, null));
    }

    private interface Writing {
        void run() throws KafkaTrouble, InterruptedException;
    }

    private void attempt(Writing writing) {
        if (trouble != null || interruption != null) {
            return;
        }
        try {
            writing.run();
        } catch (KafkaTrouble e) {
            trouble = e;
        } catch (InterruptedException e) {
            interruption = e;
        }
    }

    /**
     * The clock, each second in each partition; one that is driven from outside and stands still shows at least that the
     * log goes on. While Kafka does not confirm the last tick there is no other: when
     * it is back, time would run ahead of what still waits at the broker. So the feed counts as lost until that is read.
     */
    private void tick(long now) throws KafkaTrouble, InterruptedException {
        if (lastTick != null && lastTick.isDone()) {
            counters.lastTickAtMillis.set(clock.now());
        }
        boolean due = lastTick == null || (now - lastTickNanos >= TICK_NANOS && lastTick.isDone());
        if (!due) {
            return;
        }
        if (!clock.isExternal() && lastTick != null && now - lastTickNanos > STANDSTILL_NANOS) {
            LOG.warn(
                    "stood still for {} s: the feed counts as lost until the broker's backlog is read",
                    TimeUnit.NANOSECONDS.toSeconds(now - lastTickNanos));
            reader.catchUpAgain(this);
            throwWhatHappened();
        }
        long wall = System.currentTimeMillis();
        lastTick = log.writeEverywhere(Control.TICK, wall, clock.now(), 0, null);
        lastTickNanos = now;
    }

    private void settle(long now) throws KafkaTrouble, InterruptedException {
        if (now - acknowledgedNanos < ACKNOWLEDGE_NANOS) {
            return;
        }
        acknowledgedNanos = now;
        long safe = log.settle();
        if (safe > acknowledged) {
            acknowledged = safe;
            reader.complete(safe);
        }
        counters.reconnects.set(reconnectsBefore + reader.reconnects());
    }

    private void look(long now) throws KafkaTrouble {
        if (now - registryNanos > registryEveryNanos) {
            registryNanos = now;
            reader.readAgain(List.of(Topics.ALL_REGISTRY));
        }
        if (now - lookedNanos > LOOK_NANOS) {
            lookedNanos = now;
            if (log.partitionsNow() != log.partitions()) {
                throw new KafkaTrouble("the log has other partitions than before: all begins anew with them", null);
            }
        }
    }

    private void rest() throws InterruptedException {
        if (log.pending() > 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
            return;
        }
        try {
            inbox.availability().get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException nothingCame) {
            // Time for a look at the clock.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
