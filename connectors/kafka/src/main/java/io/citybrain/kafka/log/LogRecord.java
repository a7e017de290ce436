package io.citybrain.kafka.log;

/**
 * One record of {@code city.inbound}.
 *
 * @param partition where it lay, 0 and up
 * @param mqttTopic the message's topic; of a control record: the clock's topic, or the name of the bridge
 * @param payload the message's bytes; empty where there are none
 * @param retained true if the broker had kept it from before
 * @param receivedAtMillis when it came in by MQTT, epoch milliseconds of the bridge's wall clock
 * @param cityClockMillis the city's time when it was written, epoch milliseconds; 0 while unknown
 * @param control what it says about time or feed; MESSAGE if it is a message
 * @param copy true if the same message lies in its sensor's partition, and this one is there so that a device is known
 *     before its frames: not to be counted or told twice
 */
public record LogRecord(
        int partition,
        String mqttTopic,
        byte[] payload,
        boolean retained,
        long receivedAtMillis,
        long cityClockMillis,
        Control control,
        boolean copy) {

    /** What a record says beside messages. Append only: it may become part of stored state. */
    public enum Control {
        /** Something that came in by MQTT. */
        MESSAGE,
        /** The city's time is {@link #cityClockMillis}; in each partition. */
        TICK,
        /** From here on silence means nothing; in each partition. */
        FEED_LOST,
        /** All that the broker had kept lies before this; in each partition. */
        FEED_CAUGHT_UP,
        /** The broker had forgotten the bridge's session; in each partition. */
        FEED_SESSION_LOST
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogRecord that
                && partition == that.partition
                && mqttTopic.equals(that.mqttTopic)
                && java.util.Arrays.equals(payload, that.payload)
                && retained == that.retained
                && receivedAtMillis == that.receivedAtMillis
                && cityClockMillis == that.cityClockMillis
                && control == that.control
                && copy == that.copy;
    }

    @Override
    public int hashCode() {
        return 31 * mqttTopic.hashCode() + Long.hashCode(receivedAtMillis);
    }

    @Override
    public String toString() {
        return "LogRecord[" + partition + ", " + control + ", " + mqttTopic + ", " + payload.length + " bytes"
                + (retained ? ", retained" : "") + (copy ? ", copy" : "") + "]";
    }
}
