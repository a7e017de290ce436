package io.citybrain.influxdb.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.citybrain.influxdb.client.HistoryQuery.Order;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** History in QuestDB's SQL. What was just written is seen after a moment: the server applies its log on its own. */
final class QuestDbHistory implements History {
    private static final String TIMESTAMP = "timestamp";

    private final StoreHttp http;
    private final QuestSql quest;

    QuestDbHistory(StoreHttp http) {
        this.http = http;
        this.quest = new QuestSql(http);
    }

    @Override
    public List<Row> read(HistoryQuery query) throws IOException {
        if (isMissing(query.measurement())) {
            return List.of();
        }
        String order = query.order() == Order.OLDEST_FIRST ? "ASC" : "DESC";
        JsonNode answer = quest.query(
                "SELECT *" + fromWhere(query) + " ORDER BY \"timestamp\" " + order + " LIMIT " + query.limit());
        JsonNode columns = answer.path("columns");
        List<Row> rows = new ArrayList<>(answer.path("dataset").size());
        for (JsonNode cells : answer.path("dataset")) {
            rows.add(rowOf(columns, cells));
        }
        return rows;
    }

    private static Row rowOf(JsonNode columns, JsonNode cells) {
        long timeMillis = 0;
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.path(i).path("name").asText();
            Object value = JsonValues.of(cells.path(i));
            if (name.equals(TIMESTAMP)) {
                timeMillis = Instant.parse(cells.path(i).asText()).toEpochMilli();
            } else if (value != null) {
                values.put(name, value);
            }
        }
        return new Row(timeMillis, values);
    }

    @Override
    public long count(HistoryQuery query) throws IOException {
        return isMissing(query.measurement())
                ? 0
                : quest.query("SELECT count()" + fromWhere(query))
                        .path("dataset")
                        .path(0)
                        .path(0)
                        .asLong();
    }

    /** Asked beforehand, so that no error message has to be understood. */
    private boolean isMissing(String table) throws IOException {
        String sql = "SELECT count() FROM tables() WHERE table_name = " + QuestSql.text(table);
        return quest.query(sql).path("dataset").path(0).path(0).asLong() == 0;
    }

    private static String fromWhere(HistoryQuery query) {
        StringBuilder sql = new StringBuilder(" FROM ")
                .append(QuestSql.name(query.measurement()))
                .append(" WHERE \"timestamp\" >= ")
                .append(micros(query.fromMillis()))
                .append(" AND \"timestamp\" < ")
                .append(micros(query.untilMillis()));
        query.tags()
                .forEach((tag, value) -> sql.append(" AND ")
                        .append(QuestSql.name(tag))
                        .append(" = ")
                        .append(QuestSql.text(value)));
        return sql.toString();
    }

    private static String micros(long millis) {
        return "cast(" + millis * 1000 + " as timestamp)";
    }

    @Override
    public boolean ping() {
        try {
            return !quest.query("SELECT 1").has("error");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
