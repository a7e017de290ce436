package io.citybrain.jobs.escort;

import io.citybrain.city.greenwave.EscortSettings;
import io.citybrain.jobs.sensing.SensingSettings;
import java.io.Serializable;
import java.util.List;

/**
 * All that the green-wave job can be told.
 *
 * @param city what it shares with the sensing job: broker, clock, store
 * @param network the road network, SUMO's {@code .net.xml}, also gzipped
 * @param additional files whose signal programmes replace those of the network
 * @param automaticUrgency requests up to this urgency are approved by policy; 0 = a person decides each
 */
public record GreenWaveSettings(SensingSettings city, String network, List<String> additional, int automaticUrgency)
        implements Serializable {
    private static final long serialVersionUID = 1;

    /** With the usual policy. */
    public static GreenWaveSettings of(SensingSettings city, String network) {
        return new GreenWaveSettings(city, network, List.of(), EscortSettings.Missions.DEFAULTS.automaticUrgency());
    }

    EscortSettings escort() {
        EscortSettings.Missions usual = EscortSettings.DEFAULTS.missions();
        EscortSettings.Missions missions = new EscortSettings.Missions(
                automaticUrgency,
                usual.lostAfterSeconds(),
                usual.resumeWithinSeconds(),
                usual.firstPositionWithinSeconds(),
                usual.rememberSeconds());
        return new EscortSettings(missions, EscortSettings.DEFAULTS.seizure(), EscortSettings.DEFAULTS.lead());
    }
}
