package io.citybrain.wire;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.alert.Severity;
import io.citybrain.city.greenwave.MissionApproval;
import io.citybrain.city.greenwave.MissionCancel;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.greenwave.PlannedJunction;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.greenwave.ReleaseAll;
import io.citybrain.city.greenwave.RoadPlace;
import io.citybrain.city.incident.AlertPart;
import io.citybrain.city.incident.Deadlines;
import io.citybrain.city.incident.EventType;
import io.citybrain.city.incident.Incident;
import io.citybrain.city.incident.IncidentAction;
import io.citybrain.city.incident.IncidentCommand;
import io.citybrain.city.incident.IncidentEvent;
import io.citybrain.city.incident.IncidentState;
import io.citybrain.city.incident.Level;
import io.citybrain.city.incident.Matter;
import io.citybrain.city.incident.Notification;
import io.citybrain.city.incident.Standing;
import io.citybrain.city.incident.Subject;
import io.citybrain.city.sensing.Device;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.city.sensing.SensorEntry;
import java.util.List;

/** One record of each sort, with every field set. */
final class Samples {

    /** 2026-11-24T08:30:00Z. */
    static final long AT_MILLIS = 1_795_509_000_000L;

    static final SensorEntry ENTRY = new SensorEntry(
            "j-1",
            Kind.TRAFFIC_SIGNAL,
            new Place(120.15, 30.25, "延安路 1"),
            10,
            AT_MILLIS,
            "west",
            "cabinet-1",
            List.of(
                    new Limit("signal-dark", 1, 0, 5, 6, false),
                    new Limit("signal-flashing", Double.NaN, Double.NaN, Double.NaN, Double.NaN, true)),
            List.of("crew-1"),
            new Device("A84041000181C061", "dragino-ldds", 4.5),
            new int[] {0, 4, 1, 5});

    static final Alert ALERT = new Alert(
            "a-1",
            2,
            "water-level",
            "river-1",
            "water-above-warning",
            1,
            Severity.MAJOR,
            AlertState.CLEARED,
            AT_MILLIS,
            AT_MILLIS + 60_000,
            AT_MILLIS,
            AT_MILLIS + 60_000,
            "levelMetres",
            3.2,
            3,
            "m",
            new Place(120.15, 30.25, "bridge"),
            "west",
            "水位高",
            "water is high",
            "ann",
            true);

    static final AlertCommand COMMAND = new AlertCommand(
            "c-1", "noise", "n-1", "loud", AlertCommand.Action.SHELVE, AT_MILLIS + 3_600_000, "ann", AT_MILLIS);

    static final CommandOutcome OUTCOME = new CommandOutcome("c-1", false, "there is no such alert", "cleared");

    static final Rejection REJECTION =
            new Rejection("payload is empty", "city/v1/telemetry/noise/n-1", new byte[] {1, -1}, AT_MILLIS);

    static final ClockTick TICK = new ClockTick(AT_MILLIS, 20, true);

    static final Health HEALTH = new Health("sensing-job", Health.Status.DEGRADED, AT_MILLIS, "the store is away");

    private static final Level LEVEL = new Level(1, "zhaohui", "朝晖街道", "Zhaohui street office", "zhaohui-street");
    private static final AlertPart PART = new AlertPart(
            "a-1",
            2,
            "water-level",
            "river-1",
            "water-above-warning",
            Severity.MAJOR,
            AlertState.CLEARED,
            new Place(120.15, 30.25, null));

