package io.citybrain.wire;

import io.citybrain.city.roads.NetworkBuilder;
import io.citybrain.city.roads.NetworkBuilder.Connection;
import io.citybrain.city.roads.NetworkBuilder.Control;
import io.citybrain.city.roads.NetworkBuilder.Inside;
import io.citybrain.city.roads.NetworkBuilder.LaneName;
import io.citybrain.city.roads.Programme;
import io.citybrain.city.roads.Projection;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the elements of SUMO's {@code .net.xml}, or the programmes in an additional file, one after the other. */
final class NetworkXml {

    /** What kind of file it is. */
    enum Root {
        NET,
        ADDITIONAL
    }

    private static final int MAX_EDGES = 2_000_000;
    private static final int MAX_CONNECTIONS = 8_000_000;
    private static final int MAX_LANES = 255;
    private static final int MAX_LINKS = 4_096;
    private static final Pattern UTM = Pattern.compile("\\+proj=utm\\b.*\\+zone=(\\d{1,2})\\b.*");

    private final NetworkBuilder builder;
    private final Problems problems;
    private final Root root;
    private XMLStreamReader xml;
    private XmlAttributes attributes;
    private int edges;
    private int lanesOfEdge;
    private int requestsOfJunction;
    private int connections;
    private boolean hasLocation;
    private boolean skipsLanes;
    private boolean skipsRequests;
    private ProgrammeDraft programme;

    /** A programme whose phases are still to come. */
    private record ProgrammeDraft(
            int line, String signal, String id, String type, double offset, List<Programme.Phase> phases) {}

    NetworkXml(NetworkBuilder builder, Problems problems, Root root) {
        this.builder = builder;
        this.problems = problems;
        this.root = root;
    }

