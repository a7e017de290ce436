package io.citybrain.mqtt.session;

import io.citybrain.mqtt.client.BrokerConnection;
import io.citybrain.mqtt.client.MqttFailure;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.session.FeedStatus.State;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The side of a session that faces the task: decides what is new, emits it, acknowledges. Task thread only. */
public final class SessionReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionReader.class);

    private final SessionSettings session;
    private final SessionLink link;
    private final DeliveryLedger ledger;
    private final SessionMeter meter;
    private boolean established;
    private int epoch;
    private BrokerConnection connection;
    /** Written by the task thread, read by metrics. */
    private volatile State feed;

    /** Takes what a session has to say, one call for each message. */
    public interface Emitter {
        void message(MqttMessage message);

        /** With which number {@link #complete} tells that the next message is safe; by default a snapshot decides. */
        default long nextNumber() {
            return DeliveryLedger.NO_CHECKPOINT;
        }

        void feed(FeedStatus status);
    }

    public SessionReader(
            SourceSettings settings, SessionSettings session, SessionMemory memory, Inbox inbox, SessionMeter meter) {
        this.session = session;
        this.link = new SessionLink(settings, session, memory, inbox);
        this.ledger =
                new DeliveryLedger(settings.matchByContent(), settings.maxUnacknowledged(), memory.unacknowledged());
        this.meter = meter;
        this.established = memory.established();
        this.epoch = memory.epoch();
    }

    /** From a lost connection until the backlog is read; for metrics, from any thread. */
    public boolean isFeedLost() {
        return feed != State.CAUGHT_UP;
    }

    public void start() {
        link.start();
    }

    /** Messages that wait in the inbox. */
    public int held() {
        return link.held();
    }

    /** Messages that the broker waits to be acknowledged. */
    public int outstanding() {
        return link.outstanding();
    }

    public long reconnects() {
        return link.reconnects();
    }

    public void handle(Inbox.Event event, Emitter out) {
        if (event instanceof Inbox.Arrived arrived) {
            arrived(arrived, out);
        } else if (event instanceof Inbox.Connected connected) {
            connected(connected, out);
        } else if (event instanceof Inbox.Lost) {
            connection = null;
            tell(State.LOST, out);
        }
    }

    /** The feed counts as lost from the start until it has caught up. */
    public void tellLostAtStart(Emitter out) {
        tell(State.LOST, out);
    }

    /** Has the broker send the retained messages of these filters once more. */
    public void readAgain(List<String> filters) {
        link.wantAgain(filters);
    }

    /** The reader stood still: the feed counts as lost until what came meanwhile has been read. */
    public void catchUpAgain(Emitter out) {
        tell(State.LOST, out);
        link.wantCatchUp();
    }

    private void connected(Inbox.Connected event, Emitter out) {
        epoch = event.epoch();
        connection = event.connection();
        boolean present = connection.sessionPresent();
        int givenUp = ledger.connected(present);
        link.unsafeNow(ledger.unsafe());
        if (!present && event.expected()) {
            meter.sessionLost();
            LOG.error(
                    "the broker has forgotten session '{}': what was sent while we were away is lost, and {} messages"
                            + " may have been; raise its session expiry, its queue limits or its persistence",
                    session.name(),
                    givenUp);
            tell(State.SESSION_LOST, out);
        }
    }

    private void arrived(Inbox.Arrived event, Emitter out) {
        MqttMessage message = event.message();
        link.forgetHeld(message);
        if (link.isFence(message)) {
            acknowledge(event.epoch(), event.packetId());
            if (link.fenceCame(message)) {
                tell(State.CAUGHT_UP, out);
            }
        } else if (event.packetId() == 0) {
            if (!link.isBystander(message)) {
                meter.unguaranteed();
                out.message(message);
            }
        } else if (event.epoch() == epoch) {
            guaranteed(event, out);
        }
        // Else it came over a connection that is gone, unacknowledged: it comes again over this one.
    }

    private void guaranteed(Inbox.Arrived event, Emitter out) {
        MqttMessage message = event.message();
        long hash = ContentHash.of(message);
        switch (ledger.judge(event.packetId(), hash)) {
            case NEW -> {
                if (link.isBystander(message)) {
                    acknowledge(event.epoch(), event.packetId());
                    return;
                }
                // First the book, then the record: if the job fails on it, a restore starts from an older book anyway.
                ledger.emitted(event.packetId(), hash, out.nextNumber());
                out.message(message);
            }
            case REPEATED_AND_SAFE -> {
                meter.redelivered();
                acknowledge(event.epoch(), event.packetId());
            }
            case REPEATED -> meter.redelivered();
        }
        link.unsafeNow(ledger.unsafe());
    }

    public SessionMemory snapshot(long checkpoint) {
        return new SessionMemory(
                session.filters(), established || link.wasEstablished(), epoch, ledger.snapshot(checkpoint));
    }

    /** What a snapshot or a message of this number or an earlier one held is safe: it is acknowledged. */
    public void complete(long number) {
        ledger.complete(number, packetId -> acknowledge(epoch, packetId));
        if (feed == State.CAUGHT_UP) {
            // Repeats come first, so those that have not come by now were acknowledged in time.
            ledger.settle();
        }
        link.unsafeNow(ledger.unsafe());
        link.checkpointCompleted();
    }

    @Override
    public void close() {
        link.close();
    }

    private void acknowledge(int arrivedIn, int packetId) {
        if (packetId == 0 || connection == null || arrivedIn != epoch) {
            return;
        }
        try {
            connection.acknowledge(packetId);
            link.acknowledgedOne(epoch);
        } catch (MqttFailure e) {
            // The connection is ending. The message comes again over the next one and is acknowledged then.
            LOG.debug("'{}' could not acknowledge {}", session.name(), packetId);
        }
    }

    private void tell(State state, Emitter out) {
        if (state != feed) {
            feed = state;
            out.feed(new FeedStatus(session.name(), state, System.currentTimeMillis()));
        }
    }
}
