package io.citybrain.standalone;

import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.client.StoreAddress.Flavour;
import io.citybrain.influxdb.client.StoreSetup;
import io.citybrain.jobs.sensing.StoreTables;
import io.citybrain.mqtt.client.BrokerCheck;
import io.citybrain.mqtt.client.BrokerFindings;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The broker and the store that the city uses, ready to use: embedded ones, started side by side, or others. */
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

    static Parts start(CitySettings settings, DataFolder data) throws InterruptedException {
        CitySettings.Outside outside = settings.outside();
        boolean embedBroker = outside.mqttUri() == null;
        boolean embedStore = outside.storeUrl() == null;
        int mqttPort = embedBroker ? FreePort.of(settings.ports().mqtt(), "the MQTT broker", "--mqtt-port") : 0;
        int storePort = embedStore ? FreePort.of(settings.ports().store(), "QuestDB", "--store-port") : 0;
        Parts parts = new Parts(
                embedBroker ? MqttConnection.of("tcp://127.0.0.1:" + mqttPort) : connection(outside),
                embedStore ? StoreAddress.questDb("http://127.0.0.1:" + storePort) : address(outside));
        CompletableFuture<Void> store = CompletableFuture.runAsync(() -> parts.startStore(embedStore, storePort, data));
        try {
            parts.startBroker(embedBroker, mqttPort, data);
            await(store);
            StoreSetup.prepare(parts.store, StoreTables.all());
            return parts;
        } catch (Exception e) {
            // Nothing may still write into a folder that is about to go.
            store.exceptionally(failure -> null).join();
            parts.close();
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw e instanceof CityException known
                    ? known
                    : CityException.because(e, "error.store", parts.store.url(), Causes.describe(e));
        }
    }

    private static void await(CompletableFuture<Void> store) throws Exception {
        try {
            store.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CityException known ? known : e;
        }
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
            throw CityException.because(e, "error.option", "--mqtt", e.getMessage());
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
            throw CityException.because(e, "error.option", "--store", e.getMessage());
        }
    }

    private void startStore(boolean embed, int port, DataFolder data) {
        if (embed) {
            try {
                ownStore = EmbeddedStore.start(port, data.path("store"));
            } catch (Exception e) {
                throw CityException.because(e, "error.store.start", Causes.describe(e));
            }
        }
    }

    private void startBroker(boolean embed, int port, DataFolder data) throws InterruptedException {
        if (!embed) {
            check();
            return;
        }
        try {
            ownBroker = EmbeddedBroker.start(port, data.path("broker"));
        } catch (Exception e) {
            throw CityException.because(e, "error.broker.start", Causes.describe(e));
        }
    }

    /** A broker that can't hold acknowledgements would lose messages in silence: it is told at once. */
    private void check() throws InterruptedException {
        try {
            BrokerFindings findings = BrokerCheck.run(broker, PATIENCE);
            if (!findings.problems().isEmpty()) {
                throw new CityException("error.broker.unfit", broker.uri(), String.join("\n  ", findings.problems()));
            }
        } catch (MqttFailure e) {
            throw CityException.because(e, "error.broker", broker.uri(), Causes.describe(e));
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
