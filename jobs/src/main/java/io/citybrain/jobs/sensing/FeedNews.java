package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;

/**
 * News of one session of the feed.
 *
 * @param session its name
 * @param state how it stands now
 * @param atMillis since when: wall clock, epoch milliseconds
 * @param cityAtMillis since when: city clock, epoch milliseconds; Long.MAX_VALUE = it has not ticked yet
 * @param retained no news, but an alert of this session that the broker keeps from before the start; null otherwise
 */
public record FeedNews(String session, FeedState state, long atMillis, long cityAtMillis, Alert retained) {

    public FeedNews(String session, FeedState state, long atMillis, long cityAtMillis) {
        this(session, state, atMillis, cityAtMillis, null);
    }
}
