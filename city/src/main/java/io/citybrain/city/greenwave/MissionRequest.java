package io.citybrain.city.greenwave;

import java.util.List;

/**
 * A dispatcher's one click.
 *
 * @param mission the mission's id; a repeated id changes nothing
 * @param requestedAtMillis when it was asked, epoch milliseconds
 * @param ambulance the sensor id of its positions
 * @param urgency 1 (highest) to 3
 * @param origin where it starts
 * @param destination where it goes
 * @param route the edges to drive if the dispatcher has chosen; empty = City Brain chooses
 */
public record MissionRequest(
        String mission,
        long requestedAtMillis,
        String ambulance,
        int urgency,
        RoadPlace origin,
        RoadPlace destination,
        List<String> route) {}
