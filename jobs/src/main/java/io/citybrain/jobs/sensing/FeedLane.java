package io.citybrain.jobs.sensing;

/**
 * How it stands with one ordered lane of the feed, as a checkpoint keeps it.
 *
 * @param name session and lane
 * @param goodSinceMillis the city time since which it is good; Long.MAX_VALUE = it is not
 */
public record FeedLane(String name, long goodSinceMillis) {}
