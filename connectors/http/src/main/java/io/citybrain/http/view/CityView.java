package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.city.alert.Alert;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Reading;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.wire.Instants;
import io.citybrain.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The newest state of the city, as it is heard on MQTT. One lock guards all of it: the client's thread writes, the
 * ticker takes patches and snapshots, requests read. What is held by the broker no longer when a session begins anew is
 * forgotten ({@link #caughtUp}). Thread-safe.
 */
public final class CityView {
    final AlertBoard alerts = new AlertBoard();
    final SensorBoard sensors = new SensorBoard(alerts);
    final IncidentBoard incidents = new IncidentBoard();
    final MissionBoard missions = new MissionBoard();
    final SignalBoard signals = new SignalBoard();
    final FlowBoard flow;
    final AmbulanceBoard ambulances;
    final CrewBoard crews = new CrewBoard();
    final Figures figures = new Figures();
    final Feed feed = new Feed();
    private final CityTime time = new CityTime();
    private final Hearing hearing = new Hearing(this);
    private final List<Board> boards;
    private final Object lock = new Object();
    /** Topics heard since the last session ended; null once all that are retained have come. */
    private Set<String> heard = new HashSet<>();

    private boolean isComplete;

    /** Makes an empty view; {@code roads} is the city's network, or null. */
    public CityView(RoadNetwork roads) {
        flow = new FlowBoard(roads);
        ambulances = new AmbulanceBoard(new Whereabouts(roads), missions);
        boards = List.of(sensors, alerts, incidents, missions, signals, flow, ambulances, crews, figures);
    }

    /** The link to the broker went up or down. */
    public void link(boolean isUp) {
        synchronized (lock) {
            feed.link(isUp, System.currentTimeMillis());
            if (!isUp) {
                heard = new HashSet<>();
            }
        }
    }

    /** The retained topics have all come. */
    public void caughtUp() {
        synchronized (lock) {
            if (heard != null) {
                Set<String> topics = heard;
                heard = null;
                boards.forEach(board -> board.sweep(topics));
                alerts.missing(topics).forEach(topic -> hearing.endAlert(topic, nowMillis()));
                Set<String> ids = new HashSet<>();
                topics.forEach(topic -> ids.add(CityTopic.findIncident(topic)));
                incidents.missing(ids).forEach(incidents::forget);
            }
            isComplete = true;
        }
    }

    /** True once the retained topics have come for the first time. */
    public boolean isComplete() {
        synchronized (lock) {
            return isComplete;
        }
    }

    /** A message came. What can't be read is left to the job to refuse. */
    public void hear(MqttMessage message) {
        synchronized (lock) {
            if (heard != null) {
                heard.add(message.topic());
            }
            hearing.hear(message);
        }
    }

    CityTime time() {
        return time;
    }

    /** The day in the city by this machine's zone. */
    long day(long cityMillis) {
        return Instant.ofEpochMilli(cityMillis)
                .atZone(ZoneId.systemDefault())
                .toLocalDate()
                .toEpochDay();
    }

    private long nowMillis() {
        return time.nowMillis(System.currentTimeMillis());
    }

    /** The city's time, epoch milliseconds. */
    public long cityMillis() {
        synchronized (lock) {
            return nowMillis();
        }
    }

    /** Once a second: what changes by time alone. */
    public void second() {
        synchronized (lock) {
            long now = nowMillis();
            signals.tick(now);
            figures.take(this, now, day(now));
        }
    }

    /** Runs something while nothing new is heard. Be quick: the client's thread waits. */
    public void holdingStill(Runnable work) {
        synchronized (lock) {
            work.run();
        }
    }

    /** What has changed since the last time, by part: fields of JSON without braces. Empty if nothing has. */
    public Map<Part, byte[]> drain() {
        synchronized (lock) {
            Map<Part, byte[]> changes = new EnumMap<>(Part.class);
            for (Board board : boards) {
                if (board.hasChanges()) {
                    changes.put(board.part(), fields(board::writeChanges));
                }
            }
            return changes;
        }
    }

    /** All that is known of these parts. */
    public byte[] snapshot(Set<Part> parts) {
        synchronized (lock) {
            return object(json -> {
                json.writeStringField("at", Instants.format(nowMillis()));
                for (Board board : boards) {
                    if (parts.contains(board.part())) {
                        board.writeAll(json);
                    }
                }
            });
        }
    }

    /** The heartbeat, with what the caller knows of the store. */
    public byte[] beat(boolean store) {
        synchronized (lock) {
            long wall = System.currentTimeMillis();
            return object(json -> {
                json.writeStringField("now", Instants.format(time.nowMillis(wall)));
                json.writeStringField("wall", Instants.format(wall));
                json.writeNumberField("speed", time.speed());
                json.writeObjectFieldStart("feed");
                feed.write(json, wall);
                json.writeBooleanField("store", store);
                json.writeEndObject();
            });
        }
    }

    public boolean isLinked() {
        synchronized (lock) {
            return feed.isLinked();
        }
    }

    // ---- what requests read

    /** Calls for each sensor, under the lock: be quick. */
    public void forEachSensor(Consumer<SensorView> visitor) {
        synchronized (lock) {
            sensors.forEach(visitor);
        }
    }

    /** The sensor, or null. */
    public SensorView findSensor(String sensor) {
        synchronized (lock) {
            return sensors.find(sensor);
        }
    }

    /** Open alerts of a sensor. */
    public List<Alert> alertsOf(String sensor) {
        synchronized (lock) {
            return List.copyOf(alerts.openOf(sensor));
        }
    }

    public List<Alert> openAlerts() {
        synchronized (lock) {
            return List.copyOf(alerts.open());
        }
    }

    /** The open alert, or null. */
    public Alert findAlert(String kind, String sensor, String rule) {
        synchronized (lock) {
            return alerts.find(Topics.alert(kind, sensor, rule));
        }
    }

    /** The incidents, open ones alone or with those that ended lately. Trees are shared: do not change them. */
    public List<ObjectNode> incidents(boolean openOnly) {
        synchronized (lock) {
            List<ObjectNode> list = new java.util.ArrayList<>();
            incidents.open().forEach(list::add);
            if (!openOnly) {
                incidents.ended().forEach(list::add);
            }
            return list;
        }
    }

    /** The incident, or null. */
    public ObjectNode findIncident(String id) {
        synchronized (lock) {
            return incidents.find(id);
        }
    }

    public List<ObjectNode> workOrders(String crew) {
        synchronized (lock) {
            return List.copyOf(crews.ordersOf(crew));
        }
    }

    public boolean hasWorkOrder(String crew, String incident) {
        synchronized (lock) {
            return crews.hasOrder(crew, incident);
        }
    }

    /** The crews: {@code [{"crew","orders","lon"?,"lat"?,"at"?}]}. */
    public byte[] crews(Collection<String> more) {
        synchronized (lock) {
            Set<String> all = new java.util.LinkedHashSet<>(more);
            all.addAll(crews.crews());
            return object(json -> {
                json.writeArrayFieldStart("items");
                for (String crew : all) {
                    json.writeStartObject();
                    json.writeStringField("crew", crew);
                    json.writeNumberField("orders", crews.countOrders(crew));
                    crews.writePosition(crew, json);
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        }
    }

    /** The mission's newest plan, or null. */
    public MissionPlan findPlan(String mission) {
        synchronized (lock) {
            return missions.findPlan(mission);
        }
    }

    public List<String> missionIds(boolean activeOnly) {
        synchronized (lock) {
            return missions.ids(activeOnly);
        }
    }

    /** One mission as JSON, or null. */
    public byte[] findMission(String mission) {
        synchronized (lock) {
            if (!missions.has(mission)) {
                return null;
            }
            byte[] bytes = object(json -> {
                json.writeFieldName("mission");
                missions.write(mission, json);
            });
            // {"mission":X} without its frame
            return java.util.Arrays.copyOfRange(bytes, "{\"mission\":".length(), bytes.length - 1);
        }
    }

    /** All ambulances: {@code {"items":[…]}}. */
    public byte[] ambulances() {
        synchronized (lock) {
            return object(json -> {
                json.writeFieldName("items");
                ambulances.writeItems(json);
            });
        }
    }

    /** The ambulance's newest reading, or null. */
    public Reading findAmbulance(String ambulance) {
        synchronized (lock) {
            return ambulances.find(ambulance);
        }
    }

    /** Its place on the map, or null. */
    public double[] findAmbulancePlace(String ambulance) {
        synchronized (lock) {
            return ambulances.findPlace(ambulance);
        }
    }

    /** Takes what is heard of the traffic on one edge. */
    public interface Flows {
        void take(String edge, long observedAtMillis, double queuedVehicles, double meanMetresPerSecond);
    }

    /** Calls for the newest news of each edge, under the lock: be quick. */
    public void forEachFlow(Flows visitor) {
        synchronized (lock) {
            flow.forEach(visitor);
        }
    }

    // ---- JSON

    /** Writes fields into an object that is open. */
    private interface Body {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static byte[] object(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = Documents.MAPPER.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            body.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("JSON into memory", e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static byte[] fields(Body body) {
        byte[] framed = object(body);
        return java.util.Arrays.copyOfRange(framed, 1, framed.length - 1);
    }

    /** A reading of a kind that the view shows on boards of its own. */
    void telemetry(Reading reading) {
        figures.telemetry(nowMillis() - reading.observedAtMillis());
        sensors.hear(reading);
        if (reading.kind() == Kind.TRAFFIC_SIGNAL) {
            signals.hear(reading);
        } else if (reading.kind() == Kind.TRAFFIC_FLOW) {
            flow.hear(reading);
        } else if (reading.kind() == Kind.AMBULANCE) {
            ambulances.hear(reading);
        }
    }
}
