package io.citybrain.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.http.view.Degrees;
import io.citybrain.http.view.Documents;
import io.citybrain.http.view.Whereabouts;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What the map draws of a SUMO network: streets with their width, junctions, stop bars. The network itself has been read
 * and judged before; what is inside junctions, and junctions of fewer than three points, are not drawn.
 */
final class RoadMap {
    private static final double USUAL_LANE_METRES = 3.2;
    private static final int FEWEST_CORNERS = 3;

    private final Whereabouts whereabouts;
    private final boolean isGeographic;
    private final List<Street> streets = new ArrayList<>();
    private final List<double[][]> junctions = new ArrayList<>();
    /** Lanes by id: {@code edge_index}. */
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    /** Link indices by signal and lane. */
    private final Map<String, Map<String, Set<Integer>>> links = new TreeMap<>();

    private final double[] bounds = {
        Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    private Street open;

    private record Lane(double[][] shape, double width) {}

    /** A stop bar with the links whose lamps it shows. */
    private record Bar(double[] left, double[] right, Set<Integer> links) {}

    private record Street(String id, String name, List<Lane> lanes) {}

    private RoadMap(Whereabouts whereabouts, boolean isGeographic) {
        this.whereabouts = whereabouts;
        this.isGeographic = isGeographic;
    }

    /** The map as JSON. @throws IOException if the file can't be read */
    static byte[] read(Path network, Whereabouts whereabouts, boolean isGeographic) throws IOException {
        RoadMap map = new RoadMap(whereabouts, isGeographic);
        try (InputStream bytes = unpacked(new BufferedInputStream(Files.newInputStream(network), 1 << 16))) {
            map.read(bytes);
        }
        return map.toJson();
    }

    /** A map of nothing, for a city without a network. */
    static byte[] empty() {
        return new RoadMap(null, true).toJson();
    }

    private static InputStream unpacked(BufferedInputStream bytes) throws IOException {
        bytes.mark(2);
        boolean isGzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
        bytes.reset();
        return isGzip ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    private void read(InputStream bytes) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(bytes);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    take(xml);
                }
            }
        } catch (XMLStreamException | NumberFormatException e) {
            throw new IOException("the network can't be drawn: " + e.getMessage(), e);
        }
    }

    private void take(XMLStreamReader xml) {
        switch (xml.getLocalName()) {
            case "edge" -> edge(xml);
            case "lane" -> lane(xml);
            case "junction" -> junction(xml);
            case "connection" -> connection(xml);
            default -> {}
        }
    }

    private static String attribute(XMLStreamReader xml, String name) {
        return xml.getAttributeValue(null, name);
    }

    private void edge(XMLStreamReader xml) {
        String function = attribute(xml, "function");
        open = null;
        if (function == null || function.equals("normal")) {
            open = new Street(attribute(xml, "id"), attribute(xml, "name"), new ArrayList<>());
            streets.add(open);
        }
    }

    private void lane(XMLStreamReader xml) {
        if (open == null) {
            return;
        }
        String width = attribute(xml, "width");
        double metres = width == null || Double.parseDouble(width) <= 0 ? USUAL_LANE_METRES : Double.parseDouble(width);
        Lane lane = new Lane(shape(attribute(xml, "shape")), metres);
        open.lanes().add(lane);
        lanes.put(attribute(xml, "id"), lane);
    }

    private void junction(XMLStreamReader xml) {
        String shape = attribute(xml, "shape");
        if (!"internal".equals(attribute(xml, "type")) && shape != null) {
            double[][] ring = shape(shape);
            if (ring.length >= FEWEST_CORNERS) {
                junctions.add(ring);
            }
        }
    }

    private void connection(XMLStreamReader xml) {
        String signal = attribute(xml, "tl");
        String lane = attribute(xml, "from") + '_' + attribute(xml, "fromLane");
        if (signal != null && attribute(xml, "linkIndex") != null && lanes.containsKey(lane)) {
            links.computeIfAbsent(signal, id -> new TreeMap<>())
                    .computeIfAbsent(lane, id -> new TreeSet<>())
                    .add(Integer.parseInt(attribute(xml, "linkIndex")));
        }
    }

    private static double[][] shape(String text) {
        if (text == null || text.isBlank()) {
            return new double[0][];
        }
        String[] points = text.strip().split("\\s+", -1);
        double[][] shape = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            String[] parts = points[i].split(",", -1);
            shape[i] = new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
        }
        return shape;
    }

    private byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (JsonGenerator json = Documents.MAPPER.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeBooleanField("geographic", isGeographic);
            writeStreets(json);
            writeJunctions(json);
            writeSignals(json);
            writeBounds(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("JSON into memory", e);
        }
        return bytes.toByteArray();
    }

    private void writeStreets(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("edges");
        for (Street street : streets) {
            double[][] line = middle(street.lanes());
            if (line.length < 2) {
                continue;
            }
            json.writeStartObject();
            json.writeStringField("id", street.id());
            if (street.name() != null && !street.name().isBlank()) {
                json.writeStringField("name", street.name());
            }
            double width =
                    street.lanes().stream().mapToDouble(Lane::width).average().orElse(USUAL_LANE_METRES);
            json.writeNumberField("width", Math.round(width * 100) / 100.0);
            json.writeNumberField("lanes", street.lanes().size());
            json.writeArrayFieldStart("line");
            for (double[] point : line) {
                write(point, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The line in the middle of an edge: between its outer lanes, or its middle lane if these differ in form. */
    private static double[][] middle(List<Lane> lanes) {
        if (lanes.isEmpty()) {
            return new double[0][];
        }
        double[][] first = lanes.get(0).shape();
        double[][] last = lanes.get(lanes.size() - 1).shape();
        if (first.length != last.length) {
            return lanes.get(lanes.size() / 2).shape();
        }
        double[][] line = new double[first.length][];
        for (int i = 0; i < line.length; i++) {
            line[i] = new double[] {(first[i][0] + last[i][0]) / 2, (first[i][1] + last[i][1]) / 2};
        }
        return line;
    }

    private void writeJunctions(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("junctions");
        for (double[][] ring : junctions) {
            json.writeStartArray();
            for (double[] point : ring) {
                json.writeStartArray();
                write(point, json);
                json.writeEndArray();
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeSignals(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("signals");
        for (Map.Entry<String, Map<String, Set<Integer>>> signal : links.entrySet()) {
            writeSignal(signal.getKey(), signal.getValue(), json);
        }
        json.writeEndArray();
    }

    private void writeSignal(String id, Map<String, Set<Integer>> linksByLane, JsonGenerator json) throws IOException {
        double x = 0;
        double y = 0;
        List<Bar> bars = new ArrayList<>();
        for (Map.Entry<String, Set<Integer>> entry : linksByLane.entrySet()) {
            double[][] ends = stopBar(lanes.get(entry.getKey()));
            if (ends != null) {
                bars.add(new Bar(ends[0], ends[1], entry.getValue()));
                x += (ends[0][0] + ends[1][0]) / 2;
                y += (ends[0][1] + ends[1][1]) / 2;
            }
        }
        if (bars.isEmpty()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("signal", id);
        double[] at = toMap(new double[] {x / bars.size(), y / bars.size()});
        writeDegrees("lon", at[0], json);
        writeDegrees("lat", at[1], json);
        json.writeArrayFieldStart("bars");
        for (Bar bar : bars) {
            write(bar, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Across the lane at its end. */
    private static double[][] stopBar(Lane lane) {
        int last = lane.shape().length - 1;
        if (last < 1) {
            return null;
        }
        double[] end = lane.shape()[last];
        double dx = end[0] - lane.shape()[last - 1][0];
        double dy = end[1] - lane.shape()[last - 1][1];
        double length = Math.hypot(dx, dy);
        if (length == 0) {
            return null;
        }
        double acrossX = -dy / length * lane.width() / 2;
        double acrossY = dx / length * lane.width() / 2;
        return new double[][] {{end[0] + acrossX, end[1] + acrossY}, {end[0] - acrossX, end[1] - acrossY}};
    }

    private void write(Bar bar, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("links");
        for (int index : bar.links()) {
            json.writeNumber(index);
        }
        json.writeEndArray();
        double[] one = toMap(bar.left());
        double[] other = toMap(bar.right());
        writeDegrees("lon1", one[0], json);
        writeDegrees("lat1", one[1], json);
        writeDegrees("lon2", other[0], json);
        writeDegrees("lat2", other[1], json);
        json.writeEndObject();
    }

    private static void writeDegrees(String name, double value, JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        // Stop bars are three metres wide: seven digits are a centimetre.
        json.writeNumber(Math.round(value * 1e7) / 1e7);
    }

    private void writeBounds(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("bounds");
        for (double bound : bounds) {
            Degrees.write(json, bound);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("water");
        json.writeEndArray();
        json.writeArrayFieldStart("buildings");
        json.writeEndArray();
    }

    private void write(double[] metres, JsonGenerator json) throws IOException {
        double[] point = toMap(metres);
        Degrees.write(json, point[0]);
        Degrees.write(json, point[1]);
        bounds[0] = Math.min(bounds[0], point[0]);
        bounds[1] = Math.min(bounds[1], point[1]);
        bounds[2] = Math.max(bounds[2], point[0]);
        bounds[3] = Math.max(bounds[3], point[1]);
    }

    private double[] toMap(double[] metres) {
        return whereabouts.toMap(metres[0], metres[1]);
    }
}
