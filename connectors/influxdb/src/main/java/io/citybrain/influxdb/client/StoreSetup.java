package io.citybrain.influxdb.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.citybrain.influxdb.client.TableSchema.Column;
import io.citybrain.influxdb.client.TableSchema.ColumnType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what must exist before the first write. May be repeated at any time, and while others write; never drops
 * anything.
 */
public final class StoreSetup {
    private static final Logger LOG = LoggerFactory.getLogger(StoreSetup.class);
    private static final String TIMESTAMP = "timestamp";
    /** QuestDB 9.3.4, TableReader. */
    private static final String HALF_CHANGED = "Metadata read timeout";

    private static final int ATTEMPTS_TO_READ = 10;
    private static final int QUESTDB_USUAL_UNCOMMITTED_ROWS = 500_000;

    private StoreSetup() {}

    /** Prepares tables and leaves retention as it is. */
    public static void prepare(StoreAddress address, List<TableSchema> tables) throws IOException {
        prepare(address, new StoreSchema(tables, 0));
    }

    /**
     * Prepares the store: a database in InfluxDB 1.x, tables with keys in QuestDB; in InfluxDB 2 the bucket must be there.
     *
     * @throws StoreException if the store refuses, with what to do
     * @throws IOException if it can't be reached
     */
    public static void prepare(StoreAddress address, StoreSchema schema) throws IOException {
        try (StoreHttp http = new StoreHttp(address)) {
            switch (address.flavour()) {
                case INFLUXDB_1 -> prepareDatabase(new InfluxQl(http), address.database(), schema.retentionDays());
                case INFLUXDB_2 -> checkBucket(http, address);
                case QUESTDB -> prepareTables(new QuestSql(http), schema);
            }
        }
    }

    private static void prepareDatabase(InfluxQl influx, String database, int retentionDays) throws IOException {
        try {
            influx.change("CREATE DATABASE " + InfluxQl.name(database));
            if (retentionDays > 0) {
                // Shards of a day: retention drops whole shards only.
                influx.change("ALTER RETENTION POLICY \"autogen\" ON " + InfluxQl.name(database) + " DURATION "
                        + retentionDays + "d SHARD DURATION 1d");
            }
        } catch (StoreException e) {
            // A user who may only write can't create. If the database is missing, the write says so.
            if (!e.getMessage().contains("HTTP 403")) {
                throw e;
            }
        }
    }

    private static void checkBucket(StoreHttp http, StoreAddress address) throws IOException {
        HttpUrl url = http.url("/api/v2/buckets")
                .addQueryParameter("name", address.database())
                .addQueryParameter("org", address.organisation())
                .build();
        StoreHttp.Answer answer = http.get(url);
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        // Only this answer is about the bucket: InfluxDB 3 has no such path, and makes databases at the first write.
        if (answer.status() == 404 && body.contains("bucket")) {
            throw new StoreException(
                    WriteFailure.REFUSED_ACCESS,
                    "bucket " + address.database() + " does not exist in organisation " + address.organisation()
                            + ": create it with `influx bucket create`");
        }
        if (answer.status() == 401) {
            throw new StoreException(WriteFailure.REFUSED_ACCESS, "HTTP 401: the token was not accepted: " + body);
        }
        if (answer.status() >= 500) {
            throw new StoreException(WriteFailure.RETRY, "HTTP " + answer.status() + ": " + body);
        }
    }

    private static void prepareTables(QuestSql quest, StoreSchema schema) throws IOException {
        for (TableSchema table : schema.tables()) {
            prepareTable(quest, table);
            if (schema.retentionDays() > 0) {
                quest.query(
                        "ALTER TABLE " + QuestSql.name(table.name()) + " SET TTL " + schema.retentionDays() + " DAYS");
            }
        }
    }

