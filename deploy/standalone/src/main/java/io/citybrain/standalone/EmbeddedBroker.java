package io.citybrain.standalone;

import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * ActiveMQ Artemis with MQTT on the loopback interface and its journal on disk, so that what it acknowledged survives a
 * killed process but for the last fraction of a millisecond. Nothing is forced to the platter: a power cut may cost the
 * last second. A city that needs more runs its own broker.
 */
final class EmbeddedBroker implements AutoCloseable {
    private static final int MAX_PACKET_BYTES = 1024 * 1024;
    private static final int RECEIVE_MAXIMUM = 10_000;
    private static final long MEMORY_BYTES = 128L * 1024 * 1024;
    /** How long a journal write may wait for others, nanoseconds: 3,000 batches a second. */
    private static final int JOURNAL_BUFFER_NANOS = 333_333;

    private static final int JOURNAL_FILE_BYTES = 10 * 1024 * 1024;

    private final EmbeddedActiveMQ artemis;

    private EmbeddedBroker(EmbeddedActiveMQ artemis) {
        this.artemis = artemis;
    }

    static EmbeddedBroker start(int port, Path folder) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setPersistenceEnabled(true)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setJournalType(JournalType.NIO)
                .setJournalDatasync(false)
                // Awaited journal writes let messages overtake each other: 300 to 1,800 of 20,000 came out of order,
                // none without. The price: what was acknowledged in the last 0.3 ms before a kill may be lost.
                .setJournalSyncNonTransactional(false)
                .setJournalSyncTransactional(false)
                .setJournalBufferTimeout_NIO(JOURNAL_BUFFER_NANOS)
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setJournalMinFiles(2)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setMaxDiskUsage(98)
                .addAcceptorConfiguration(
                        "mqtt",
                        "tcp://127.0.0.1:" + port + "?protocols=MQTT;maximumPacketSize=" + MAX_PACKET_BYTES
                                + ";receiveMaximum=" + RECEIVE_MAXIMUM
                                + ";topicAliasMaximum=0;defaultMqttSessionExpiryInterval=-1")
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setAutoCreateAddresses(true)
                                .setAutoCreateQueues(true)
                                .setAutoDeleteAddresses(false)
                                .setAutoDeleteQueues(false)
                                .setMaxSizeBytes(MEMORY_BYTES)
                                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE));
        EmbeddedActiveMQ artemis = new EmbeddedActiveMQ();
        artemis.setConfiguration(configuration);
        artemis.start();
        if (!artemis.getActiveMQServer().isActive()) {
            throw new IllegalStateException("the embedded MQTT broker did not start; see the log");
        }
        return new EmbeddedBroker(artemis);
    }

    @Override
    public void close() {
        try {
            artemis.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded MQTT broker did not stop", e);
        }
    }
}
