package io.citybrain.wire;

import io.citybrain.city.roads.VehicleClass;
import java.util.Locale;
import java.util.StringTokenizer;
import javax.xml.stream.XMLStreamReader;

/** The attributes of the element that is being read; what is missing or wrong becomes a problem with its line. */
final class XmlAttributes {

    private final XMLStreamReader xml;
    private final Problems problems;

    XmlAttributes(XMLStreamReader xml, Problems problems) {
        this.xml = xml;
        this.problems = problems;
    }

    void problem(String what) {
        String id = find("id");
        problems.add(
                xml.getLocation().getLineNumber(),
                xml.getLocation().getColumnNumber(),
                '<' + xml.getLocalName() + (id == null ? "" : " id=" + Texts.quoted(id)) + "> " + what);
    }

    /** A text, or null. */
    String find(String name) {
        return xml.getAttributeValue(null, name);
    }

    /** A text that must be there; null and a problem if it is not. */
    String text(String name) {
        String value = find(name);
        if (value == null || value.isEmpty()) {
            problem("has no " + name);
            return null;
        }
        return value;
    }

    /** A number; NaN where it is missing (which the network's own check tells), NaN and a problem if it is none. */
    double number(String name) {
        return numberOr(name, Double.NaN);
    }

    double numberOr(String name, double otherwise) {
        String value = find(name);
        if (value == null) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problem(name + " is no number: " + Texts.quoted(value));
        return Double.NaN;
    }

    /** An index from 0 that must be there; -1 and a problem if it is not. */
    int index(String name) {
        if (find(name) == null) {
            problem("has no " + name);
            return -1;
        }
        return indexOr(name, -1);
    }

    int indexOr(String name, int otherwise) {
        String value = find(name);
        if (value == null) {
            return otherwise;
        }
        if (value.length() <= 6 && !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Integer.parseInt(value);
        }
        problem(name + " is no index: " + Texts.quoted(value));
        return -1;
    }

    char letter(String name, char otherwise) {
        String value = find(name);
        return value == null || value.isEmpty() ? otherwise : value.charAt(0);
    }

    /** Points as x, y, x, y …, heights left out (SUMO writes x,y or x,y,z); empty if there are none or a problem. */
    double[] points(String name) {
        String value = find(name);
        if (value == null) {
            return new double[0];
        }
        StringTokenizer points = new StringTokenizer(value);
        double[] flat = new double[2 * points.countTokens()];
        try {
            for (int i = 0; i < flat.length; i += 2) {
                String point = points.nextToken();
                int comma = point.indexOf(',');
                int height = point.indexOf(',', comma + 1);
                flat[i] = Double.parseDouble(point.substring(0, comma));
                flat[i + 1] = Double.parseDouble(point.substring(comma + 1, height < 0 ? point.length() : height));
            }
            return flat;
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            problem(name + " needs points like 12.5,7.0: " + Texts.quoted(value));
            return new double[0];
        }
    }

    /** The vehicle classes by SUMO's allow and disallow; without both, all. */
    int allowed() {
        String allow = find("allow");
        if (allow != null) {
            return classesIn(allow);
        }
        String disallow = find("disallow");
        return disallow == null ? VehicleClass.ALL : VehicleClass.ALL & ~classesIn(disallow);
    }

    private static int classesIn(String list) {
        int classes = 0;
        for (StringTokenizer words = new StringTokenizer(list); words.hasMoreTokens(); ) {
            String word = words.nextToken();
            if (word.equals("all")) {
                return VehicleClass.ALL;
            }
            for (VehicleClass vehicle : VehicleClass.values()) {
                if (word.equals(vehicle.name().toLowerCase(Locale.ROOT))) {
                    classes |= vehicle.bit();
                }
            }
        }
        return classes;
    }
}
