package io.citybrain.influxdb.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.citybrain.influxdb.client.StoreAddress.Flavour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at a store without changing it, but for one point in a table of its own that it takes away again. */
public final class StoreCheckup {
    private static final String PROBE = "citybrain_probe";

    private StoreCheckup() {}

    /**
     * Which server answers at this address, by what it answers.
     *
     * @return null if it is none that we know
     * @throws IOException if nobody answers
     */
    public static Flavour findFlavour(StoreAddress address) throws IOException {
        try (StoreHttp http = new StoreHttp(address)) {
            // QuestDB answers InfluxDB's ping, too; InfluxDB has no /exec.
            StoreHttp.Answer exec = http.get(
                    http.url("/exec").addQueryParameter("query", "SELECT 1").build());
            if (exec.isSuccess() && text(exec).contains("\"dataset\"")) {
                return Flavour.QUESTDB;
            }
            StoreHttp.Answer health = http.get(http.url("/health").build());
            if (health.isSuccess() && text(health).contains("\"influxdb\"")) {
                return Flavour.INFLUXDB_2;
            }
            return http.get(http.url("/ping").build()).isSuccess() ? Flavour.INFLUXDB_1 : null;
        }
    }

    /**
     * What differs from the tables that are wanted; those that are not there are made at the start and no difference.
     *
     * @throws IOException if the store can't be reached or refuses
     */
    public static List<String> differences(StoreAddress address, List<TableSchema> wanted) throws IOException {
        List<String> differences = new ArrayList<>();
        if (address.flavour() == Flavour.QUESTDB) {
            try (StoreHttp http = new StoreHttp(address)) {
                QuestSql quest = new QuestSql(http);
                for (TableSchema table : wanted) {
                    compare(quest, table, differences);
                }
            }
        }
        return differences;
    }

    private static void compare(QuestSql quest, TableSchema table, List<String> differences) throws IOException {
        Map<String, JsonNode> columns = new HashMap<>();
        try {
            quest.query("SELECT \"column\", \"type\", \"upsertKey\" FROM table_columns(" + QuestSql.text(table.name())
                            + ")")
                    .path("dataset")
                    .forEach(row -> columns.put(row.path(0).asText(), row));
        } catch (StoreException e) {
            if (e.getMessage().contains("does not exist")) {
                return;
            }
            throw e;
        }
        List<String> keys = new ArrayList<>(table.tags());
        keys.add("timestamp");
        for (String key : keys) {
            JsonNode column = columns.get(key);
            if (column != null && !column.path(2).asBoolean()) {
                differences.add(
                        "table " + table.name() + ": " + key + " is no key, so what is written twice is two rows");
            }
        }
        for (TableSchema.Column column : table.columns()) {
            JsonNode found = columns.get(column.name());
            String type = StoreSetup.questType(column.type());
            if (found != null && !found.path(1).asText().equals(type)) {
                differences.add("table " + table.name() + ": " + column.name() + " is "
                        + found.path(1).asText() + ", must be " + type);
            }
        }
    }

    /** Whether the database of an InfluxDB 1.x is there; true for the others, which have none. */
    public static boolean hasDatabase(StoreAddress address) throws IOException {
        if (address.flavour() != Flavour.INFLUXDB_1) {
            return true;
        }
        try (StoreHttp http = new StoreHttp(address)) {
            JsonNode found = new InfluxQl(http).select("", "SHOW DATABASES");
            for (JsonNode row : found.path("series").path(0).path("values")) {
                if (row.path(0).asText().equals(address.database())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Writes one point and takes it away; InfluxDB 2 and 3 keep it, in a measurement of its own. */
    public static WriteOutcome probe(StoreAddress address, long nowMillis) throws IOException {
        byte[] line = (PROBE + " value=1 " + nowMillis * 1_000 + '\n').getBytes(StandardCharsets.UTF_8);
        WriteOutcome outcome;
        try (StoreWriter writer = StoreWriter.open(address)) {
            outcome = writer.write(line, 0, line.length);
        }
        if (outcome.isWritten()) {
            try (StoreHttp http = new StoreHttp(address)) {
                switch (address.flavour()) {
                    case QUESTDB -> new QuestSql(http).query("DROP TABLE IF EXISTS " + QuestSql.name(PROBE));
                    case INFLUXDB_1 -> new InfluxQl(http).drop(address.database(), PROBE);
                    case INFLUXDB_2 -> {}
                }
            }
        }
        return outcome;
    }

    private static String text(StoreHttp.Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