    static final Incident INCIDENT = new Incident(
            "gongshu-5f1c9a7be2d0",
            new Subject(
                    "water-level",
                    Matter.DRAINAGE,
                    "水位",
                    "Water",
                    new Place(120.15, 30.25, "Gongchen bridge"),
                    "grid-7",
                    AT_MILLIS),
            new Standing(
                    3,
                    IncidentState.DISPATCHED,
                    Severity.MAJOR,
                    LEVEL,
                    "crew-7",
                    true,
                    AT_MILLIS + 2_000,
                    AT_MILLIS,
                    AT_MILLIS,
                    new Deadlines(AT_MILLIS + 300_000, AT_MILLIS + 2_400_000, AT_MILLIS + 14_400_000),
                    1,
                    1,
                    AT_MILLIS + 600_000,
                    AT_MILLIS,
                    "take the spare cover along"),
            List.of(PART),
            List.of(
                    new IncidentEvent(
                            7,
                            AT_MILLIS,
                            "city-brain",
                            EventType.ESCALATED,
                            new IncidentEvent.Details(null, null, null, PART, LEVEL, "arrive", 0, null),
                            null),
                    new IncidentEvent(
                            8,
                            AT_MILLIS,
                            "ann",
                            EventType.SHELVED,
                            new IncidentEvent.Details("rain", "p-1", "crew-7", null, null, null, AT_MILLIS, "g-2"),
                            "c-9")),
            List.of("c-9"),
            List.of("gongshu-000000000000"));

    static final IncidentCommand INCIDENT_COMMAND = new IncidentCommand(
            "c-9",
            "gongshu-5f1c9a7be2d0",
            IncidentAction.SHELVE,
            "ann",
            AT_MILLIS,
            "rain",
            "crew-7",
            List.of("water"),
            "p-1",
            AT_MILLIS + 600_000);

    static final Notification NOTIFICATION = new Notification(
            "gongshu-5f1c9a7be2d0.3.zhaohui-street",
            "zhaohui-street",
            Severity.MAJOR,
            "超时",
            "Too late",
            "gongshu-5f1c9a7be2d0");

    static final CrewPosition CREW_POSITION = new CrewPosition("crew-7", AT_MILLIS, 120.15, 30.25);

    static final MissionRequest REQUEST = new MissionRequest(
            "m-1",
            AT_MILLIS,
            "120-7",
            1,
            RoadPlace.onEdge("23648008#0", 20.5),
            RoadPlace.at(120.15, 30.25),
            List.of("23648008#0", "A1"));

    static final MissionApproval APPROVAL = new MissionApproval("m-1", "ann", false, "不是急救", AT_MILLIS);

    static final MissionCancel CANCEL = new MissionCancel("m-1", "false alarm", AT_MILLIS);

    static final MissionPlan PLAN = new MissionPlan(
            "m-1",
            "120-7",
            4,
            AT_MILLIS,
            MissionStatus.UNDER_WAY,
            "without priority",
            List.of("23648008#0", "A1"),
            AT_MILLIS + 60_000,
            AT_MILLIS + 90_000,
            List.of(new PlannedJunction(
                    "J/1", new int[] {3, 4}, AT_MILLIS + 20_000, AT_MILLIS + 9_000, AT_MILLIS + 23_000, "granted")),
            12.5);

    static final PriorityCommand PRIORITY =
            new PriorityCommand("J/1", "m-1", AT_MILLIS + 1, true, new int[] {2, 3}, 5, AT_MILLIS + 5_000, AT_MILLIS);

    static final PriorityStatus STATUS =
            new PriorityStatus("J/1", "m-1", AT_MILLIS + 1, PriorityStatus.REJECTED, "held-by m-2", AT_MILLIS);

    static final ReleaseAll RELEASE_ALL = new ReleaseAll("c-9", "ann", AT_MILLIS);

    private Samples() {}

    /** A reading with every quantity of its kind. */
    static Reading reading(Kind kind) {
        Reading reading = Reading.of("s-1", kind, AT_MILLIS).withSequence(7);
        for (Quantity quantity : kind.quantities()) {
            reading = switch (quantity.type()) {
                case NUMBER -> reading.with(quantity, 0.5);
                case FLAG -> reading.with(quantity, true);
                case TEXT -> reading.with(quantity, text(quantity));
            };
        }
        return reading;
    }

    private static String text(Quantity quantity) {
        if (quantity == Quantity.STATE) {
            return "rGgy";
        }
        return quantity.allowed().isEmpty() ? "text" : quantity.allowed().get(0);
    }
}
