package io.citybrain.standalone;

import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.IncidentJson;
import io.citybrain.wire.PublishedIncident;
import io.citybrain.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads incidents as anybody would, from MQTT: knows which are open, and tells when one climbs or ends. */
final class IncidentBoard implements AutoCloseable {
    private final Terminal terminal;
    private final Map<String, PublishedIncident> open = new ConcurrentHashMap<>();
    private MqttSubscriber subscriber;

    IncidentBoard(Terminal terminal) {
        this.terminal = terminal;
    }

    void open(MqttConnection broker, String clientId) throws InterruptedException {
        subscriber = MqttSubscriber.open(
                broker,
                SessionOptions.transientSession(
                        clientId + "-" + ProcessHandle.current().pid()),
                List.of(Topics.ALL_INCIDENTS),
                this::hear);
        if (!subscriber.awaitSubscribed(20_000)) {
            throw new CityException("error.broker.no-subscription", broker.uri());
        }
    }

    private void hear(MqttMessage message) {
        if (message.payload().length > 0) {
            Decoded<PublishedIncident> incident = IncidentJson.read(message.payload());
            if (incident.isRefused()) {
                terminal.say("unreadable", message.topic(), incident.reason());
            } else {
                hear(incident.value(), message.retained());
            }
        }
    }

    void hear(PublishedIncident incident, boolean fromBefore) {
        PublishedIncident before = incident.state().isOpen()
                ? open.put(incident.incidentId(), incident)
                : open.remove(incident.incidentId());
        String title = terminal.words().isChinese() ? incident.titleZh() : incident.titleEn();
        if (before == null || fromBefore || before.revision() >= incident.revision()) {
            return;
        }
        if (incident.escalations() > before.escalations()) {
            terminal.say("incident.climbed", Terminal.time(incident.changedAtMillis()), incident.level(), title);
        } else if (!incident.state().isOpen()) {
            terminal.say("incident.over", Terminal.time(incident.changedAtMillis()), title);
        }
    }

    int openIncidents() {
        return open.size();
    }

    @Override
    public void close() {
        if (subscriber != null) {
            subscriber.close();
        }
    }
}
