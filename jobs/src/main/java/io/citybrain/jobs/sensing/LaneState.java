package io.citybrain.jobs.sensing;

import io.citybrain.city.sensing.SensorEntry;

/**
 * What an ordered lane of the feed has told, as a checkpoint keeps it. Every instance gets all lanes back, and may keep
 * old copies of lanes that others read by now: the copy with the most changes counts.
 *
 * @param lane its number
 * @param changes how many it has told
 * @param devices the registered devices
 * @param feeds the newest news of each session
 */
public record LaneState(int lane, long changes, SensorEntry[] devices, FeedNews[] feeds) {}
