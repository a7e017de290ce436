package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citybrain.influxdb.client.HistoryQuery.Order;
import io.citybrain.influxdb.client.TableSchema.Column;
import io.citybrain.influxdb.client.TableSchema.ColumnType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QuotingTest {
    @Test
    void influxQlEscapesWithABackslash() {
        assertThat(InfluxQl.name("a\"b\\")).isEqualTo("\"a\\\"b\\\\\"");
        assertThat(InfluxQl.text("a'b\\\n")).isEqualTo("'a\\'b\\\\\\n'");
    }

    @Test
    void questDbDoublesTheQuoteAndRefusesItInNames() {
        assertThat(QuestSql.text("a'b\\")).isEqualTo("'a''b\\'");
        assertThat(QuestSql.name("a-b")).isEqualTo("\"a-b\"");
        assertThatThrownBy(() -> QuestSql.name("a\"b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aQueryOutOfBoundsIsRefusedWithItsBounds() {
        assertThatThrownBy(() -> query("", 0, 1, 1)).hasMessageContaining("measurement");
        assertThatThrownBy(() -> query("a\nb", 0, 1, 1)).hasMessageContaining("control character");
        assertThatThrownBy(() -> query("m", 5, 5, 1)).hasMessageContaining("from < until");
        assertThatThrownBy(() -> query("m", -1, 5, 1)).hasMessageContaining("0 <= from");
        assertThatThrownBy(() -> query("m", 0, Long.MAX_VALUE, 1)).hasMessageContaining("until <=");
        assertThatThrownBy(() -> query("m", 0, 1, 0)).hasMessageContaining("1 to 100000");
        assertThatThrownBy(() -> query("m", 0, 1, 100_001)).hasMessageContaining("1 to 100000");
    }

    private static HistoryQuery query(String measurement, long from, long until, int limit) {
        return new HistoryQuery(measurement, Map.of(), from, until, limit, Order.OLDEST_FIRST);
    }

    @Test
    void aSchemaThatAStoreWouldRefuseIsRefusedHere() {
        List<Column> value = List.of(new Column("value", ColumnType.DOUBLE));
        assertThatThrownBy(() -> new TableSchema("a b", List.of(), value)).hasMessageContaining("table name \"a b\"");
        assertThatThrownBy(() -> new TableSchema("t", List.of(), List.of())).hasMessageContaining("no columns");
        assertThatThrownBy(() -> new TableSchema("t", List.of("time"), value)).hasMessageContaining("keeps this name");
        assertThatThrownBy(() -> new TableSchema("t", List.of("VALUE"), value)).hasMessageContaining("there twice");
        assertThatThrownBy(() -> new TableSchema("t", List.of("a-b"), value)).hasMessageContaining("letters, digits");
        assertThat(new TableSchema("telemetry_water-level", List.of("sensor"), value).tags())
                .containsExactly("sensor");
    }
}
