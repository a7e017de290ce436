package io.citybrain.influxdb.client;

import java.io.Serializable;
import java.util.List;

/**
 * What a store must have before the first line is written.
 *
 * @param tables the known measurements; in QuestDB a measurement that is not listed is made by the server, without a
 *     key, unless the server is told {@code line.auto.create.new.tables=false}, as it should be
 * @param retentionDays how long points are kept, days; 0 leaves the store as it is
 */
public record StoreSchema(List<TableSchema> tables, int retentionDays) implements Serializable {
    private static final long serialVersionUID = 1;

    /** Checks the retention. */
    public StoreSchema {
        tables = List.copyOf(tables);
        if (retentionDays < 0) {
            throw new IllegalArgumentException("retentionDays is " + retentionDays + ": write 0 to keep all, or days");
        }
    }
}
