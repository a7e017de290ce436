package io.citybrain.influxdb.client;

import com.influxdb.LogLevel;
import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import io.citybrain.influxdb.client.StoreAddress.Flavour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.OkHttpClient;

/**
 * Writes lines to a store and waits for the answer. Uses the blocking write of the client library: its asynchronous
 * {@code WriteApi} drops points silently under backpressure (influxdb-client-java issue 846).
 *
 * <p>Never throws for what the store or the network does; used by one thread at a time.
 */
public final class StoreWriter implements LineStore, AutoCloseable {
    private static final String ANY = "-";

    private final StoreAddress address;
    private final InfluxDBClient client;
    private final WriteApiBlocking api;
    private final OkHttpClient transport;

    private StoreWriter(StoreAddress address, InfluxDBClient client, OkHttpClient transport) {
        this.address = address;
        this.client = client;
        this.transport = transport;
        this.api = client.getWriteApiBlocking();
    }

    /** Opens a writer; does not connect yet. @throws IOException if a password or token file can't be read */
    public static StoreWriter open(StoreAddress address) throws IOException {
        OkHttpClient.Builder http = StoreHttp.clientOf(address);
        if (address.flavour() != Flavour.INFLUXDB_2) {
            http.addInterceptor(StoreHttp.oldWritePath());
        }
        OkHttpClient transport = http.build();
        InfluxDBClientOptions options = InfluxDBClientOptions.builder()
                .url(address.url())
                .okHttpClient(transport.newBuilder())
                .logLevel(LogLevel.NONE)
                .build();
        return new StoreWriter(address, InfluxDBClientFactory.create(options), transport);
    }

    @Override
    public WriteOutcome write(byte[] lines, int offset, int length) {
        // The library takes a String; one per batch is cheap beside the request that carries it.
        String record = new String(lines, offset, length, StandardCharsets.UTF_8);
        try {
            api.writeRecord(orAny(address.database()), orAny(address.organisation()), WritePrecision.US, record);
            return WriteOutcome.written();
        } catch (InfluxException e) {
            return e.status() == 0
                    ? WriteOutcome.unreachable(address.url() + ": " + e.getMessage())
                    : WriteOutcome.ofStatus(e.status(), reason(e));
        }
    }

    /** InfluxDB 1.x puts the reason under "error", 2.x and QuestDB under "message". */
    private static String reason(InfluxException e) {
        Object error = e.errorBody().get("error");
        return error != null ? error.toString() : String.valueOf(e.getMessage());
    }

    /** The library insists on a bucket and an organisation, also where the server has none. */
    private static String orAny(String name) {
        return name.isEmpty() ? ANY : name;
    }

    @Override
    public void close() {
        client.close();
        StoreHttp.close(transport);
    }
}
