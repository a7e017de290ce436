package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.devices.DeviceReport;

/**
 * What a step tells besides what it hands on all the time. It leaves by one output and is sorted behind it, see {@link
 * SortAsides}. Exactly one component is set.
 */
public record Aside(Alert alert, CommandOutcome outcome, Rejection rejection, DeviceReport report, FeedNews feed) {

    static Aside of(Alert alert) {
        return new Aside(alert, null, null, null, null);
    }

    static Aside of(CommandOutcome outcome) {
        return new Aside(null, outcome, null, null, null);
    }

    static Aside of(Rejection rejection) {
        return new Aside(null, null, rejection, null, null);
    }

    static Aside of(DeviceReport report) {
        return new Aside(null, null, null, report, null);
    }

    static Aside of(FeedNews news) {
        return new Aside(null, null, null, null, news);
    }
}
