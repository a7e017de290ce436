package io.citybrain.influxdb.client;

import io.citybrain.influxdb.client.StoreAddress.Flavour;
import java.io.IOException;
import java.util.List;

/** Reads what was written: one interface, two dialects (InfluxQL and QuestDB's SQL). Thread-safe. */
public interface History extends AutoCloseable {
    /** Opens a reader; does not connect yet. @throws IOException if a password or token file can't be read */
    static History open(StoreAddress address) throws IOException {
        StoreHttp http = new StoreHttp(address);
        return address.flavour() == Flavour.QUESTDB
                ? new QuestDbHistory(http)
                : new InfluxQlHistory(http, address.database());
    }

    /**
     * Reads rows in the order asked for. A measurement that does not exist has no rows.
     *
     * @throws IOException if the store can't be reached or refuses
     */
    List<Row> read(HistoryQuery query) throws IOException;

    /**
     * Counts points, whatever the limit of the query. In InfluxDB this is the count of the fullest field, which is the
     * number of points as long as one field is in all of them.
     */
    long count(HistoryQuery query) throws IOException;

    /** True if the store answers. */
    boolean ping();

    @Override
    void close();
}
