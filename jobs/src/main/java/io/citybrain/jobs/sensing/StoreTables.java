package io.citybrain.jobs.sensing;

import static io.citybrain.influxdb.client.TableSchema.ColumnType.BOOLEAN;
import static io.citybrain.influxdb.client.TableSchema.ColumnType.DOUBLE;
import static io.citybrain.influxdb.client.TableSchema.ColumnType.LONG;
import static io.citybrain.influxdb.client.TableSchema.ColumnType.TEXT;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.influxdb.client.TableSchema;
import io.citybrain.influxdb.client.TableSchema.Column;
import io.citybrain.influxdb.client.TableSchema.ColumnType;
import java.util.ArrayList;
import java.util.List;

/** The tables that the sensing job writes. QuestDB needs them before the first write, or repeated points would double. */
public final class StoreTables {
    private StoreTables() {}

    public static List<TableSchema> all() {
        List<TableSchema> tables = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            tables.add(telemetry(kind));
        }
        tables.add(new TableSchema(
                StoreLines.ALERT,
                List.of("kind", "sensor", "rule", "severity"),
                List.of(
                        new Column("alertId", TEXT),
                        new Column("revision", LONG),
                        new Column("ruleVersion", LONG),
                        new Column("state", TEXT),
                        new Column("value", DOUBLE),
                        new Column("threshold", DOUBLE),
                        new Column("unit", TEXT),
                        new Column("quantity", TEXT),
                        new Column("observedAt", TEXT),
                        new Column("clearedAt", TEXT),
                        new Column("longitude", DOUBLE),
                        new Column("latitude", DOUBLE),
                        new Column("area", TEXT),
                        new Column("by", TEXT),
                        new Column("textZh", TEXT),
                        new Column("textEn", TEXT))));
        tables.add(new TableSchema(
                StoreLines.ALERT_EVENT,
                List.of("kind", "sensor", "rule", "transition"),
                List.of(
                        new Column("alertId", TEXT),
                        new Column("revision", LONG),
                        new Column("value", DOUBLE),
                        new Column("by", TEXT))));
        tables.add(new TableSchema(
                StoreLines.REFUSED,
                List.of(),
                List.of(
                        new Column("topic", TEXT),
                        new Column("reason", TEXT),
                        new Column("payloadBytes", LONG),
                        new Column("payloadBase64", TEXT))));
        tables.add(new TableSchema(
                StoreLines.DEVICE_REPORT,
                List.of("sensor", "codec", "report"),
                List.of(new Column("eui", TEXT), new Column("sequence", LONG))));
        return List.copyOf(tables);
    }

    private static TableSchema telemetry(Kind kind) {
        List<Column> columns = new ArrayList<>();
        for (Quantity quantity : kind.quantities()) {
            columns.add(new Column(quantity.jsonName(), columnType(quantity)));
        }
        columns.add(new Column("sequence", LONG));
        return new TableSchema(StoreLines.telemetry(kind), List.of("sensor"), columns);
    }

    private static ColumnType columnType(Quantity quantity) {
        return switch (quantity.type()) {
            case NUMBER -> DOUBLE;
            case FLAG -> BOOLEAN;
            case TEXT -> TEXT;
        };
    }
}
