package io.citybrain.wire;

import io.citybrain.city.sensing.Kind;

/**
 * Names of the MQTT topics of the public contract. Ids in topics are percent-encoded for {@code % # + /} and nothing
 * else, so that one id has one topic.
 */
public final class Topics {

    /** All topics of City Brain begin with this. */
    public static final String ROOT = "city/v1/";

    /** Messages that could not be taken. */
    public static final String REFUSED = ROOT + "refused";
    /** The city's time in a simulation or a replay. */
    public static final String CLOCK = ROOT + "clock";
    /** One message a second from each process. */
    public static final String HEARTBEAT = ROOT + "heartbeat";

    /** What a person wants of all escorts at once. */
    public static final String ESCORT_COMMANDS = ROOT + "escort/commands";

    static final String TELEMETRY_PREFIX = ROOT + "telemetry/";
    static final String REGISTRY_PREFIX = ROOT + "registry/";
    static final String ALERTS_PREFIX = ROOT + "alerts/";
    static final String COMMANDS_SUFFIX = "/commands";
    static final String MISSIONS_PREFIX = ROOT + "missions/";
    static final String SIGNALS_PREFIX = ROOT + "signals/";
    static final String INCIDENTS_PREFIX = ROOT + "incidents/";
    static final String CREWS_PREFIX = ROOT + "crews/";
    static final String NOTIFICATIONS_PREFIX = ROOT + "notifications/";
    private static final String WORK_ORDERS = "/work-orders/";
    private static final String POSITION_SUFFIX = "/position";
    static final String REQUEST_SUFFIX = "/request";
    static final String APPROVAL_SUFFIX = "/approval";
    static final String CANCEL_SUFFIX = "/cancel";
    static final String PLAN_SUFFIX = "/plan";
    static final String PRIORITY_SUFFIX = "/priority";
    static final String PRIORITY_STATUS_SUFFIX = "/priority-status";
    private static final String COMMAND_OUTCOMES_PREFIX = ROOT + "command-outcomes/";
    private static final String HEALTH_PREFIX = ROOT + "health/";

    public static final String ALL_TELEMETRY = TELEMETRY_PREFIX + "#";
    public static final String ALL_REGISTRY = REGISTRY_PREFIX + "#";
    public static final String ALL_ALERTS = ALERTS_PREFIX + "+/+/+";
    public static final String ALL_ALERT_COMMANDS = ALL_ALERTS + COMMANDS_SUFFIX;
    public static final String ALL_COMMAND_OUTCOMES = COMMAND_OUTCOMES_PREFIX + "+";
    public static final String ALL_MISSION_REQUESTS = MISSIONS_PREFIX + '+' + REQUEST_SUFFIX;
    public static final String ALL_MISSION_APPROVALS = MISSIONS_PREFIX + '+' + APPROVAL_SUFFIX;
    public static final String ALL_MISSION_CANCELS = MISSIONS_PREFIX + '+' + CANCEL_SUFFIX;
    public static final String ALL_MISSION_PLANS = MISSIONS_PREFIX + '+' + PLAN_SUFFIX;
    public static final String ALL_PRIORITY = SIGNALS_PREFIX + '+' + PRIORITY_SUFFIX;
    public static final String ALL_PRIORITY_STATUS = SIGNALS_PREFIX + '+' + PRIORITY_STATUS_SUFFIX;
    public static final String ALL_INCIDENTS = INCIDENTS_PREFIX + '+';
    public static final String ALL_INCIDENT_COMMANDS = ALL_INCIDENTS + COMMANDS_SUFFIX;
    public static final String ALL_WORK_ORDERS = CREWS_PREFIX + '+' + WORK_ORDERS + '+';
    public static final String ALL_CREW_POSITIONS = CREWS_PREFIX + '+' + POSITION_SUFFIX;
    public static final String ALL_NOTIFICATIONS = NOTIFICATIONS_PREFIX + '+';
    public static final String ALL_HEALTH = HEALTH_PREFIX + "+";
    public static final String ALL_REFUSED = REFUSED;
    /** Uplinks of The Things Stack: {@code v3/{app}@{tenant}/devices/{id}/up}. */
    public static final String THE_THINGS_STACK_UPLINKS = "v3/+/devices/+/up";
    /** Uplinks of ChirpStack: {@code application/{app}/device/{eui}/event/up}. */
    public static final String CHIRPSTACK_UPLINKS = "application/+/device/+/event/up";

