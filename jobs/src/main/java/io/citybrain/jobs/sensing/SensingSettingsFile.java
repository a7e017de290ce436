package io.citybrain.jobs.sensing;

import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.jobs.sensing.SensingSettings.KafkaUse;
import io.citybrain.jobs.sensing.SensingSettings.Sessions;
import io.citybrain.kafka.log.KafkaTopics;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads {@link SensingSettings} from a YAML file, strictly: an unknown, missing or wrong setting is an error, and all of
 * them are reported together.
 */
public final class SensingSettingsFile {
    private static final Set<String> KNOWN = Set.of(
            "mqtt.uri",
            "mqtt.username",
            "mqtt.passwordFile",
            "mqtt.trustStoreFile",
            "mqtt.trustStorePasswordFile",
            "mqtt.clientIdPrefix",
            "mqtt.sessions",
            "mqtt.repeats",
            "clock",
            "store.url",
            "store.flavour",
            "store.database",
            "store.organisation",
            "store.username",
            "store.passwordFile",
            "store.tokenFile",
            "store.spoolDirectory",
            "ingest",
            "alerts",
            "readings",
            "kafka.servers",
            "kafka.topicPrefix",
            "kafka.propertiesFile",
            "parallelism");

    /** Of the other jobs, which may have the same file. */
    private static final Set<String> KNOWN_ELSEWHERE = Set.of(
            "network.file",
            "network.additional",
            "missions.automaticUrgency",
            "grids.file",
            "incidents.limits.critical",
            "incidents.limits.major",
            "incidents.limits.minor",
            "incidents.limits.info",
            "incidents.nearMetres",
            "incidents.withinSeconds",
            "incidents.reopenWithinSeconds",
            "incidents.registerFrom",
            "incidents.dispatchFrom",
            "incidents.closeSelfClearedUpTo",
            "incidents.closeAfterSeconds");

    private final Map<String, Object> values = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();

    private SensingSettingsFile() {}

    /**
     * What two jobs have in one file.
     *
     * @param others values of settings that are not the sensing job's, by their path such as {@code network.file}
     */
    public record Shared(SensingSettings settings, Map<String, Object> others) {}

    /**
     * Reads one file.
     *
     * @throws IllegalArgumentException naming the file and everything that is wrong in it
     */
    public static SensingSettings read(Path file) throws IOException {
        return readShared(file).settings();
    }

    /**
     * Reads one file with the settings of other jobs in it.
     *
     * @throws IllegalArgumentException naming the file and everything that is wrong in it
     */
    public static Shared readShared(Path file) throws IOException {
        SensingSettingsFile reader = new SensingSettingsFile();
        SensingSettings settings = null;
        try (InputStream in = Files.newInputStream(file)) {
            Object root = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            settings = reader.settings(root);
        } catch (YamlEngineException e) {
            reader.errors.add("not YAML: " + e.getMessage());
        }
        if (!reader.errors.isEmpty()) {
            throw new IllegalArgumentException(file + ":\n  " + String.join("\n  ", reader.errors));
        }
        reader.values.keySet().retainAll(KNOWN_ELSEWHERE);
        return new Shared(settings, Map.copyOf(reader.values));
    }

    private SensingSettings settings(Object root) {
        if (!(root instanceof Map<?, ?> map)) {
            errors.add("must be a map of settings, such as mqtt: {uri: tcp://127.0.0.1:1883}");
            return null;
        }
        flatten("", map);
        values.keySet().stream()
                .filter(key -> !KNOWN.contains(key) && !KNOWN_ELSEWHERE.contains(key))
                .forEach(key -> errors.add(key + ": no such setting; known are "
                        + String.join(", ", KNOWN.stream().sorted().toList())));
        MqttConnection mqtt = mqtt();
        StoreAddress store = store();
        return new SensingSettings(
                mqtt,
                text("mqtt.clientIdPrefix", "city-brain"),
                sessions(),
                time(),
                kafka(),
                store,
                required("store.spoolDirectory"),
                parallelism());
    }

    private void flatten(String prefix, Map<?, ?> map) {
        map.forEach((key, value) -> {
            String path = prefix + key;
            if (value instanceof Map<?, ?> inner && !path.equals("mqtt.sessions")) {
                flatten(path + ".", inner);
            } else {
                values.put(path, value);
            }
        });
    }

    private MqttConnection mqtt() {
        String uri = required("mqtt.uri");
        if (uri.isEmpty()) {
            return null;
        }
        try {
            MqttConnection connection = MqttConnection.of(uri);
            if (values.containsKey("mqtt.username")) {
                connection = connection.withCredentials(text("mqtt.username", null), text("mqtt.passwordFile", null));
            }
            if (values.containsKey("mqtt.trustStoreFile")) {
                connection = connection.withTrustStore(
                        text("mqtt.trustStoreFile", null), text("mqtt.trustStorePasswordFile", null));
            }
            return connection;
        } catch (IllegalArgumentException e) {
            errors.add("mqtt: " + e.getMessage());
            return null;
        }
    }

