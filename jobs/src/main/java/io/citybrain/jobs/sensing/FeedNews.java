package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;

/**
 * News of one session of the feed.
 *
 * @param session its name
 * @param state how it stands now
 * @param atMillis since when: wall clock, epoch milliseconds
 * @param cityAtMillis since when: city clock, epoch milliseconds; Long.MAX_VALUE = it has not ticked yet
 * @param lane through which ordered lane the news came; each lane of a log has all of them
 * @param retained no news, but an alert of this session that the broker keeps from before the start; null otherwise
 */
public record FeedNews(String session, FeedState state, long atMillis, long cityAtMillis, int lane, Alert retained) {

    FeedNews(String session, FeedState state, long atMillis, long cityAtMillis) {
        this(session, state, atMillis, cityAtMillis, 0, null);
    }

    static FeedNews of(Inbound in, long cityAtMillis) {
        return new FeedNews(in.topic(), in.feed(), in.receivedAtMillis(), cityAtMillis, in.lane(), null);
    }

    static FeedNews retained(Alert alert) {
        return new FeedNews(alert.sensor(), FeedState.LOST, 0, 0, 0, alert);
    }

    FeedNews at(long newCityAtMillis) {
        return new FeedNews(session, state, atMillis, newCityAtMillis, lane, retained);
    }
}
