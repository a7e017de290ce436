package io.citybrain.mqtt;

import io.citybrain.mqtt.client.BrokerConnector;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.PahoConnector;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.mqtt.client.Topics;
import io.citybrain.mqtt.session.SessionSettings;
import io.citybrain.mqtt.session.SourceSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads MQTT 5 sessions with QoS 1 and acknowledges a message when a checkpoint holds it. A crash of the job, of a
 * machine or of the broker loses nothing that the broker keeps, and repeats reach the state once.
 *
 * <p>A split is one session with the client id {@code prefix-session}: the number of sessions comes from the settings,
 * so a change of parallelism moves sessions and loses none. Order holds within a session.
 *
 * <p><b>Checkpointing must be on.</b> Without it nothing is acknowledged and the feed stops when the window is full; a
 * warning says so each minute. Throughput of a session is at most {@code receiveMaximum} per checkpoint interval.
 *
 * <p>What the broker must do is described at {@link io.citybrain.mqtt.client.BrokerCheck}, which finds out.
 */
public final class MqttSource<T> implements Source<T, MqttSplit, AssignedSessions>, ResultTypeQueryable<T> {
    private final SourceSettings settings;
    private final MqttDeserializer<T> deserializer;

    private MqttSource(SourceSettings settings, MqttDeserializer<T> deserializer) {
        this.settings = settings;
        this.deserializer = deserializer;
    }

    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<T, MqttSplit> createReader(SourceReaderContext context) {
        return new MqttSourceReader<>(settings, deserializer, context);
    }

    @Override
    public SplitEnumerator<MqttSplit, AssignedSessions> createEnumerator(SplitEnumeratorContext<MqttSplit> context) {
        return new SessionEnumerator(context, names(), List.of());
    }

    @Override
    public SplitEnumerator<MqttSplit, AssignedSessions> restoreEnumerator(
            SplitEnumeratorContext<MqttSplit> context, AssignedSessions assigned) {
        return new SessionEnumerator(context, names(), assigned.names());
    }

