package io.citybrain.jobs.escort;

import static io.citybrain.influxdb.client.TableSchema.ColumnType.DOUBLE;
import static io.citybrain.influxdb.client.TableSchema.ColumnType.LONG;
import static io.citybrain.influxdb.client.TableSchema.ColumnType.TEXT;

import io.citybrain.influxdb.client.TableSchema;
import io.citybrain.influxdb.client.TableSchema.Column;
import java.util.List;

/** The tables that the green-wave job writes, besides {@code refused}. */
public final class EscortTables {
    private EscortTables() {}

    public static List<TableSchema> all() {
        return List.of(
                new TableSchema(
                        EscortLines.MISSION,
                        List.of("ambulance"),
                        List.of(
                                new Column("mission", TEXT),
                                new Column("urgency", LONG),
                                new Column("revision", LONG),
                                new Column("status", TEXT),
                                new Column("reason", TEXT),
                                new Column("decidedBy", TEXT),
                                new Column("routeEdges", LONG),
                                new Column("etaSeconds", DOUBLE),
                                new Column("etaWithoutPrioritySeconds", DOUBLE),
                                new Column("heldSeconds", DOUBLE),
                                new Column("heldSignals", LONG),
                                new Column("savedSeconds", DOUBLE))),
                new TableSchema(
                        EscortLines.MISSION_EVENT,
                        List.of("mission", "event"),
                        List.of(new Column("detail", TEXT), new Column("by", TEXT))),
                new TableSchema(
                        EscortLines.PRIORITY_EVENT,
                        List.of("signal", "mission", "action"),
                        List.of(
                                new Column("sequence", LONG),
                                new Column("status", TEXT),
                                new Column("reason", TEXT),
                                new Column("by", TEXT))));
    }
}
