package io.citybrain.wire;

import io.citybrain.city.sensing.Kind;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a topic says. On the hot path: nothing is built but this record and the ids in it.
 *
 * @param type what sort of topic
 * @param kind of TELEMETRY: the kind, null if it is unknown (then there is a reason); null otherwise
 * @param kindName of ALERT and ALERT_COMMAND: the kind as in topics, which may be {@code feed}; null otherwise
 * @param sensor the sensor's id, decoded; of a LoRaWAN topic the device's id at the network server; null if there is
 *     none
 * @param rule of ALERT and ALERT_COMMAND: the rule's id, decoded; null otherwise
 * @param reason why a topic of ours is not right; null if it is
 */
public record TopicName(Type type, Kind kind, String kindName, String sensor, String rule, String reason) {

    /** Sorts of topics that City Brain reads. */
    public enum Type {
        TELEMETRY,
        REGISTRY,
        ALERT,
        ALERT_COMMAND,
        CLOCK,
        THE_THINGS_STACK,
        CHIRPSTACK,
        /** Any other topic; not an error. */
        OTHER
    }

    private static final Kind[] KINDS = Kind.values();
    private static final String KNOWN_KINDS =
            Arrays.stream(KINDS).map(Kind::topicName).collect(Collectors.joining(", "));
    private static final TopicName THE_CLOCK = new TopicName(Type.CLOCK, null, null, null, null, null);
    private static final TopicName ANY_OTHER = new TopicName(Type.OTHER, null, null, null, null, null);

    public boolean isRefused() {
        return reason != null;
    }

    /** Reads a topic name. Never throws; what is wrong is in {@link #reason}. */
    public static TopicName parse(String topic) {
        if (topic.startsWith(Topics.TELEMETRY_PREFIX)) {
            return parseTelemetry(topic);
        }
        if (topic.startsWith(Topics.ALERTS_PREFIX)) {
            return parseAlert(topic);
        }
        if (topic.startsWith(Topics.REGISTRY_PREFIX)) {
            return parseRegistry(topic.substring(Topics.REGISTRY_PREFIX.length()));
        }
        if (topic.equals(Topics.CLOCK)) {
            return THE_CLOCK;
        }
        if (topic.startsWith("v3/")) {
            return parseForeign(Type.THE_THINGS_STACK, topic, "/devices/", "/up");
        }
        if (topic.startsWith("application/")) {
            return parseForeign(Type.CHIRPSTACK, topic, "/device/", "/event/up");
        }
        return ANY_OTHER;
    }

    private static TopicName parseTelemetry(String topic) {
        int kindStart = Topics.TELEMETRY_PREFIX.length();
        int slash = topic.indexOf('/', kindStart);
        int kindEnd = slash < 0 ? topic.length() : slash;
        Kind kind = findKind(topic, kindStart, kindEnd);
        if (kind == null) {
            return refused(
                    Type.TELEMETRY,
                    "unknown kind " + Texts.quoted(topic.substring(kindStart, kindEnd))
                            + " in the topic: known kinds are " + KNOWN_KINDS);
        }
        if (slash < 0) {
            return refused(
                    Type.TELEMETRY, "missing sensor id: publish to " + Topics.TELEMETRY_PREFIX + "{kind}/{sensor}");
        }
        Decoded<String> sensor = id("sensor id", topic.substring(slash + 1));
        return sensor.isRefused()
                ? refused(Type.TELEMETRY, sensor.reason())
                : new TopicName(Type.TELEMETRY, kind, null, sensor.value(), null, null);
    }

    private static Kind findKind(String topic, int start, int end) {
        for (Kind kind : KINDS) {
            String name = kind.topicName();
            if (name.length() == end - start && topic.startsWith(name, start)) {
                return kind;
            }
        }
        return null;
    }

    private static TopicName parseRegistry(String segment) {
        Decoded<String> sensor = id("sensor id", segment);
        return sensor.isRefused()
                ? refused(Type.REGISTRY, sensor.reason())
                : new TopicName(Type.REGISTRY, null, null, sensor.value(), null, null);
    }

    private static TopicName parseAlert(String topic) {
        boolean command = topic.endsWith(Topics.COMMANDS_SUFFIX);
        Type type = command ? Type.ALERT_COMMAND : Type.ALERT;
        int start = Topics.ALERTS_PREFIX.length();
        int end = topic.length() - (command ? Topics.COMMANDS_SUFFIX.length() : 0);
        int afterKind = topic.indexOf('/', start);
        int afterSensor = afterKind < 0 ? -1 : topic.indexOf('/', afterKind + 1);
        if (afterSensor < 0 || afterSensor >= end) {
            return refused(
                    type, "too few levels: an alert's topic is " + Topics.ALERTS_PREFIX + "{kind}/{sensor}/{rule}");
        }
        Decoded<String> kind = id("kind", topic.substring(start, afterKind));
        Decoded<String> sensor = id("sensor id", topic.substring(afterKind + 1, afterSensor));
        Decoded<String> rule = id("rule id", topic.substring(afterSensor + 1, end));
        for (Decoded<String> part : Arrays.asList(kind, sensor, rule)) {
            if (part.isRefused()) {
                return refused(type, part.reason());
            }
        }
        return new TopicName(type, Kind.find(kind.value()), kind.value(), sensor.value(), rule.value(), null);
    }

    /** Foreign topics carry ids of their own grammar, which is not percent-encoded. */
    private static TopicName parseForeign(Type type, String topic, String beforeDevice, String afterDevice) {
        int application = topic.indexOf('/') + 1;
        int applicationEnd = topic.indexOf('/', application);
        if (applicationEnd <= application || !topic.startsWith(beforeDevice, applicationEnd)) {
            return ANY_OTHER;
        }
        int device = applicationEnd + beforeDevice.length();
        int deviceEnd = topic.indexOf('/', device);
        if (deviceEnd <= device || topic.length() - deviceEnd != afterDevice.length() || !topic.endsWith(afterDevice)) {
            return ANY_OTHER;
        }
        String id = topic.substring(device, deviceEnd);
        String fault = Ids.findFault(id);
        return fault == null
                ? new TopicName(type, null, null, id, null, null)
                : refused(type, "device id " + Texts.quoted(id) + ' ' + fault);
    }

    private static Decoded<String> id(String what, String segment) {
        if (segment.isEmpty()) {
            return Decoded.refused("missing " + what + " in the topic");
        }
        if (segment.indexOf('/') >= 0) {
            return Decoded.refused(
                    what + ' ' + Texts.quoted(segment) + " has more than one topic level: write / in an id as %2F");
        }
        Decoded<String> id = Topics.decode(segment);
        if (id.isRefused()) {
            return id;
        }
        String fault = Ids.findFault(id.value());
        return fault == null ? id : Decoded.refused(what + ' ' + Texts.quoted(id.value()) + ' ' + fault);
    }

    private static TopicName refused(Type type, String reason) {
        return new TopicName(type, null, null, null, null, reason);
    }
}