    @Override
    public SimpleVersionedSerializer<MqttSplit> getSplitSerializer() {
        return new MqttSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<AssignedSessions> getEnumeratorCheckpointSerializer() {
        return new AssignedSessionsSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return deserializer.getProducedType();
    }

    private List<String> names() {
        return settings.sessions().stream().map(SessionSettings::name).toList();
    }

    /** Gathers and checks the settings. Needed: connection, at least one session, deserializer. */
    public static final class Builder<T> {
        private BrokerConnector connector;
        private MqttDeserializer<T> deserializer;
        private String clientIdPrefix = "flink";
        private final List<SessionSettings> sessions = new ArrayList<>();
        private long sessionExpirySeconds = 7 * 24 * 3_600;
        private int receiveMaximum = 10_000;
        private int maxUnacknowledged = 50_000;
        private long maxHeldBytes = 256L * 1024 * 1024;
        private String fenceTopicPrefix = "flink-mqtt";
        private boolean matchByContent;

        private Builder() {}

        public Builder<T> connection(MqttConnection connection) {
            return connector(new PahoConnector(connection));
        }

        Builder<T> connector(BrokerConnector made) {
            this.connector = made;
            return this;
        }

        /** Client ids are {@code prefix-session}; two jobs at one broker need two prefixes. */
        public Builder<T> clientIdPrefix(String prefix) {
            this.clientIdPrefix = prefix;
            return this;
        }

        /** Adds a session. Filters of different sessions must not overlap, or a message comes twice. */
        public Builder<T> session(String name, List<String> filters) {
            sessions.add(new SessionSettings(name, filters, List.of()));
            return this;
        }

        /**
         * For the session added last: once after each start of the reader, when the backlog has been read, emits the
         * retained messages of these topics; live ones are not emitted. A job reads back what it published itself.
         */
        public Builder<T> afterCatchUp(List<String> filters) {
            if (sessions.isEmpty()) {
                throw new IllegalArgumentException("afterCatchUp belongs to a session: call session(...) first");
            }
            SessionSettings last = sessions.remove(sessions.size() - 1);
            sessions.add(new SessionSettings(last.name(), last.filters(), filters));
            return this;
        }

        public Builder<T> deserializer(MqttDeserializer<T> given) {
            this.deserializer = given;
            return this;
        }

        /** How long the broker keeps our messages while we are away; at least the longest outage. Default 7 days. */
        public Builder<T> sessionExpirySeconds(long seconds) {
            this.sessionExpirySeconds = seconds;
            return this;
        }

        /** Messages that the broker sends without an acknowledgement, 1 to 32,767. Default 10,000. */
        public Builder<T> receiveMaximum(int messages) {
            this.receiveMaximum = messages;
            return this;
        }

        /**
         * Above this nothing more is taken until a checkpoint has let what was taken be acknowledged; then the
         * connection is made anew and the broker sends the rest. Needed because Mosquitto 2.0.11 ignores the receive
         * maximum while it sends a backlog. At least the receive maximum. Default 50,000.
         */
        public Builder<T> maxUnacknowledged(int messages) {
            this.maxUnacknowledged = messages;
            return this;
        }

        /** The same for the bytes of the payloads that wait for the job, per session. Default 256 MiB. */
        public Builder<T> maxHeldBytes(long bytes) {
            this.maxHeldBytes = bytes;
            return this;
        }

        /**
         * Sessions send themselves messages on {@code prefix/fence/clientId}, to know when a backlog has been read; the
         * access list must allow it. On a broker with one queue per subscription (Artemis), give the session one filter
         * that covers this topic too, or the fence overtakes the backlog.
         */
        public Builder<T> fenceTopicPrefix(String prefix) {
            this.fenceTopicPrefix = prefix;
            return this;
        }

        /**
         * For brokers that number unacknowledged messages anew after their own restart (Artemis): a repeat is
         * recognised by topic and payload alone. Cost: of two messages that are equal in every byte, the second is taken
         * for a repeat if the connection was lost while the first was unacknowledged, or acknowledged a moment ago.
         * Default false.
         */
        public Builder<T> matchRepeatsByContent(boolean byContent) {
            this.matchByContent = byContent;
            return this;
        }

        /**
         * Builds the source.
         *
         * @throws IllegalArgumentException naming every setting that is missing or out of range
         */
        public MqttSource<T> build() {
            List<String> mistakes = new ArrayList<>();
            require(connector != null, "connection is missing", mistakes);
            require(deserializer != null, "deserializer is missing", mistakes);
            require(!sessions.isEmpty(), "there is no session: add one with session(name, filters)", mistakes);
            require(
                    receiveMaximum >= 1 && receiveMaximum <= SessionOptions.MAX_RECEIVE_MAXIMUM,
                    "receiveMaximum must be 1 to 32767, was " + receiveMaximum,
                    mistakes);
            require(
                    maxUnacknowledged >= receiveMaximum,
                    "maxUnacknowledged (" + maxUnacknowledged + ") must be at least receiveMaximum (" + receiveMaximum
                            + ")",
                    mistakes);
            require(maxHeldBytes >= 1, "maxHeldBytes must be at least 1, was " + maxHeldBytes, mistakes);
            require(
                    sessionExpirySeconds >= 1,
                    "sessionExpirySeconds must be at least 1, or a reconnect loses messages",
                    mistakes);
            Set<String> names = new HashSet<>();
            sessions.forEach(session ->
                    require(names.add(session.name()), "session '" + session.name() + "' is named twice", mistakes));
            if (!mistakes.isEmpty()) {
                throw new IllegalArgumentException("MQTT source: " + String.join("; ", mistakes));
            }
            Topics.requireName(fenceTopicPrefix);
            return new MqttSource<>(settings(), deserializer);
        }

        private SourceSettings settings() {
            SourceSettings settings = new SourceSettings(
                    connector,
                    clientIdPrefix,
                    List.copyOf(sessions),
                    sessionExpirySeconds,
                    receiveMaximum,
                    maxUnacknowledged,
                    maxHeldBytes,
                    fenceTopicPrefix,
                    matchByContent);
            // Checks the client ids now rather than on a machine of the cluster.
            sessions.forEach(session -> settings.options(session.name()));
            return settings;
        }

        private static void require(boolean fine, String mistake, List<String> mistakes) {
            if (!fine) {
                mistakes.add(mistake);
            }
        }
    }
}
