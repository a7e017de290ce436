package io.citybrain.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.city.sensing.Place;
import java.io.IOException;

/** A place: {@code {"longitude"?,"latitude"?,"name"?}}, WGS-84 degrees, both or neither. */
final class Places {

    private Places() {}

    static Place read(Fields place) {
        double longitude = place.findNumber("longitude", -180, 180);
        double latitude = place.findNumber("latitude", -90, 90);
        String name = place.findText("name", Texts.MAX_CHARACTERS);
        if (place.has("longitude") != place.has("latitude")) {
            place.problem(
                    place.has("longitude") ? "latitude" : "longitude",
                    "is missing: send longitude and latitude together");
        }
        return new Place(longitude, latitude, name);
    }

    /** Writes the place as a field; nothing if it is null. */
    static void write(JsonGenerator json, Place place) throws IOException {
        if (place == null) {
            return;
        }
        json.writeObjectFieldStart("place");
        Json.number(json, "longitude", place.longitude());
        Json.number(json, "latitude", place.latitude());
        Json.text(json, "name", place.name());
        json.writeEndObject();
    }
}
