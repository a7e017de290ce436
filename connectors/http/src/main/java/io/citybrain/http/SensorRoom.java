package io.citybrain.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.city.alert.Alert;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.http.view.CityView;
import io.citybrain.http.view.Documents;
import io.citybrain.http.view.SensorView;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.Instants;
import io.citybrain.wire.RegistryJson;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sensors: the list, and one with all that is known of it. */
final class SensorRoom implements Room {
    private final CityView view;

    SensorRoom(CityView view) {
        this.view = view;
    }

    @Override
    public void openAll(Doors doors) {
        doors.open(Endpoint.SEE_SENSORS, this::list);
        doors.open(Endpoint.SEE_SENSOR, this::one);
    }

    private void list(Context context) {
        Query query = new Query(context);
        String kind = query.find("kind");
        String state = query.find("state");
        String words = query.findLower("q");
        String grid = query.find("grid");
        double[] box = query.findBox("bbox");
        if (kind != null && Kind.find(kind) == null) {
            query.fault("kind", "unknown", "is no kind of sensor");
        }
        List<SensorView> found = new ArrayList<>();
        view.forEachSensor(sensor -> {
            if ((kind == null || sensor.entry().kind().topicName().equals(kind))
                    && (state == null || sensor.stateWord().equals(state))
                    && (words == null || isNamed(sensor, words))
                    && (grid == null || grid.equals(sensor.entry().area()))
                    && (box == null || isWithin(sensor.entry().place(), box))) {
                found.add(sensor);
            }
        });
        query.answer(found, SensorRoom::brief);
    }

    private static boolean isNamed(SensorView sensor, String words) {
        String name = sensor.entry().place().name();
        return sensor.entry().sensor().toLowerCase(Locale.ROOT).contains(words)
                || (name != null && name.toLowerCase(Locale.ROOT).contains(words));
    }

    private static boolean isWithin(Place place, double[] box) {
        return place.longitude() >= box[0]
                && place.latitude() >= box[1]
                && place.longitude() <= box[2]
                && place.latitude() <= box[3];
    }

    private static ObjectNode brief(SensorView sensor) {
        ObjectNode json = Documents.MAPPER.createObjectNode();
        json.put("sensor", sensor.entry().sensor());
        json.put("kind", sensor.entry().kind().topicName());
        json.put("state", sensor.stateWord());
        Place place = sensor.entry().place();
        ObjectNode at = json.putObject("place");
        putNumber(at, "longitude", place.longitude());
        putNumber(at, "latitude", place.latitude());
        if (place.name() != null) {
            at.put("name", place.name());
        }
        if (sensor.entry().area() != null) {
            json.put("area", sensor.entry().area());
        }
        if (sensor.reading() != null) {
            json.put("observedAt", Instants.format(sensor.reading().observedAtMillis()));
        }
        return json;
    }

    private static void putNumber(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        }
    }

    private void one(Context context) throws IOException {
        SensorView sensor = get(view, context.pathParam("sensor"));
        ObjectNode json = brief(sensor);
        json.set("entry", Documents.MAPPER.readTree(RegistryJson.write(sensor.entry())));
        if (sensor.reading() != null) {
            putValues(json.putObject("values"), sensor.reading());
        }
        var alerts = json.putArray("alerts");
        for (Alert alert : view.alertsOf(sensor.entry().sensor())) {
            alerts.add(toJson(alert));
        }
        Answers.json(context, json);
    }

    /** The sensor. @throws Problem if there is none */
    static SensorView get(CityView view, String id) {
        SensorView sensor = view.findSensor(id);
        if (sensor == null) {
            throw Problem.missing("sensor", id);
        }
        return sensor;
    }

    private static void putValues(ObjectNode values, Reading reading) {
        for (Quantity quantity : reading.kind().quantities()) {
            double number = reading.number(quantity);
            String text = reading.text(quantity);
            if (text == null && Double.isNaN(number)) {
                continue;
            }
            ObjectNode value = values.putObject(quantity.jsonName());
            switch (quantity.type()) {
                case NUMBER -> value.put("value", number);
                case FLAG -> value.put("value", number == 1);
                case TEXT -> value.put("value", text);
            }
            value.put("unit", quantity.unit());
            value.put("at", Instants.format(reading.observedAtMillis()));
        }
    }

    static JsonNode toJson(Alert alert) {
        try {
            return Documents.MAPPER.readTree(AlertJson.write(alert));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alert is always JSON", e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
