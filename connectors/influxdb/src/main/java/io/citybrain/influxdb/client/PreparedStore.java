package io.citybrain.influxdb.client;

import java.io.IOException;

/** A real store with its tables. */
final class PreparedStore implements LineDelivery.Store {
    private final StoreAddress address;
    private final StoreSchema schema;
    private final StoreWriter writer;

    private PreparedStore(StoreAddress address, StoreSchema schema, StoreWriter writer) {
        this.address = address;
        this.schema = schema;
        this.writer = writer;
    }

    static PreparedStore open(StoreAddress address, StoreSchema schema) throws IOException {
        return new PreparedStore(address, schema, StoreWriter.open(address));
    }

    @Override
    public WriteOutcome prepare() {
        try {
            StoreSetup.prepare(address, schema);
            return WriteOutcome.written();
        } catch (StoreException e) {
            return new WriteOutcome(e.failure(), e.getMessage());
        } catch (IOException e) {
            return WriteOutcome.unreachable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public WriteOutcome write(byte[] lines, int offset, int length) {
        return writer.write(lines, offset, length);
    }

    @Override
    public void close() {
        writer.close();
    }
}
