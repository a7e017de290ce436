package io.citybrain.jobs.escort;

import io.citybrain.city.greenwave.AmbulancePosition;
import io.citybrain.city.greenwave.SignalReading;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;

/** Telemetry in the escort's own terms. */
final class StreetNews {
    private StreetNews() {}

    static AmbulancePosition position(Reading reading) {
        double lane = reading.number(Quantity.LANE);
        double metres = reading.number(Quantity.POSITION_METRES);
        double speed = reading.number(Quantity.SPEED_METRES_PER_SECOND);
        return new AmbulancePosition(
                reading.sensor(),
                reading.observedAtMillis(),
                reading.text(Quantity.EDGE),
                Double.isNaN(lane) ? -1 : (int) lane,
                // An edge alone says that it is somewhere on it.
                Double.isNaN(metres) ? 0 : metres,
                reading.number(Quantity.X),
                reading.number(Quantity.Y),
                reading.number(Quantity.LONGITUDE),
                reading.number(Quantity.LATITUDE),
                speed,
                reading.number(Quantity.HEADING_DEGREES));
    }

    static SignalReading signal(Reading reading) {
        return new SignalReading(
                reading.sensor(),
                reading.observedAtMillis(),
                reading.text(Quantity.STATE),
                reading.text(Quantity.PROGRAM),
                reading.number(Quantity.ELAPSED_SECONDS),
                reading.text(Quantity.FAULT));
    }
}
