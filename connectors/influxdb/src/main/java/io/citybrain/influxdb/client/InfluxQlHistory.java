package io.citybrain.influxdb.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.citybrain.influxdb.client.HistoryQuery.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** History in InfluxQL: InfluxDB 1.x, 2 and 3. */
final class InfluxQlHistory implements History {
    private final StoreHttp http;
    private final InfluxQl influx;
    private final String database;

    InfluxQlHistory(StoreHttp http, String database) {
        this.http = http;
        this.influx = new InfluxQl(http);
        this.database = database;
    }

    @Override
    public List<Row> read(HistoryQuery query) throws IOException {
        String order = query.order() == Order.OLDEST_FIRST ? "ASC" : "DESC";
        String statement = "SELECT *" + fromWhere(query) + " ORDER BY time " + order + " LIMIT " + query.limit();
        JsonNode series = influx.select(database, statement).path("series").path(0);
        JsonNode columns = series.path("columns");
        List<Row> rows = new ArrayList<>(series.path("values").size());
        for (JsonNode cells : series.path("values")) {
            Map<String, Object> values = new HashMap<>();
            for (int i = 1; i < columns.size(); i++) { // column 0 is the time
                Object value = JsonValues.of(cells.path(i));
                if (value != null) {
                    values.put(columns.path(i).asText(), value);
                }
            }
            rows.add(new Row(cells.path(0).asLong(), values));
        }
        return rows;
    }

    @Override
    public long count(HistoryQuery query) throws IOException {
        JsonNode counts = influx.select(database, "SELECT COUNT(*)" + fromWhere(query))
                .path("series")
                .path(0)
                .path("values")
                .path(0);
        long most = 0;
        for (int i = 1; i < counts.size(); i++) {
            most = Math.max(most, counts.path(i).asLong());
        }
        return most;
    }

    private static String fromWhere(HistoryQuery query) {
        StringBuilder sql = new StringBuilder(" FROM ")
                .append(InfluxQl.name(query.measurement()))
                .append(" WHERE time >= ")
                .append(query.fromMillis())
                .append("ms AND time < ")
                .append(query.untilMillis())
                .append("ms");
        query.tags()
                .forEach((tag, value) -> sql.append(" AND ")
                        .append(InfluxQl.name(tag))
                        .append(" = ")
                        .append(InfluxQl.text(value)));
        return sql.toString();
    }

    @Override
    public boolean ping() {
        try {
            return http.get(http.url("/ping").build()).isSuccess();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
