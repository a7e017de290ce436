package io.citybrain.influxdb.client;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A measurement that is known beforehand. InfluxDB needs none of this; in QuestDB the table is made from it, with
 * time and tags as the key, so that a point written twice is one row.
 *
 * @param name of the measurement: letters, digits, {@code _} and {@code -}
 * @param tags their names; together with the time they identify a row
 * @param columns the fields
 */
public record TableSchema(String name, List<String> tags, List<Column> columns) implements Serializable {
    private static final long serialVersionUID = 1;
    // QuestDB keeps tables and columns as files: its limit is 127 characters, and '-' is an operator in columns.
    private static final Pattern TABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,126}");
    private static final Pattern COLUMN = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,126}");
    private static final Set<String> RESERVED = Set.of("time", "timestamp");

    /** What a field holds. */
    public enum ColumnType {
        DOUBLE,
        LONG,
        /** In QuestDB the text "true" or "false": its BOOLEAN can't be absent, and absent must not become false. */
        BOOLEAN,
        TEXT
    }

    /** A field. */
    public record Column(String name, ColumnType type) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /** Checks all names. @throws IllegalArgumentException naming the first that a store would refuse */
    public TableSchema {
        tags = List.copyOf(tags);
        columns = List.copyOf(columns);
        require(
                TABLE.matcher(name).matches(),
                "table name \"" + name + "\": use letters, digits, _ and -, 127 at most");
        require(!columns.isEmpty(), "table " + name + " has no columns: a point needs a field");
        Set<String> seen = new HashSet<>();
        for (String tag : tags) {
            requireColumn(name, tag, seen);
        }
        for (Column column : columns) {
            requireColumn(name, column.name(), seen);
        }
    }

    private static void requireColumn(String table, String column, Set<String> seen) {
        String where = "column \"" + column + "\" of table " + table;
        require(COLUMN.matcher(column).matches(), where + ": use letters, digits and _, 127 at most");
        require(!RESERVED.contains(column), where + ": the store keeps this name for the time of a point");
        // QuestDB compares names without case.
        require(seen.add(column.toLowerCase(Locale.ROOT)), where + " is there twice");
    }

    private static void require(boolean holds, String error) {
        if (!holds) {
            throw new IllegalArgumentException(error);
        }
    }
}
