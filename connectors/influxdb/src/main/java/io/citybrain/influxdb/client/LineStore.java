package io.citybrain.influxdb.client;

/** Something that takes lines of the line protocol. {@link StoreWriter} is the real one. */
@FunctionalInterface
public interface LineStore {
    /**
     * Writes whole lines and waits for the answer. All or some of them may be in the store after a failure.
     *
     * @param lines UTF-8 bytes
     * @param offset first byte
     * @param length number of bytes
     */
    WriteOutcome write(byte[] lines, int offset, int length);
}
