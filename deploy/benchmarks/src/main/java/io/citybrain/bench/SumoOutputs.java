package io.citybrain.bench;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;

/** Reads what SUMO wrote of one simulation. */
final class SumoOutputs {
    private SumoOutputs() {}

    /**
     * The mean of time loss and depart delay of vehicles that wanted to depart in the window, at the horizon.
     *
     * @param endSeconds when the simulation ended
     * @param lossAtHorizon time loss of the vehicles that drove at the horizon
     */
    static double othersLossSeconds(
            Path tripinfo,
            String without,
            double requestSeconds,
            double endSeconds,
            Map<String, Double> lossAtHorizon) {
        double from = requestSeconds + DriveSettings.OTHERS_FROM_SECONDS;
        double until = requestSeconds + DriveSettings.OTHERS_UNTIL_SECONDS;
        double horizon = requestSeconds + DriveSettings.HORIZON_SECONDS;
        double[] sumAndCount = new double[2];
        each(tripinfo, "tripinfo", row -> {
            double depart = number(row, "depart");
            double delay = number(row, "departDelay");
            // A vehicle that never got onto the road has no depart time but a delay until the end.
            double wanted = depart < 0 ? endSeconds - delay : depart - delay;
            if (row.get("id").equals(without) || wanted < from || wanted >= until) {
                return;
            }
            sumAndCount[0] += lossOf(row, depart, wanted, horizon, lossAtHorizon);
            sumAndCount[1]++;
        });
        return sumAndCount[0] / Math.max(1, sumAndCount[1]);
    }

    private static double lossOf(
            Map<String, String> row, double depart, double wanted, double horizon, Map<String, Double> lossAtHorizon) {
        if (depart < 0 || depart >= horizon) {
            return horizon - wanted;
        }
        Double atHorizon = lossAtHorizon.get(row.get("id"));
        return depart - wanted + (atHorizon != null ? atHorizon : number(row, "timeLoss"));
    }

    /** Vehicles and seconds lost by edge. */
    static Map<String, DriveOutcome.Approach> approaches(Path edgeData) {
        Map<String, DriveOutcome.Approach> approaches = new HashMap<>();
        each(edgeData, "edge", row -> {
            double vehicles = number(row, "entered") + number(row, "departed");
            if (vehicles > 0) {
                approaches.put(row.get("id"), new DriveOutcome.Approach(vehicles, number(row, "timeLoss") / vehicles));
            }
        });
        return approaches;
    }

    private static double number(Map<String, String> row, String name) {
        String text = row.get(name);
        return text == null || text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    private static void each(Path file, String element, Consumer<Map<String, String>> row) {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream bytes = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(bytes);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals(element)) {
                    Map<String, String> attributes = new HashMap<>();
                    for (int i = 0; i < xml.getAttributeCount(); i++) {
                        attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
                    }
                    row.accept(attributes);
                }
            }
        } catch (Exception e) {
            throw new CannotMeasure("SUMO's output " + file + " can't be read: " + e.getMessage());
        }
    }
}
