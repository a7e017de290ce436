package io.citybrain.jobs.escort;

import io.citybrain.city.greenwave.EscortEvent;
import io.citybrain.influxdb.client.LineBuilder;
import io.citybrain.jobs.sensing.StoreLines;
import io.citybrain.jobs.sensing.Stored;

/**
 * Missions and the audit trail as points of the store. What is written twice lands on the same point; what happens twice
 * at one signal within one tick of the clock does, too.
 */
public final class EscortLines {
    public static final String MISSION = "mission";
    public static final String MISSION_EVENT = "mission_event";
    public static final String PRIORITY_EVENT = "priority_event";

    private static final String BY_SIGNAL = "signal";

    private EscortLines() {}

    static void write(EscortLine line, LineBuilder out) {
        if (line.mission() != null) {
            write(line.mission(), out);
        } else if (line.event() != null) {
            write(line.event(), out);
        } else {
            StoreLines.write(new Stored(null, line.rejection(), null), out);
        }
    }

    private static void write(MissionLine line, LineBuilder out) {
        out.measurement(MISSION)
                .tag("ambulance", orUnknown(line.ambulance()))
                .field("mission", line.mission())
                .field("urgency", (long) line.urgency())
                .field("revision", (long) line.revision())
                .field("status", line.status())
                .field("reason", line.reason())
                .field("decidedBy", line.decidedBy())
                .field("routeEdges", (long) line.routeEdges())
                .field("etaSeconds", line.etaSeconds())
                .field("etaWithoutPrioritySeconds", line.etaWithoutPrioritySeconds())
                .field("heldSeconds", line.heldSeconds())
                .field("heldSignals", (long) line.heldSignals())
                .field("savedSeconds", line.savedSeconds())
                .timestampMillis(line.requestedAtMillis());
    }

    private static void write(EscortEvent event, LineBuilder out) {
        boolean ofSignal = event.signal() != null;
        out.measurement(ofSignal ? PRIORITY_EVENT : MISSION_EVENT);
        if (ofSignal) {
            out.tag("signal", event.signal());
        }
        out.tag("mission", orUnknown(event.mission())).tag(ofSignal ? "action" : "event", event.event());
        if (ofSignal) {
            out.field("sequence", event.sequence())
                    .field("status", BY_SIGNAL.equals(event.by()) ? event.event() : "")
                    .field("reason", event.detail());
        } else {
            out.field("detail", event.detail());
        }
        out.field("by", event.by()).timestampMillis(event.atMillis());
    }

    /** A tag has at least one character. */
    private static String orUnknown(String name) {
        return name == null || name.isEmpty() ? "-" : name;
    }
}
