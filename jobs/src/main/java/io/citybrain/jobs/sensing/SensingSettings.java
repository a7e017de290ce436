package io.citybrain.jobs.sensing;

import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.wire.Topics;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * All that the sensing job can be told.
 *
 * @param mqtt the broker
 * @param clientIdPrefix client ids begin with it; two jobs on one broker need two prefixes
 * @param sessions what is read, and how
 * @param time what drives the city's clock
 * @param kafka what goes through Kafka; null = nothing
 * @param store the time-series store
 * @param spoolDirectory where readings wait on disk when the store is away for long
 * @param parallelism of everything behind the source
 */
public record SensingSettings(
        MqttConnection mqtt,
        String clientIdPrefix,
        Sessions sessions,
        CityTime time,
        KafkaUse kafka,
        StoreAddress store,
        String spoolDirectory,
        int parallelism)
        implements Serializable {

    private static final long serialVersionUID = 1;

    /** Pinned from the first day: it can't change without losing state. */
    static final int MAX_PARALLELISM = 360;

    /**
     * What goes through Kafka.
     *
     * @param servers {@code host:port}, several with commas
     * @param topicPrefix names of topics begin with it
     * @param properties settings of Kafka's clients, such as those for TLS and logins
     * @param ingest true = the job reads the bridge's log instead of MQTT
     * @param alerts true = alerts and what is refused go to Kafka, too
     * @param readings true = readings go to Kafka, too
     */
    public record KafkaUse(
            String servers,
            String topicPrefix,
            Map<String, String> properties,
            boolean ingest,
            boolean alerts,
            boolean readings)
            implements Serializable {
        private static final long serialVersionUID = 1;

        /** Without the values of the properties: there are passwords among them. */
        @Override
        public String toString() {
            return "KafkaUse[" + servers + ", " + topicPrefix + "*, " + properties.keySet() + ", ingest=" + ingest
                    + ", alerts=" + alerts + ", readings=" + readings + "]";
        }
    }

    /** True if the job reads the bridge's log instead of MQTT. */
    boolean readsLog() {
        return kafka != null && kafka.ingest();
    }

    /**
     * MQTT sessions.
     *
     * @param filters topic filters by session name: one MQTT session each; filters must not overlap, and each session
     *     also needs the registry and the clock
     * @param repeatsByContent true for a broker that numbers repeated messages anew (Artemis)
     */
    public record Sessions(Map<String, List<String>> filters, boolean repeatsByContent) implements Serializable {
        private static final long serialVersionUID = 1;
        private static final String NAME = "telemetry";

        /** For brokers that keep the order of a whole session, such as Mosquitto. */
        public static Sessions one() {
            return new Sessions(
                    Map.of(
                            NAME,
                            List.of(
                                    Topics.ALL_TELEMETRY,
                                    Topics.THE_THINGS_STACK_UPLINKS,
                                    Topics.CHIRPSTACK_UPLINKS,
                                    Topics.ALL_REGISTRY,
                                    Topics.CLOCK,
                                    Topics.ALL_ALERT_COMMANDS)),
                    false);
        }

        /** For Artemis, which keeps the order within one filter only: readings and the clock must not overtake. */
        public static Sessions oneForArtemis() {
            return new Sessions(Map.of(NAME, List.of("#")), true);
        }
    }
}
