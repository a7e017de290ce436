package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Longitudes and latitudes as JSON numbers with six digits, a decimetre; null if unknown. */
public final class Degrees {
    private Degrees() {}

    public static void write(JsonGenerator json, double degrees) throws IOException {
        if (Double.isFinite(degrees)) {
            json.writeNumber(Math.round(degrees * 1e6) / 1e6);
        } else {
            json.writeNull();
        }
    }
}
