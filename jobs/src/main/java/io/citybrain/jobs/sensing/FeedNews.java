package io.citybrain.jobs.sensing;

/**
 * News of one session of the feed.
 *
 * @param session its name
 * @param state how it stands now
 * @param atMillis since when: wall clock, epoch milliseconds
 * @param cityAtMillis since when: city clock, epoch milliseconds; Long.MAX_VALUE = it has not ticked yet
 */
public record FeedNews(String session, FeedState state, long atMillis, long cityAtMillis) {}
