package io.citybrain.influxdb.client;

/** Why a write did not succeed, by what to do about it. */
public enum WriteFailure {
    /** The store is away or overloaded: the same bytes will pass later. */
    RETRY,
    /** The store read the bytes and does not want them: they will never pass. */
    POISON,
    /** The store does not let us in or has no such database: a person must act, then the same bytes will pass. */
    REFUSED_ACCESS;

    /**
     * Classifies an HTTP status that is not 2xx. Only an answer about the bytes themselves is {@link #POISON}, because
     * poison leaves the stream: everything unknown is kept and tried again.
     *
     * <p>Status codes: InfluxDB v2 API reference, "Write data"; InfluxDB 1.x answers a partial write with 400; RFC 9110
     * section 15.
     */
    public static WriteFailure ofStatus(int status) {
        return switch (status) {
            case 400, 413, 422 -> POISON;
            case 408, 425, 429 -> RETRY;
            default -> status >= 300 && status < 500 ? REFUSED_ACCESS : RETRY;
        };
    }
}
