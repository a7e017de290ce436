package io.citybrain.standalone;

import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.client.StoreAddress.Flavour;
import io.citybrain.mqtt.client.BrokerCheck;
import io.citybrain.mqtt.client.BrokerFindings;
import io.citybrain.mqtt.client.MqttConnection;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The broker and the store that the city uses: embedded ones, started side by side, or others. */
final class Parts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MqttConnection broker;
    private final StoreAddress store;
    private EmbeddedBroker ownBroker;
    private EmbeddedStore ownStore;

    private Parts(MqttConnection broker, StoreAddress store) {
        this.broker = broker;
        this.store = store;
    }

    static Parts start(CitySettings settings, DataFolder data) {
        CitySettings.Outside outside = settings.outside();
        boolean embedBroker = outside.mqttUri() == null;
        boolean embedStore = outside.storeUrl() == null;
        int mqttPort = embedBroker ? FreePort.of(settings.ports().mqtt(), "the MQTT broker", "--mqtt-port") : 0;
        int storePort = embedStore ? FreePort.of(settings.ports().store(), "QuestDB", "--store-port") : 0;
        Parts parts = new Parts(
                embedBroker ? MqttConnection.of("tcp://127.0.0.1:" + mqttPort) : connection(outside),
                embedStore ? StoreAddress.questDb("http://127.0.0.1:" + storePort) : address(outside));
        CompletableFuture<Void> store = CompletableFuture.runAsync(() -> parts.startStore(embedStore, storePort, data));
        parts.startBroker(embedBroker, mqttPort, data);
        store.join();
        return parts;
    }

    private static MqttConnection connection(CitySettings.Outside outside) {
        try {
            MqttConnection connection = MqttConnection.of(outside.mqttUri());
            if (outside.mqttUser() != null) {
                connection = connection.withCredentials(outside.mqttUser(), outside.mqttPasswordFile());
            }
            return outside.mqttTrustStore() == null
                    ? connection
                    : connection.withTrustStore(outside.mqttTrustStore(), outside.mqttTrustStorePasswordFile());
        } catch (IllegalArgumentException e) {
            throw new CityException("--mqtt: " + e.getMessage(), e);
        }
    }

    private static StoreAddress address(CitySettings.Outside outside) {
        try {
            return new StoreAddress(
                    outside.storeUrl(),
                    Flavour.valueOf(
                            outside.storeFlavour().toUpperCase(Locale.ROOT).replace('-', '_')),
                    outside.storeDatabase(),
                    null,
                    outside.storeUser(),
                    outside.storePasswordFile(),
                    outside.storeTokenFile());
        } catch (IllegalArgumentException e) {
            throw new CityException("--store: " + e.getMessage(), e);
        }
    }

    private void startStore(boolean embed, int port, DataFolder data) {
        if (embed) {
            try {
                ownStore = EmbeddedStore.start(port, data.path("store"));
            } catch (Exception e) {
                throw new CityException("QuestDB did not start: " + Causes.describe(e), e);
            }
        }
    }

    private void startBroker(boolean embed, int port, DataFolder data) {
        try {
            if (embed) {
                ownBroker = EmbeddedBroker.start(port, data.path("broker"));
            } else {
                check();
            }
        } catch (CityException e) {
            throw e;
        } catch (Exception e) {
            throw new CityException("the MQTT broker did not start: " + Causes.describe(e), e);
        }
    }

    /** A broker that can't hold acknowledgements would lose messages in silence: it is told at once. */
    private void check() throws Exception {
        BrokerFindings findings = BrokerCheck.run(broker, PATIENCE);
        if (!findings.problems().isEmpty()) {
            throw new CityException("the MQTT broker " + broker.uri() + " can't be used:\n  "
                    + String.join("\n  ", findings.problems()));
        }
    }

    MqttConnection broker() {
        return broker;
    }

    StoreAddress store() {
        return store;
    }

    boolean hasOwnBroker() {
        return ownBroker != null;
    }

    @Override
    public void close() {
        if (ownBroker != null) {
            ownBroker.close();
        }
        if (ownStore != null) {
            ownStore.close();
        }
    }
}
