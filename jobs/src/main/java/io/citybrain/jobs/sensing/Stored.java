package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.devices.DeviceReport;

/** What goes to the store besides readings. Exactly one component is set. */
public record Stored(Alert alert, Rejection rejection, DeviceReport report) {

    static Stored of(Alert alert) {
        return new Stored(alert, null, null);
    }

    static Stored of(Rejection rejection) {
        return new Stored(null, rejection, null);
    }

    static Stored of(DeviceReport report) {
        return new Stored(null, null, report);
    }
}
