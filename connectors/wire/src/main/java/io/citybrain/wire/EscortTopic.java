package io.citybrain.wire;

/**
 * What a topic of the escort says. Missions and signals are two trees of their own: who reads sensors need not know them.
 *
 * @param type what sort of topic
 * @param id the mission's or the signal's id, decoded; null if there is none
 * @param reason why a topic of ours is not right; null if it is
 */
public record EscortTopic(Type type, String id, String reason) {

    /** Sorts of topics. */
    public enum Type {
        MISSION_REQUEST,
        MISSION_APPROVAL,
        MISSION_CANCEL,
        MISSION_PLAN,
        PRIORITY,
        PRIORITY_STATUS,
        COMMAND,
        /** Any other topic; not an error. */
        OTHER
    }

    private static final EscortTopic ANY_OTHER = new EscortTopic(Type.OTHER, null, null);
    private static final EscortTopic A_COMMAND = new EscortTopic(Type.COMMAND, null, null);

    public boolean isRefused() {
        return reason != null;
    }

    /** Reads a topic name. Never throws; what is wrong is in {@link #reason}. */
    public static EscortTopic parse(String topic) {
        if (topic.equals(Topics.ESCORT_COMMANDS)) {
            return A_COMMAND;
        }
        if (topic.startsWith(Topics.MISSIONS_PREFIX)) {
            return parse("mission id", topic, Topics.MISSIONS_PREFIX.length());
        }
        if (topic.startsWith(Topics.SIGNALS_PREFIX)) {
            return parse("signal id", topic, Topics.SIGNALS_PREFIX.length());
        }
        return ANY_OTHER;
    }

    private static EscortTopic parse(String what, String topic, int start) {
        int end = topic.lastIndexOf('/');
        Type type = end < start ? Type.OTHER : typeOf(what.startsWith("mission"), topic.substring(end));
        if (type == Type.OTHER) {
            return ANY_OTHER;
        }
        String segment = topic.substring(start, end);
        if (segment.indexOf('/') >= 0) {
            return new EscortTopic(
                    type,
                    null,
                    what + ' ' + Texts.quoted(segment) + " has more than one topic level: write / in an id as %2F");
        }
        Decoded<String> id = Topics.decode(segment);
        String fault = id.isRefused() ? id.reason() : Ids.findFault(id.value());
        if (fault == null) {
            return new EscortTopic(type, id.value(), null);
        }
        return new EscortTopic(
                type, null, id.isRefused() ? fault : what + ' ' + Texts.quoted(segment) + " in the topic " + fault);
    }

    private static Type typeOf(boolean isMission, String level) {
        if (isMission) {
            return switch (level) {
                case Topics.REQUEST_SUFFIX -> Type.MISSION_REQUEST;
                case Topics.APPROVAL_SUFFIX -> Type.MISSION_APPROVAL;
                case Topics.CANCEL_SUFFIX -> Type.MISSION_CANCEL;
                case Topics.PLAN_SUFFIX -> Type.MISSION_PLAN;
                default -> Type.OTHER;
            };
        }
        return switch (level) {
            case Topics.PRIORITY_SUFFIX -> Type.PRIORITY;
            case Topics.PRIORITY_STATUS_SUFFIX -> Type.PRIORITY_STATUS;
            default -> Type.OTHER;
        };
    }
}
