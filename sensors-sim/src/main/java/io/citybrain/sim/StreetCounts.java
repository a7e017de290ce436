package io.citybrain.sim;

import java.util.Map;

/**
 * What was sent so far.
 *
 * @param sent telemetry messages, the malformed ones included
 * @param malformedSent those that City Brain must refuse
 * @param sentByKind telemetry messages by the kind's topic name
 * @param clockTicks messages on the clock's topic
 * @param registryEntries retained registry entries
 */
public record StreetCounts(
        long sent, long malformedSent, Map<String, Long> sentByKind, long clockTicks, long registryEntries) {}
