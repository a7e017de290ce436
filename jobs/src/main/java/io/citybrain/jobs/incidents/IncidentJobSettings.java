package io.citybrain.jobs.incidents;

import io.citybrain.city.incident.CityGrids;
import io.citybrain.city.incident.IncidentSettings;
import io.citybrain.jobs.sensing.SensingSettings;
import java.io.Serializable;

/**
 * All that the incidents job can be told.
 *
 * @param city what it shares with the sensing job: broker, clock, store
 * @param grids who looks after what
 * @param rules limits, joining, and what goes by itself
 */
public record IncidentJobSettings(SensingSettings city, CityGrids grids, IncidentSettings rules)
        implements Serializable {
    private static final long serialVersionUID = 1;
}
