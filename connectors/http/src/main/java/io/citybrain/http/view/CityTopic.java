package io.citybrain.http.view;

import io.citybrain.wire.Topics;

/** Topics of incidents and crews, which the door passes on without a record of its own. */
final class CityTopic {
    static final String INCIDENTS = Topics.ROOT + "incidents/";
    static final String CREWS = Topics.ROOT + "crews/";
    private static final String WORK_ORDERS = "work-orders";
    private static final String POSITION = "position";

    private CityTopic() {}

    static String incident(String id) {
        return INCIDENTS + Topics.encode(id);
    }

    static String workOrder(String crew, String incident) {
        return CREWS + Topics.encode(crew) + '/' + WORK_ORDERS + '/' + Topics.encode(incident);
    }

    /** The incident of a topic, or null. */
    static String findIncident(String topic) {
        return topic.startsWith(INCIDENTS) ? decode(topic.substring(INCIDENTS.length())) : null;
    }

    /**
     * What follows {@code crews/}: the crew, and of a work order its incident.
     *
     * @param incident null for a position
     */
    record Crew(String crew, String incident) {}

    /** Null if it is no topic of a crew. */
    static Crew findCrew(String topic) {
        if (!topic.startsWith(CREWS)) {
            return null;
        }
        String[] levels = topic.substring(CREWS.length()).split("/", -1);
        String crew = decode(levels[0]);
        if (crew != null && levels.length == 2 && levels[1].equals(POSITION)) {
            return new Crew(crew, null);
        }
        String incident = levels.length == 3 && levels[1].equals(WORK_ORDERS) ? decode(levels[2]) : null;
        return crew == null || incident == null ? null : new Crew(crew, incident);
    }

    private static String decode(String level) {
        return level.isEmpty() || level.indexOf('/') >= 0
                ? null
                : Topics.decode(level).value();
    }
}
