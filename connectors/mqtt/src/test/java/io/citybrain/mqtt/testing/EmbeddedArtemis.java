package io.citybrain.mqtt.testing;

import io.citybrain.mqtt.client.MqttConnection;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** ActiveMQ Artemis in this JVM: MQTT on a free port of 127.0.0.1, journal on disk. The port survives a restart. */
public final class EmbeddedArtemis implements AutoCloseable {
    private final Path folder;
    private final int port;
    private EmbeddedActiveMQ broker;

    private EmbeddedArtemis(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static EmbeddedArtemis start(Path folder) throws Exception {
        EmbeddedArtemis artemis = new EmbeddedArtemis(folder, FreePort.find());
        artemis.startAgain();
        return artemis;
    }

    public MqttConnection connection() {
        return MqttConnection.of("tcp://127.0.0.1:" + port);
    }

    public void startAgain() throws Exception {
        broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration());
        broker.start();
    }

    /** Ends in order. */
    public void stop() throws Exception {
        broker.stop();
    }

    /** Ends as if the process had died: connections are cut, nothing is tidied. */
    public void kill() throws Exception {
        broker.getActiveMQServer().fail(false);
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (Exception e) {
            throw new IllegalStateException("Artemis did not stop", e);
        }
    }

    /** What makes it fit and fast here, each line for a reason. */
    private Configuration configuration() throws Exception {
        ConfigurationImpl config = new ConfigurationImpl();
        config.setSecurityEnabled(false);
        config.setJMXManagementEnabled(false);
        config.setMessageCounterEnabled(false);
        config.setPersistenceEnabled(true);
        config.setJournalType(JournalType.NIO);
        config.setJournalDirectory(folder.resolve("journal").toString());
        config.setBindingsDirectory(folder.resolve("bindings").toString());
        config.setPagingDirectory(folder.resolve("paging").toString());
        config.setLargeMessagesDirectory(folder.resolve("large").toString());
        // A retained topic is a queue, and each queue forces its journal entry to the disk: 2,100 of them take 12 s
        // with
        // that and a half without. What a killed process has written stays; a power failure may lose the last second.
        config.setJournalDatasync(false);
        config.setJournalSyncNonTransactional(false);
        config.setJournalSyncTransactional(false);
        config.setMaxDiskUsage(-1);
        config.addAcceptorConfiguration(
                "mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT;defaultMqttSessionExpiryInterval=-1");
        AddressSettings settings = new AddressSettings();
        // Else unused topics are deleted and made again, which costs the same anew after each restart.
        settings.setAutoDeleteAddresses(false);
        settings.setAutoDeleteQueues(false);
        settings.setMaxSizeBytes(-1);
        settings.setMaxSizeMessages(-1);
        config.addAddressSetting("#", settings);
        return config;
    }
}
