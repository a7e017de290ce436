package io.citybrain.wire;

import io.citybrain.city.sensing.Device;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.SensorEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A sensor's entry from its fields, the same for registry messages and the registry file. */
final class EntryFields {

    static final List<String> KIND_NAMES =
            Arrays.stream(Kind.values()).map(Kind::topicName).toList();

    /** One year: longer silence than this is not watched at all. */
    static final double MAX_HEARTBEAT_SECONDS = 366 * 86_400.0;
    /** One week. */
    static final double MAX_DELAY_SECONDS = 7 * 86_400.0;

    static final int MAX_LIMITS = 64;
    static final int MAX_RECIPIENTS = 32;
    static final int MAX_CONFLICTS = 4_096;
    /** Link indices of a signal: positions in its state. */
    static final int MAX_LINK = 255;

    private static final Pattern EUI_OR_IMEI = Pattern.compile("[0-9A-F]{16}|[0-9]{15}");
    private static final int[] NO_LINKS = {};

    private EntryFields() {}

    static SensorEntry read(String sensor, Fields fields) {
        String fault = Ids.findFault(sensor);
        if (fault != null) {
            fields.problem("", "sensor id " + Texts.quoted(sensor) + ' ' + fault);
        }
        String kindName = fields.word("kind", KIND_NAMES);
        Kind kind = kindName == null ? null : Kind.find(kindName);
        return new SensorEntry(
                sensor,
                kind,
                place(fields),
                heartbeatSeconds(fields),
                fields.findTime("registeredAt"),
                fields.findId("area"),
                fields.findId("parent"),
                limits(fields),
                recipients(fields),
                device(fields),
                conflictingLinks(kind, fields));
    }

    private static Place place(Fields fields) {
        Fields at = fields.object("place");
        Place place = Places.read(at);
        if (at.isThere() && !at.has("longitude") && !at.has("latitude") && !at.has("name")) {
            fields.problem("place", "says nothing: send longitude and latitude, or a name");
        }
        at.reportUnknownIfStrict();
        return place;
    }

    static double heartbeatSeconds(Fields fields) {
        double seconds = fields.findNumber("heartbeatSeconds", 0, MAX_HEARTBEAT_SECONDS);
        return Double.isNaN(seconds) ? 0 : seconds;
    }

    static List<Limit> limits(Fields fields) {
        Fields byRule = fields.findObject("limits");
        if (byRule == null) {
            return List.of();
        }
        List<Limit> limits = new ArrayList<>();
        for (String rule : byRule.names()) {
            String fault = Ids.findFault(rule);
            Fields limit = byRule.findObject(rule);
            if (fault != null) {
                byRule.problem(rule, "(a rule's id) " + fault);
            } else if (limit != null) {
                limits.add(limit(rule, limit));
            }
        }
        if (limits.size() > MAX_LIMITS) {
            fields.problem("limits", "has " + limits.size() + " rules: the limit is " + MAX_LIMITS);
        }
        return List.copyOf(limits);
    }

    private static Limit limit(String rule, Fields fields) {
        Limit limit = new Limit(
                rule,
                fields.findNumber("raise"),
                fields.findNumber("clear"),
                fields.findNumber("onDelaySeconds", 0, MAX_DELAY_SECONDS),
                fields.findNumber("offDelaySeconds", 0, MAX_DELAY_SECONDS),
                fields.findFlag("off"));
        fields.reportUnknownIfStrict();
        return limit;
    }

    private static List<String> recipients(Fields fields) {
        List<String> recipients = new ArrayList<>();
        List<Node> items = fields.findList("notify", MAX_RECIPIENTS);
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            String fault = item.type() == Node.Type.TEXT
                    ? Ids.findFault(item.text())
                    : "is " + item.describe() + ": send a string";
            if (fault != null) {
                fields.problemAt(item, "notify[" + i + "]", fault);
            } else if (recipients.contains(item.text())) {
                fields.problemAt(item, "notify[" + i + "]", Texts.quoted(item.text()) + " is there twice");
            } else {
                recipients.add(item.text());
            }
        }
        return List.copyOf(recipients);
    }

    private static Device device(Fields fields) {
        Fields device = fields.findObject("device");
        if (device == null) {
            return null;
        }
        String written = device.text("eui", Ids.MAX_CHARACTERS);
        String eui = written == null ? null : written.replaceAll("[-: ]", "").toUpperCase(Locale.ROOT);
        if (eui != null && !EUI_OR_IMEI.matcher(eui).matches()) {
            device.problem(
                    "eui",
                    Texts.quoted(written) + " is neither an EUI-64 (16 hexadecimal digits) nor an IMEI (15 digits)");
        }
        String codec = device.id("codec");
        double mountHeightMetres = device.findNumber("mountHeightMetres", -1_000, 10_000);
        device.reportUnknownIfStrict();
        return new Device(eui, codec, mountHeightMetres);
    }

    private static int[] conflictingLinks(Kind kind, Fields fields) {
        List<Node> pairs = fields.findList("conflictingLinks", MAX_CONFLICTS);
        if (pairs.isEmpty()) {
            return NO_LINKS;
        }
        if (kind != null && kind != Kind.TRAFFIC_SIGNAL) {
            fields.problem("conflictingLinks", "is only for kind traffic-signal, this is " + kind.topicName());
        }
        int[] links = new int[pairs.size() * 2];
        for (int i = 0; i < pairs.size(); i++) {
            Node pair = pairs.get(i);
            int a = link(pair, 0);
            int b = link(pair, 1);
            if (pair.items().size() != 2 || a < 0 || b < 0 || a == b) {
                fields.problemAt(
                        pair,
                        "conflictingLinks[" + i + "]",
                        "is not a pair of two different link indices from 0 to " + MAX_LINK + ", such as [0, 4]");
            }
            links[2 * i] = a;
            links[2 * i + 1] = b;
        }
        return links;
    }

    /** The link index at that position of a pair, or -1. */
    private static int link(Node pair, int position) {
        if (pair.items().size() <= position || pair.items().get(position).type() != Node.Type.NUMBER) {
            return -1;
        }
        double link = Numbers.parse(pair.items().get(position).text());
        return link >= 0 && link <= MAX_LINK && link == Math.rint(link) ? (int) link : -1;
    }
}