    private static final String ENCODED = "%#+/";
    private static final String[] ESCAPES = {"%25", "%23", "%2B", "%2F"};

    private Topics() {}

    public static String telemetry(Kind kind, String sensor) {
        return TELEMETRY_PREFIX + kind.topicName() + '/' + encode(sensor);
    }

    /** Filter of all telemetry of a kind. */
    public static String allTelemetry(Kind kind) {
        return TELEMETRY_PREFIX + kind.topicName() + "/+";
    }

    /** Filter of all alerts of a kind. */
    public static String allAlerts(Kind kind) {
        return ALERTS_PREFIX + kind.topicName() + "/+/+";
    }

    public static String missionRequest(String mission) {
        return MISSIONS_PREFIX + encode(mission) + REQUEST_SUFFIX;
    }

    public static String missionApproval(String mission) {
        return MISSIONS_PREFIX + encode(mission) + APPROVAL_SUFFIX;
    }

    public static String missionCancel(String mission) {
        return MISSIONS_PREFIX + encode(mission) + CANCEL_SUFFIX;
    }

    public static String missionPlan(String mission) {
        return MISSIONS_PREFIX + encode(mission) + PLAN_SUFFIX;
    }

    public static String priority(String signal) {
        return SIGNALS_PREFIX + encode(signal) + PRIORITY_SUFFIX;
    }

    public static String priorityStatus(String signal) {
        return SIGNALS_PREFIX + encode(signal) + PRIORITY_STATUS_SUFFIX;
    }

    public static String registry(String sensor) {
        return REGISTRY_PREFIX + encode(sensor);
    }

    /** Topic of an alert; {@code kind} is a kind's topic name or {@code feed}. */
    public static String alert(String kind, String sensor, String rule) {
        return ALERTS_PREFIX + encode(kind) + '/' + encode(sensor) + '/' + encode(rule);
    }

    public static String alertCommands(String kind, String sensor, String rule) {
        return alert(kind, sensor, rule) + COMMANDS_SUFFIX;
    }

    public static String commandOutcome(String commandId) {
        return COMMAND_OUTCOMES_PREFIX + encode(commandId);
    }

    public static String incident(String incidentId) {
        return INCIDENTS_PREFIX + encode(incidentId);
    }

    public static String incidentCommands(String incidentId) {
        return incident(incidentId) + COMMANDS_SUFFIX;
    }

    public static String workOrder(String crew, String incidentId) {
        return CREWS_PREFIX + encode(crew) + WORK_ORDERS + encode(incidentId);
    }

    public static String crewPosition(String crew) {
        return CREWS_PREFIX + encode(crew) + POSITION_SUFFIX;
    }

    public static String notifications(String recipient) {
        return NOTIFICATIONS_PREFIX + encode(recipient);
    }

    public static String health(String component) {
        return HEALTH_PREFIX + encode(component);
    }

    /** The id as one level of a topic. The same object if nothing needs encoding. */
    public static String encode(String id) {
        int first = 0;
        while (first < id.length() && ENCODED.indexOf(id.charAt(first)) < 0) {
            first++;
        }
        if (first == id.length()) {
            return id;
        }
        StringBuilder segment = new StringBuilder(id.length() + 8).append(id, 0, first);
        for (int i = first; i < id.length(); i++) {
            int escape = ENCODED.indexOf(id.charAt(i));
            if (escape < 0) {
                segment.append(id.charAt(i));
            } else {
                segment.append(ESCAPES[escape]);
            }
        }
        return segment.toString();
    }

    /**
     * The id in one level of a topic. Refused if a {@code %} does not begin one of {@code %25 %23 %2B %2F} (either
     * case): a second spelling of an id would be a second topic for one sensor.
     */
    public static Decoded<String> decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return Decoded.of(segment);
        }
        StringBuilder id = new StringBuilder(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) != '%') {
                id.append(segment.charAt(i));
                continue;
            }
            int escape = findEscape(segment, i);
            if (escape < 0) {
                return Decoded.refused("'%' at position " + (i + 1) + " of id " + Texts.quoted(segment)
                        + " begins none of %25 %23 %2B %2F: encode only % # + / and leave all other characters plain");
            }
            id.append(ENCODED.charAt(escape));
            i += 2;
        }
        return Decoded.of(id.toString());
    }

    private static int findEscape(String segment, int at) {
        for (int i = 0; i < ESCAPES.length; i++) {
            if (segment.regionMatches(true, at, ESCAPES[i], 0, 3)) {
                return i;
            }
        }
        return -1;
    }
}
