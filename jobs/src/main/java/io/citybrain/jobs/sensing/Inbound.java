package io.citybrain.jobs.sensing;

/**
 * What comes in from the outside, in order: a message, or news of the feed itself.
 *
 * @param topic the message's topic; of news: the name of the session
 * @param payload the message's bytes; of news: empty
 * @param retained true if the broker had kept it from before
 * @param receivedAtMillis when it came in, epoch milliseconds of the wall clock
 * @param feed the news, or null for a message
 */
public record Inbound(String topic, byte[] payload, boolean retained, long receivedAtMillis, FeedState feed) {}
