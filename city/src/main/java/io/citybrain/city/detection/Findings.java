package io.citybrain.city.detection;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.CommandOutcome;

/** Where the watcher puts what it found. */
public interface Findings {
    /** An alert was raised, cleared, acknowledged, shelved. */
    void alert(Alert alert);

    /** A command was carried out, or not. */
    void outcome(CommandOutcome outcome);
}
