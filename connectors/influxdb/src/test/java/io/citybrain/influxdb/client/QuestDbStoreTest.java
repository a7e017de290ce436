package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citybrain.influxdb.testing.EmbeddedQuestDb;
import io.citybrain.influxdb.testing.FreePort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against QuestDB in this JVM. */
final class QuestDbStoreTest extends StoreContract {
    @TempDir
    static Path data;

    private static EmbeddedQuestDb server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedQuestDb.start(data, FreePort.find());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    StoreAddress address() {
        return server.address();
    }

    @Test
    void aTableThatIsDroppedWhileWeWriteIsMadeAgainWithItsKey() throws Exception {
        LineBatch line = batch("dropped,sensor=a level=1.0 " + T0 + "000\n", 1);
        StoreSchema schema = new StoreSchema(List.of(noise("dropped")), 0);
        DeliverySettings settings = DeliverySettings.in(folder.resolve("spool"), folder.resolve("dead"));
        try (LineDelivery delivery = LineDelivery.open("t", address(), schema, settings, millis -> {});
                StoreHttp http = new StoreHttp(address())) {
            delivery.start();
            delivery.add(line);
            assertThat(delivery.awaitConfirmed(Duration.ofSeconds(10))).isTrue();
            new QuestSql(http).query("DROP TABLE dropped");
            delivery.add(line);
            delivery.add(line);

            assertThat(delivery.awaitConfirmed(Duration.ofSeconds(10))).isTrue();
            assertThat(delivery.counts().deadLetteredLines()).isZero();
        }
        awaitRows(all("dropped"), 1);
    }

    @Test
    void aTableThatNobodyAnnouncedIsRefusedAndNotMadeWithoutAKey() throws Exception {
        DeliveryCounts counts = deliver(batch("unannounced,sensor=a level=1.0 " + T0 + "000\n", 1), noise("announced"));

        assertThat(counts.deadLetteredLines()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("dead").resolve("t.lp"))).contains("table does not exist");
    }

    @Test
    void aTableWithoutAKeyGetsOne() throws Exception {
        try (StoreHttp http = new StoreHttp(address())) {
            new QuestSql(http)
                    .query("CREATE TABLE keyless (\"timestamp\" TIMESTAMP, sensor SYMBOL, level DOUBLE)"
                            + " TIMESTAMP(\"timestamp\") PARTITION BY DAY WAL");
        }
        StoreSetup.prepare(address(), List.of(noise("keyless")));
        LineBatch line = batch("keyless,sensor=a level=1.0 " + T0 + "000\n", 1);
        deliver(line, noise("keyless"));
        deliver(line, noise("keyless"));

        awaitRows(all("keyless"), 1);
    }

    @Test
    void aColumnOfAnotherTypeIsToldByName() throws Exception {
        try (StoreHttp http = new StoreHttp(address())) {
            new QuestSql(http)
                    .query("CREATE TABLE typed (\"timestamp\" TIMESTAMP, sensor SYMBOL, level LONG)"
                            + " TIMESTAMP(\"timestamp\") PARTITION BY DAY WAL");
        }

        assertThatThrownBy(() -> StoreSetup.prepare(address(), List.of(noise("typed"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("column level of table typed is LONG")
                .hasMessageContaining("must be DOUBLE");
    }

    @Test
    void aTableThatAKillLeftHalfChangedIsMendedByTheSetup(@TempDir Path own) throws Exception {
        List<TableSchema> tables = List.of(noise("halved"));
        try (EmbeddedQuestDb quest = EmbeddedQuestDb.start(own, FreePort.find())) {
            StoreSetup.prepare(quest.address(), tables);
            quest.stop();
            leaveHalfChanged(own.resolve("db"), "halved");
            quest.start();
            try (StoreHttp http = new StoreHttp(quest.address())) {
                QuestSql sql = new QuestSql(http);
                assertThatThrownBy(() -> sql.query("SELECT * FROM table_columns('halved')"))
                        .hasMessageContaining("Metadata read timeout");

                StoreSetup.prepare(quest.address(), tables);

                assertThat(sql.query("SELECT * FROM table_columns('halved')")
                                .path("count")
                                .asInt())
                        .isPositive();
            }
        }
    }

    /**
     * As a kill -9 was seen to leave a table of QuestDB 9.3.4: the new metadata is written, the transaction is not, and
     * the table's list of things to do says where the old metadata is.
     */
    private static void leaveHalfChanged(Path db, String table) throws IOException {
        Path directory;
        try (var tables = Files.list(db)) {
            directory = tables.filter(path -> path.getFileName().toString().startsWith(table + "~"))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow();
        }
        Path metadata = directory.resolve("_meta");
        Files.copy(metadata, directory.resolve("_meta.prev"), StandardCopyOption.REPLACE_EXISTING);
        int metadataVersionAt = 32;
        byte[] changed = Files.readAllBytes(metadata);
        changed[metadataVersionAt]++;
        Files.write(metadata, changed);
        int countAt = 32;
        int restoreMetadata = 2;
        ByteBuffer toDo =
                ByteBuffer.wrap(Files.readAllBytes(directory.resolve("_todo_"))).order(ByteOrder.LITTLE_ENDIAN);
        toDo.putLong(countAt, 1).putLong(countAt + 8, restoreMetadata).putLong(countAt + 16, 0);
        Files.write(directory.resolve("_todo_"), toDo.array());
    }
}
