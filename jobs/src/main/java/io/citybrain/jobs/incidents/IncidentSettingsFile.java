package io.citybrain.jobs.incidents;

import io.citybrain.city.alert.Severity;
import io.citybrain.city.incident.CityGrids;
import io.citybrain.city.incident.IncidentSettings;
import io.citybrain.city.incident.Limits;
import io.citybrain.jobs.sensing.CityTime;
import io.citybrain.jobs.sensing.SensingSettings;
import io.citybrain.jobs.sensing.SensingSettingsFile;
import io.citybrain.wire.GridsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads {@link IncidentJobSettings} from the sensing job's file, which has in addition {@code grids.file} and what it
 * wants otherwise than usual of {@code incidents}: {@code limits.<severity>} as {@code [acknowledge, arrive, resolve]} in
 * seconds, {@code nearMetres}, {@code withinSeconds}, {@code reopenWithinSeconds}, {@code closeAfterSeconds}, and the
 * severities {@code registerFrom}, {@code dispatchFrom} and {@code closeSelfClearedUpTo}, of which the last two may be
 * {@code never}.
 */
public final class IncidentSettingsFile {
    private static final String NEVER = "never";
    private static final int MOST_SECONDS = 366 * 86_400;

    private final Map<String, Object> values;
    private final List<String> errors = new ArrayList<>();

    private IncidentSettingsFile(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Reads one file.
     *
     * @throws IllegalArgumentException naming the file and what is wrong in it
     */
    public static IncidentJobSettings read(Path file) throws IOException {
        SensingSettingsFile.Shared shared = SensingSettingsFile.readShared(file);
        SensingSettings city = shared.settings();
        IncidentSettingsFile reader = new IncidentSettingsFile(shared.others());
        if (city.time() == CityTime.LOG) {
            reader.errors.add("ingest: the incidents job reads MQTT; give it a file without ingest: kafka");
        }
        CityGrids grids = reader.grids();
        IncidentSettings rules = reader.rules();
        if (!reader.errors.isEmpty()) {
            throw new IllegalArgumentException(file + ":\n  " + String.join("\n  ", reader.errors));
        }
        return new IncidentJobSettings(city, grids, rules);
    }

    private CityGrids grids() {
        Object name = values.get("grids.file");
        if (name == null) {
            return CityGrids.none();
        }
        GridsFile.Result result = GridsFile.read(Path.of(String.valueOf(name)));
        errors.addAll(result.errors());
        return result.grids();
    }

    private IncidentSettings rules() {
        IncidentSettings usual = IncidentSettings.DEFAULTS;
        IncidentSettings.Joining joining = usual.joining();
        IncidentSettings.Policy policy = usual.policy();
        return new IncidentSettings(
                new IncidentSettings.LimitsBySeverity(
                        limits("critical", usual.limits().critical()),
                        limits("major", usual.limits().major()),
                        limits("minor", usual.limits().minor()),
                        limits("info", usual.limits().info())),
                new IncidentSettings.Joining(
                        whole("nearMetres", (int) joining.nearMetres(), 1, 10_000),
                        whole("withinSeconds", joining.withinSeconds(), 0, MOST_SECONDS),
                        whole("reopenWithinSeconds", joining.reopenWithinSeconds(), 0, MOST_SECONDS)),
                new IncidentSettings.Policy(
                        severity("registerFrom", policy.registerFrom(), false),
                        severity("dispatchFrom", policy.dispatchFrom(), true),
                        severity("closeSelfClearedUpTo", policy.closeSelfClearedUpTo(), true),
                        whole("closeAfterSeconds", policy.closeAfterSeconds(), 0, MOST_SECONDS)));
    }

    private Limits limits(String severity, Limits usual) {
        String name = "incidents.limits." + severity;
        Object value = values.get(name);
        if (value == null) {
            return usual;
        }
        boolean right = value instanceof List<?> list
                && list.size() == 3
                && list.stream()
                        .allMatch(item -> item instanceof Integer seconds && seconds >= 0 && seconds <= MOST_SECONDS);
        if (!right) {
            errors.add(name + ": " + value
                    + " is not [acknowledge, arrive, resolve] in seconds, such as [120, 1200, 7200]; 0 = no limit");
            return usual;
        }
        List<?> seconds = (List<?>) value;
        return new Limits((Integer) seconds.get(0), (Integer) seconds.get(1), (Integer) seconds.get(2));
    }

    private int whole(String name, int usual, int low, int high) {
        Object value = values.getOrDefault("incidents." + name, usual);
        if (value instanceof Integer number && number >= low && number <= high) {
            return number;
        }
        errors.add("incidents." + name + ": " + value + " is not a whole number from " + low + " to " + high);
        return usual;
    }

    private Severity severity(String name, Severity usual, boolean orNever) {
        Object value = values.get("incidents." + name);
        if (value == null || (orNever && value.equals(NEVER))) {
            return value == null ? usual : null;
        }
        Severity severity = Severity.find(String.valueOf(value));
        if (severity == null) {
            errors.add("incidents." + name + ": " + value + " is not one of info, minor, major, critical"
                    + (orNever ? ", never" : ""));
        }
        return severity;
    }
}
