package io.citybrain.standalone;

import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.client.StoreException;
import io.citybrain.influxdb.client.StoreSetup;
import io.citybrain.influxdb.client.WriteFailure;
import io.citybrain.jobs.escort.EscortTables;
import io.citybrain.jobs.incidents.IncidentTables;
import io.citybrain.jobs.sensing.StoreTables;
import io.citybrain.mqtt.client.BrokerCheck;
import io.citybrain.mqtt.client.BrokerFindings;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker and the store that the city uses, ready to use: embedded ones, started side by side, or others. */
final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final Set<MqttFailure.Reason> AWAY =
            EnumSet.of(MqttFailure.Reason.UNREACHABLE, MqttFailure.Reason.TIMEOUT, MqttFailure.Reason.CONNECTION_LOST);
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
        boolean embedBroker = outside.broker() == null;
        boolean embedStore = outside.store() == null;
        int mqttPort = embedBroker ? FreePort.of(settings.ports().mqtt(), "the MQTT broker", "--mqtt-port") : 0;
        int storePort = embedStore ? FreePort.of(settings.ports().store(), "QuestDB", "--store-port") : 0;
        Parts parts = new Parts(
                embedBroker ? MqttConnection.of("tcp://127.0.0.1:" + mqttPort) : outside.broker(),
                embedStore ? StoreAddress.questDb("http://127.0.0.1:" + storePort) : outside.store());
        CompletableFuture<Void> store = CompletableFuture.runAsync(() -> parts.startStore(embedStore, storePort, data));
        try {
            parts.startBroker(embedBroker, mqttPort, data);
            await(store);
            parts.prepareStore(data.goesOn());
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
            check(data.goesOn());
            return;
        }
        try {
            ownBroker = EmbeddedBroker.start(port, data.path("broker"));
        } catch (Exception e) {
            throw CityException.because(e, "error.broker.start", Causes.describe(e));
        }
    }

    /** A city that goes on finds its store prepared: one that is away must not keep it from detecting. */
    private void prepareStore(boolean goesOn) throws IOException {
        try {
            StoreSetup.prepare(store, StoreTables.all());
            StoreSetup.prepare(store, EscortTables.all());
            StoreSetup.prepare(store, IncidentTables.all());
        } catch (IOException e) {
            // One that answers and refuses must be mended by somebody.
            boolean refuses = e instanceof StoreException answer && answer.failure() != WriteFailure.RETRY;
            if (!goesOn || refuses) {
                throw e;
            }
            LOG.warn("the store at {} is away; the city goes on without it and writes when it is back", store.url(), e);
        }
    }

    /**
     * A broker that can't hold acknowledgements would lose messages in silence: it is told at once. A city that goes on
     * knew a good one; if it is away, source and sinks connect when it is back.
     */
    private void check(boolean goesOn) throws InterruptedException {
        try {
            BrokerFindings findings = BrokerCheck.run(broker, PATIENCE);
            if (!findings.problems().isEmpty()) {
                throw new CityException("error.broker.unfit", broker.uri(), String.join("\n  ", findings.problems()));
            }
        } catch (MqttFailure e) {
            if (goesOn && AWAY.contains(e.reason())) {
                LOG.warn("the broker at {} is away; the city goes on when it is back", broker.uri(), e);
                return;
            }
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
