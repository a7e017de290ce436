package io.citybrain.wire;

/**
 * What a topic of the incidents says.
 *
 * @param type what sort of topic
 * @param id of INCIDENT and COMMAND: the incident's id, decoded; null if there is none
 * @param reason why a topic of ours is not right; null if it is
 */
public record IncidentTopic(Type type, String id, String reason) {

    /** Sorts of topics. */
    public enum Type {
        INCIDENT,
        COMMAND,
        /** Any other topic; not an error. */
        OTHER
    }

    private static final IncidentTopic ANY_OTHER = new IncidentTopic(Type.OTHER, null, null);

    public boolean isRefused() {
        return reason != null;
    }

    /** Reads a topic name. Never throws; what is wrong is in {@link #reason}. */
    public static IncidentTopic parse(String topic) {
        if (!topic.startsWith(Topics.INCIDENTS_PREFIX)) {
            return ANY_OTHER;
        }
        boolean isCommand = topic.endsWith(Topics.COMMANDS_SUFFIX);
        Type type = isCommand ? Type.COMMAND : Type.INCIDENT;
        int end = topic.length() - (isCommand ? Topics.COMMANDS_SUFFIX.length() : 0);
        if (end < Topics.INCIDENTS_PREFIX.length()) {
            return new IncidentTopic(type, null, "missing incident id in the topic");
        }
        String segment = topic.substring(Topics.INCIDENTS_PREFIX.length(), end);
        if (segment.indexOf('/') >= 0) {
            return isCommand
                    ? new IncidentTopic(
                            type,
                            null,
                            "incident id " + Texts.quoted(segment)
                                    + " has more than one topic level: write / in an id as %2F")
                    : ANY_OTHER;
        }
        Decoded<String> id = Topics.decode(segment);
        String fault = id.isRefused() ? id.reason() : Ids.findFault(id.value());
        if (fault == null) {
            return new IncidentTopic(type, id.value(), null);
        }
        return new IncidentTopic(
                type, null, id.isRefused() ? fault : "incident id " + Texts.quoted(segment) + " in the topic " + fault);
    }
}
