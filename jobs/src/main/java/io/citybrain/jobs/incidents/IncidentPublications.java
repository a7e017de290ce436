package io.citybrain.jobs.incidents;

import io.citybrain.city.incident.Incident;
import io.citybrain.city.incident.Notification;
import io.citybrain.city.incident.WorkOrder;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.wire.CrewJson;
import io.citybrain.wire.IncidentJson;
import io.citybrain.wire.Topics;
import java.util.function.Consumer;

/** What is said of incidents on MQTT. */
public final class IncidentPublications {
    private static final byte[] NOTHING = {};

    private IncidentPublications() {}

    /**
     * Open incidents and their work orders are retained. The end of one comes unretained, then an empty message takes the
     * retained one away; so it is with a work order that is no crew's any more, or another's.
     */
    public static void publish(IncidentChange change, Consumer<MqttPublication> out) {
        String incidentId = change.incidentId();
        if (change.formerCrew() != null) {
            out.accept(new MqttPublication(Topics.workOrder(change.formerCrew(), incidentId), NOTHING, true, 0));
        }
        String topic = Topics.incident(incidentId);
        Incident incident = change.incident();
        if (incident == null) {
            out.accept(new MqttPublication(topic, NOTHING, true, 0));
            return;
        }
        tell(topic, IncidentJson.write(incident), incident.isOpen(), out);
        WorkOrder order = incident.findWorkOrder();
        if (order != null) {
            tell(Topics.workOrder(order.crew(), incidentId), CrewJson.write(order), incident.isOpen(), out);
        }
    }

    private static void tell(String topic, byte[] payload, boolean isOpen, Consumer<MqttPublication> out) {
        out.accept(new MqttPublication(topic, payload, isOpen, 0));
        if (!isOpen) {
            out.accept(new MqttPublication(topic, NOTHING, true, 0));
        }
    }

    /** Told once, to whoever listens. */
    public static void publish(Notification notification, Consumer<MqttPublication> out) {
        String topic = Topics.notifications(notification.recipient());
        out.accept(new MqttPublication(topic, CrewJson.write(notification), false, 0));
    }
}
