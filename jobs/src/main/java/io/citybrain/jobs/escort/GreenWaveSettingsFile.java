package io.citybrain.jobs.escort;

import io.citybrain.city.greenwave.EscortSettings;
import io.citybrain.jobs.sensing.CityTime;
import io.citybrain.jobs.sensing.SensingSettings;
import io.citybrain.jobs.sensing.SensingSettingsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads {@link GreenWaveSettings} from the sensing job's file, which has in addition {@code network.file},
 * {@code network.additional} and {@code missions.automaticUrgency}.
 */
public final class GreenWaveSettingsFile {
    private static final int LOWEST_URGENCY = 3;

    private GreenWaveSettingsFile() {}

    /**
     * Reads one file.
     *
     * @throws IllegalArgumentException naming the file and what is wrong in it
     */
    public static GreenWaveSettings read(Path file) throws IOException {
        SensingSettingsFile.Shared shared = SensingSettingsFile.readShared(file);
        SensingSettings city = shared.settings();
        Map<String, Object> values = shared.others();
        List<String> errors = new ArrayList<>();
        if (city.time() == CityTime.LOG) {
            errors.add("ingest: the green-wave job reads MQTT; give it a file without ingest: kafka");
        }
        Object network = values.get("network.file");
        if (network == null) {
            errors.add("network.file: missing; name the road network, a SUMO .net.xml or .net.xml.gz");
        }
        Object urgency =
                values.getOrDefault("missions.automaticUrgency", EscortSettings.Missions.DEFAULTS.automaticUrgency());
        boolean isUrgency = urgency instanceof Integer number && number >= 0 && number <= LOWEST_URGENCY;
        if (!isUrgency) {
            errors.add("missions.automaticUrgency: " + urgency + " is not 0 to 3; 0 = a person decides each mission");
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(file + ":\n  " + String.join("\n  ", errors));
        }
        return new GreenWaveSettings(city, String.valueOf(network), additional(values), (Integer) urgency);
    }

    private static List<String> additional(Map<String, Object> values) {
        Object files = values.getOrDefault("network.additional", List.of());
        return files instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(files));
    }
}
