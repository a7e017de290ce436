package io.citybrain.jobs.incidents;

import static io.citybrain.influxdb.client.TableSchema.ColumnType.LONG;
import static io.citybrain.influxdb.client.TableSchema.ColumnType.TEXT;

import io.citybrain.influxdb.client.TableSchema;
import io.citybrain.influxdb.client.TableSchema.Column;
import java.util.List;

/** The table that the incidents job writes, besides {@code refused}. */
public final class IncidentTables {
    private IncidentTables() {}

    public static List<TableSchema> all() {
        return List.of(new TableSchema(
                IncidentLines.INCIDENT_EVENT,
                List.of("grid", "kind", "event"),
                List.of(
                        new Column("incidentId", TEXT),
                        new Column("revision", LONG),
                        new Column("state", TEXT),
                        new Column("severity", TEXT),
                        new Column("level", TEXT),
                        new Column("by", TEXT),
                        new Column("note", TEXT),
                        new Column("crew", TEXT),
                        new Column("photo", TEXT),
                        new Column("alertId", TEXT),
                        new Column("limit", TEXT))));
    }
}