    private StoreAddress store() {
        StoreAddress.Flavour flavour = flavour();
        String url = required("store.url");
        if (flavour == null || url.isEmpty()) {
            return null;
        }
        try {
            return new StoreAddress(
                    url,
                    flavour,
                    text("store.database", null),
                    text("store.organisation", null),
                    text("store.username", null),
                    text("store.passwordFile", null),
                    text("store.tokenFile", null));
        } catch (IllegalArgumentException e) {
            errors.add("store: " + e.getMessage());
            return null;
        }
    }

    private StoreAddress.Flavour flavour() {
        String word = required("store.flavour");
        for (StoreAddress.Flavour flavour : StoreAddress.Flavour.values()) {
            if (flavour.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
                return flavour;
            }
        }
        if (!word.isEmpty()) {
            errors.add("store.flavour: " + word + " is not influxdb-1, influxdb-2 or questdb");
        }
        return null;
    }

    private Sessions sessions() {
        String repeats = text("mqtt.repeats", "packet-id");
        if (!repeats.equals("packet-id") && !repeats.equals("content")) {
            errors.add("mqtt.repeats: " + repeats + " is not packet-id or content");
        }
        Object sessions = values.get("mqtt.sessions");
        return new Sessions(sessions == null ? Sessions.one().filters() : filters(sessions), repeats.equals("content"));
    }

    private Map<String, List<String>> filters(Object sessions) {
        Map<String, List<String>> read = new LinkedHashMap<>();
        if (sessions instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((name, filters) -> {
                if (filters instanceof List<?> list && !list.isEmpty()) {
                    read.put(
                            String.valueOf(name),
                            list.stream().map(String::valueOf).toList());
                    requireAll("mqtt.sessions." + name, list);
                } else {
                    errors.add("mqtt.sessions." + name + ": must be a list of topic filters");
                }
            });
        } else {
            errors.add("mqtt.sessions: must name at least one session, such as telemetry: [city/v1/telemetry/#]");
        }
        return read;
    }

    /** Without the registry every sensor of the session would be unknown, without the clock its time would stand. */
    private void requireAll(String key, List<?> filters) {
        for (String filter : List.of(Topics.ALL_REGISTRY, Topics.CLOCK)) {
            if (!filters.contains(filter) && !filters.contains("#") && !filters.contains(Topics.ROOT + "#")) {
                errors.add(key + ": reads no " + filter + ": add it to the session's filters");
            }
        }
    }

    private KafkaUse kafka() {
        boolean ingest =
                oneOf("ingest", text("ingest", "mqtt"), "mqtt", "kafka").equals("kafka");
        boolean alerts = ends("alerts", "mqtt");
        boolean readings = ends("readings", "store");
        if (!ingest && !alerts && !readings) {
            values.keySet().stream()
                    .filter(key -> key.startsWith("kafka."))
                    .forEach(key -> errors.add(key
                            + ": nothing goes through Kafka; say ingest: kafka, alerts: [mqtt, kafka] or readings:"
                            + " [store, kafka]"));
            return null;
        }
        if (ingest && values.containsKey("clock")) {
            errors.add("clock: with ingest: kafka the log has the clock; the bridge's --clock says which");
        }
        return new KafkaUse(
                required("kafka.servers"),
                text("kafka.topicPrefix", KafkaTopics.DEFAULT_PREFIX),
                kafkaProperties(),
                ingest,
                alerts,
                readings);
    }

    /** True if the list has kafka; the usual end must be in it. */
    private boolean ends(String key, String usual) {
        Object value = values.get(key);
        List<?> list = value instanceof List<?> several ? several : List.of(value == null ? usual : value);
        list.forEach(end -> oneOf(key, String.valueOf(end), usual, "kafka"));
        if (!list.contains(usual)) {
            errors.add(key + ": " + usual + " can't be left out, write [" + usual + ", kafka]");
        }
        return list.contains("kafka");
    }

    private String oneOf(String key, String value, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            errors.add(key + ": " + value + " is not " + String.join(" or ", allowed));
        }
        return value;
    }

    private Map<String, String> kafkaProperties() {
        Object file = values.get("kafka.propertiesFile");
        Properties properties = new Properties();
        if (file != null) {
            try (var in = Files.newBufferedReader(Path.of(String.valueOf(file)))) {
                properties.load(in);
            } catch (IOException | IllegalArgumentException e) {
                errors.add("kafka.propertiesFile: " + file + " can't be read: " + e);
            }
        }
        Map<String, String> read = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }

    private CityTime time() {
        if (text("ingest", "mqtt").equals("kafka")) {
            return CityTime.LOG;
        }
        String clock = text("clock", "wall");
        if (!clock.equals("wall") && !clock.equals("external")) {
            errors.add("clock: " + clock + " is not wall or external");
        }
        return clock.equals("external") ? CityTime.EXTERNAL : CityTime.WALL;
    }

    private int parallelism() {
        Object value = values.getOrDefault("parallelism", 1);
        if (value instanceof Integer number && number >= 1 && number <= SensingSettings.MAX_PARALLELISM) {
            return number;
        }
        errors.add("parallelism: " + value + " is not a number from 1 to " + SensingSettings.MAX_PARALLELISM);
        return 1;
    }

    private String text(String key, String usual) {
        Object value = values.get(key);
        return value == null ? usual : String.valueOf(value);
    }

    private String required(String key) {
        Object value = values.get(key);
        if (value == null) {
            errors.add(key + ": missing");
            return "";
        }
        return String.valueOf(value);
    }
}