    private static void prepareTable(QuestSql quest, TableSchema table) throws IOException {
        quest.query(createTable(table));
        Map<String, String> existing = new HashMap<>();
        boolean keyed = true;
        for (JsonNode row : columns(quest, table)) {
            String column = row.path(0).asText();
            existing.put(column.toLowerCase(Locale.ROOT), row.path(1).asText());
            boolean isKey = column.equals(TIMESTAMP) || table.tags().contains(column);
            keyed &= row.path(2).asBoolean() == isKey;
        }
        for (String tag : table.tags()) {
            keyed &= addIfMissing(quest, table, tag, "SYMBOL", existing);
        }
        for (Column column : table.columns()) {
            addIfMissing(quest, table, column.name(), questType(column.type()), existing);
        }
        if (!keyed) {
            quest.query("ALTER TABLE " + QuestSql.name(table.name()) + " DEDUP ENABLE " + upsertKeys(table));
        }
    }

    /**
     * QuestDB that was killed while it changed a table by itself (it enlarges symbol tables) can't read it, and mends it
     * only when it writes there next. A change that changes nothing makes it do so.
     */
    private static JsonNode columns(QuestSql quest, TableSchema table) throws IOException {
        String sql =
                "SELECT \"column\", \"type\", \"upsertKey\" FROM table_columns(" + QuestSql.text(table.name()) + ")";
        for (int attempt = 1; ; attempt++) {
            try {
                return quest.query(sql).path("dataset");
            } catch (StoreException e) {
                // Each attempt waits a second for the table by itself.
                if (!e.getMessage().contains(HALF_CHANGED) || attempt == ATTEMPTS_TO_READ) {
                    throw e;
                }
                LOG.warn("table {} was left half changed, asking QuestDB to mend it: {}", table.name(), e.getMessage());
                quest.query("ALTER TABLE " + QuestSql.name(table.name()) + " SET PARAM maxUncommittedRows = "
                        + QUESTDB_USUAL_UNCOMMITTED_ROWS);
            }
        }
    }

    /** Returns true if the column was there. */
    private static boolean addIfMissing(
            QuestSql quest, TableSchema table, String column, String type, Map<String, String> existing)
            throws IOException {
        String found = existing.get(column.toLowerCase(Locale.ROOT));
        if (found == null) {
            quest.query("ALTER TABLE " + QuestSql.name(table.name()) + " ADD COLUMN IF NOT EXISTS "
                    + QuestSql.name(column) + " " + type);
            return false;
        }
        if (!found.equals(type)) {
            throw new StoreException(
                    WriteFailure.REFUSED_ACCESS,
                    "column " + column + " of table " + table.name() + " is " + found + " in the store, but must be "
                            + type + ": ALTER or rename the table");
        }
        return true;
    }

    private static String createTable(TableSchema table) {
        StringBuilder sql = new StringBuilder("CREATE TABLE IF NOT EXISTS ")
                .append(QuestSql.name(table.name()))
                .append(" (\"timestamp\" TIMESTAMP");
        for (String tag : table.tags()) {
            sql.append(", ").append(QuestSql.name(tag)).append(" SYMBOL");
        }
        for (Column column : table.columns()) {
            sql.append(", ").append(QuestSql.name(column.name())).append(' ').append(questType(column.type()));
        }
        return sql.append(") TIMESTAMP(\"timestamp\") PARTITION BY DAY WAL DEDUP ")
                .append(upsertKeys(table))
                .toString();
    }

    private static String upsertKeys(TableSchema table) {
        StringBuilder keys = new StringBuilder("UPSERT KEYS(\"timestamp\"");
        table.tags().forEach(tag -> keys.append(", ").append(QuestSql.name(tag)));
        return keys.append(')').toString();
    }

    static String questType(ColumnType type) {
        return switch (type) {
            case DOUBLE -> "DOUBLE";
            case LONG -> "LONG";
            case BOOLEAN -> "SYMBOL";
            case TEXT -> "VARCHAR";
        };
    }
}
