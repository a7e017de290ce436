package io.citybrain.http.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.city.alert.Alert;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.EscortTopic;
import io.citybrain.wire.HealthJson;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.PriorityJson;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.TopicName;
import io.citybrain.wire.Topics;
import java.util.function.Consumer;

/** Which board a message belongs to. Guarded by the view's lock. */
final class Hearing {
    private static final String HEALTH = Topics.health("");

    private final CityView view;

    Hearing(CityView view) {
        this.view = view;
    }

    void hear(MqttMessage message) {
        String topic = message.topic();
        if (topic.equals(Topics.REFUSED)) {
            view.figures.refused();
        } else if (topic.equals(Topics.HEARTBEAT) || topic.startsWith(HEALTH)) {
            boolean isBeat = topic.equals(Topics.HEARTBEAT);
            ifRead(HealthJson.read(message.payload()), health -> view.feed.hear(health, isBeat, wall(message)));
        } else if (!hearCrewsAndIncidents(topic, message.payload()) && !hearEscort(message)) {
            hearSensors(message);
        }
    }

    private static long wall(MqttMessage message) {
        return message.receivedAtMillis();
    }

    private void hearSensors(MqttMessage message) {
        TopicName topic = TopicName.parse(message.topic());
        if (topic.isRefused()) {
            return;
        }
        switch (topic.type()) {
            case TELEMETRY ->
                ifRead(TelemetryJson.read(topic.kind(), topic.sensor(), message.payload()), view::telemetry);
            case REGISTRY -> register(topic.sensor(), message.payload());
            case ALERT -> alert(message);
            case CLOCK ->
                ifRead(ClockJson.read(message.payload()), tick -> view.time().hear(tick, wall(message)));
            default -> {}
        }
    }

    private void register(String sensor, byte[] payload) {
        if (payload.length == 0) {
            view.sensors.unregister(sensor);
        } else {
            ifRead(RegistryJson.read(sensor, payload), view.sensors::register);
        }
    }

    private void alert(MqttMessage message) {
        if (message.payload().length == 0) {
            endAlert(message.topic(), view.time().nowMillis(wall(message)));
        } else {
            ifRead(AlertJson.read(message.payload()), this::alert);
        }
    }

    private void alert(Alert alert) {
        if (view.alerts.hear(alert)) {
            view.sensors.judge(alert.sensor());
        }
    }

    void endAlert(String topic, long cityMillis) {
        String sensor = view.alerts.forget(topic, cityMillis);
        if (sensor != null) {
            view.sensors.judge(sensor);
        }
    }

    private boolean hearEscort(MqttMessage message) {
        EscortTopic topic = EscortTopic.parse(message.topic());
        if (topic.type() == EscortTopic.Type.OTHER) {
            return false;
        }
        if (topic.isRefused()) {
            return true;
        }
        byte[] payload = message.payload();
        switch (topic.type()) {
            case MISSION_REQUEST -> ifRead(MissionJson.readRequest(topic.id(), payload), view.missions::hear);
            case MISSION_PLAN -> plan(topic.id(), message);
            case PRIORITY_STATUS -> ifRead(PriorityJson.readStatus(topic.id(), payload), view.signals::hear);
            default -> {}
        }
        return true;
    }

    private void plan(String mission, MqttMessage message) {
        if (message.payload().length == 0) {
            view.missions.forget(mission);
        } else {
            long day = view.day(view.time().nowMillis(wall(message)));
            ifRead(MissionJson.readPlan(message.payload()), plan -> view.missions.hear(plan, day));
        }
    }

    private boolean hearCrewsAndIncidents(String topic, byte[] payload) {
        String incident = CityTopic.findIncident(topic);
        if (incident != null) {
            ObjectNode document = Documents.find(payload);
            if (payload.length == 0) {
                view.incidents.forget(incident);
            } else if (document != null) {
                view.incidents.hear(incident, document);
            }
            return true;
        }
        CityTopic.Crew crew = CityTopic.findCrew(topic);
        if (crew != null) {
            hear(crew, payload);
        }
        return crew != null;
    }

    private void hear(CityTopic.Crew topic, byte[] payload) {
        ObjectNode document = Documents.find(payload);
        if (topic.incident() == null) {
            if (document != null) {
                view.crews.position(topic.crew(), document, view.time().nowMillis(System.currentTimeMillis()));
            }
        } else if (payload.length == 0) {
            view.crews.forgetOrder(topic.crew(), topic.incident());
        } else if (document != null) {
            view.crews.order(topic.crew(), topic.incident(), document);
        }
    }

    private static <T> void ifRead(Decoded<T> decoded, Consumer<T> hear) {
        if (!decoded.isRefused()) {
            hear.accept(decoded.value());
        }
    }
}
