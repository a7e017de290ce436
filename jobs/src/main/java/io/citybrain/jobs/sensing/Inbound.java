package io.citybrain.jobs.sensing;

/**
 * What comes in from the outside, in order: a message, news of the feed itself, or a tick of the log's clock.
 *
 * @param topic the message's topic; of news and ticks: the name of the session
 * @param payload the message's bytes; of news and ticks: empty
 * @param retained true if the broker had kept it from before
 * @param receivedAtMillis when it came in, epoch milliseconds of the wall clock
 * @param feed the news, ALIVE for a tick, or null for a message
 * @param cityMillis the city's time when it came in, as the log has it, epoch milliseconds; 0 = the log does not say
 * @param lane which of the ordered lanes it came through: the Kafka partition; 0 by MQTT
 * @param copy true if the same registry entry came through its sensor's lane, and this one is there only so that the
 *     device is known before its frames
 */
public record Inbound(
        String topic,
        byte[] payload,
        boolean retained,
        long receivedAtMillis,
        FeedState feed,
        long cityMillis,
        int lane,
        boolean copy) {

    /** By MQTT. */
    public Inbound(String topic, byte[] payload, boolean retained, long receivedAtMillis, FeedState feed) {
        this(topic, payload, retained, receivedAtMillis, feed, 0, 0, false);
    }
}