    /** Reads to the end; false if the file is not whole. */
    boolean read(InputStream bytes) throws IOException {
        // The JDK's own, whatever stands on the class path: its limits are known.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        try {
            xml = factory.createXMLStreamReader(bytes);
            attributes = new XmlAttributes(xml, problems);
            return readElements();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException unreadable) {
                throw unreadable;
            }
            problems.add(
                    Math.max(1, e.getLocation().getLineNumber()),
                    Math.max(1, e.getLocation().getColumnNumber()),
                    "is not well-formed XML: " + firstLine(e.getMessage()));
            return false;
        }
    }

    private static String firstLine(String message) {
        // The JDK writes "ParseError at [row,col]:[…]" and then "Message: what is wrong".
        int at = message.indexOf("Message: ");
        String what = at < 0 ? message : message.substring(at + "Message: ".length());
        return Texts.shown(what.lines().findFirst().orElse(""), 200);
    }

    private boolean readElements() throws XMLStreamException {
        boolean isRoot = true;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                return stop("has a DOCTYPE: remove it, entities are not accepted");
            }
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("tlLogic")) {
                endProgramme();
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                if (isRoot && !isExpected(xml.getLocalName())) {
                    return false;
                }
                isRoot = false;
                builder.at(xml.getLocation().getLineNumber());
                take(xml.getLocalName());
                if (edges > MAX_EDGES || connections > MAX_CONNECTIONS) {
                    return stop(String.format(
                            Locale.ROOT, "more than %,d edges or %,d connections", MAX_EDGES, MAX_CONNECTIONS));
                }
            }
        }
        if (root == Root.NET && !hasLocation) {
            problems.add(
                    1,
                    1,
                    "has no <location>: a SUMO network says where it lies (projParameter=\"!\" for plain metres)");
        }
        return true;
    }

    private boolean stop(String why) {
        problems.add(xml.getLocation().getLineNumber(), xml.getLocation().getColumnNumber(), why);
        return false;
    }

    private boolean isExpected(String name) {
        if (root == Root.NET && !name.equals("net")) {
            return stop("starts with <" + Texts.shown(name, 40) + ">: a SUMO road network starts with <net>");
        }
        return true;
    }

    private void take(String element) {
        if (element.equals("tlLogic")) {
            startProgramme();
        } else if (element.equals("phase")) {
            takePhase();
        } else if (root == Root.NET) {
            takeRoad(element);
        }
    }

    private void takeRoad(String element) {
        switch (element) {
            case "location" -> takeLocation();
            case "edge" -> takeEdge();
            case "lane" -> takeLane();
            case "junction" -> takeJunction();
            case "request" -> takeRequest();
            case "connection" -> takeConnection();
            default -> {} // types, roundabouts, parameters: not needed
        }
    }

    private void takeLocation() {
        hasLocation = true;
        String parameter = attributes.text("projParameter");
        double[] offset = attributes.points("netOffset");
        if (parameter == null) {
            return;
        }
        Matcher utm = UTM.matcher(parameter);
        if (offset.length != 2) {
            attributes.problem("netOffset needs two numbers: x,y");
        } else if (utm.matches()) {
            int zone = Integer.parseInt(utm.group(1));
            if (zone < 1 || zone > 60) {
                attributes.problem("projParameter has zone " + zone + ": UTM has 1 to 60");
            } else {
                builder.projection(Projection.utm(zone, parameter.contains("+south"), offset[0], offset[1]));
            }
        }
        // Any other projection is plain metres here: the network can be used, but has no longitude and latitude.
    }

    private void takeEdge() {
        edges++;
        lanesOfEdge = 0;
        String id = attributes.text("id");
        String function = attributes.find("function");
        skipsLanes = id == null;
        if (id == null) {
            return;
        }
        switch (function == null ? "normal" : function) {
            case "internal" -> builder.inside(id, Inside.VIA);
            case "crossing" -> builder.inside(id, Inside.CROSSING);
            case "walkingarea" -> builder.inside(id, Inside.WALKING_AREA);
            default -> builder.edge(id, attributes.find("from"), attributes.find("to"));
        }
    }

    private void takeLane() {
        if (skipsLanes || ++lanesOfEdge > MAX_LANES) {
            return;
        }
        builder.lane(
                attributes.index("index"),
                attributes.number("length"),
                attributes.number("speed"),
                attributes.allowed(),
                attributes.points("shape"));
    }

    private void takeJunction() {
        requestsOfJunction = 0;
        String id = attributes.text("id");
        String type = attributes.find("type");
        // A junction of type internal is a place to wait inside another one.
        skipsRequests = id == null || "internal".equals(type);
        if (!skipsRequests) {
            String incoming = attributes.find("incLanes");
            builder.junction(
                    id,
                    type == null ? "unknown" : type,
                    attributes.number("x"),
                    attributes.number("y"),
                    incoming == null || incoming.isBlank()
                            ? List.of()
                            : Arrays.asList(incoming.trim().split("\\s+", -1)));
        }
    }

    private void takeRequest() {
        if (!skipsRequests && ++requestsOfJunction <= MAX_LINKS) {
            builder.request(attributes.index("index"), attributes.text("response"), attributes.text("foes"));
        }
    }

    private void takeConnection() {
        connections++;
        String from = attributes.text("from");
        String to = attributes.text("to");
        int fromLane = attributes.index("fromLane");
        int toLane = attributes.index("toLane");
        String signal = attributes.find("tl");
        if (from == null || to == null || fromLane < 0 || toLane < 0) {
            return;
        }
        builder.connection(new Connection(
                new LaneName(from, fromLane),
                new LaneName(to, toLane),
                attributes.find("via"),
                signal == null ? null : new Control(signal, attributes.indexOr("linkIndex", -1)),
                attributes.letter("dir", 's'),
                attributes.letter("state", 'M'),
                attributes.allowed()));
    }

    private void startProgramme() {
        String signal = attributes.text("id");
        String id = attributes.find("programID");
        String type = attributes.find("type");
        double offset = attributes.numberOr("offset", 0);
        programme = signal == null
                ? null
                : new ProgrammeDraft(
                        xml.getLocation().getLineNumber(),
                        signal,
                        id == null ? "0" : id,
                        type == null ? "static" : type,
                        offset,
                        new ArrayList<>());
    }

    private void takePhase() {
        if (programme == null) {
            return;
        }
        double duration = attributes.number("duration");
        String state = attributes.text("state");
        if (state != null) {
            programme
                    .phases()
                    .add(new Programme.Phase(
                            duration,
                            attributes.numberOr("minDur", duration),
                            attributes.numberOr("maxDur", duration),
                            state));
        }
    }

    private void endProgramme() {
        if (programme != null) {
            builder.at(programme.line())
                    .programme(
                            programme.signal(),
                            new Programme(programme.id(), programme.type(), programme.offset(), programme.phases()));
            programme = null;
        }
    }
}
