package io.citybrain.sim.crews;

import io.citybrain.city.incident.IncidentAction;
import io.citybrain.city.incident.IncidentCommand;
import io.citybrain.city.incident.IncidentState;
import io.citybrain.city.incident.WorkOrder;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.CrewJson;
import io.citybrain.wire.CrewPosition;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.IncidentCommandJson;
import io.citybrain.wire.IncidentJson;
import io.citybrain.wire.PublishedIncident;
import io.citybrain.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Crews that live by their work orders as real ones do, over MQTT and on the city's clock: accept, drive, arrive, mend,
 * say so with a note. And somebody on duty who assigns what nobody else has assigned for a while. All runs on the MQTT
 * client's thread; each tick of the clock moves everybody on.
 */
public final class SimulatedCrews implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedCrews.class);
    private static final String DUTY = "duty-officer";
    /** So long a person who looks at the demo has time to assign it. */
    private static final long UNASSIGNED_MILLIS = 20 * 60_000L;
    /** An answer that does not come is asked for again. */
    private static final long AGAIN_MILLIS = 5 * 60_000L;

    private final MqttPublisher publisher;
    private MqttSubscriber ear;
    private final Map<String, CrewAtWork> crews = new TreeMap<>();
    private final Map<String, PublishedIncident> unassigned = new TreeMap<>();
    private final Map<String, Long> askedAtMillis = new TreeMap<>();
    private long nowMillis;
    private long commands;

    private SimulatedCrews(MqttPublisher publisher) {
        this.publisher = publisher;
    }

    /** Begins to listen. */
    public static SimulatedCrews open(MqttConnection broker, String clientId) {
        SimulatedCrews crews = new SimulatedCrews(MqttPublisher.open(broker, PublisherOptions.of(clientId)));
        crews.ear = MqttSubscriber.open(
                broker,
                SessionOptions.transientSession(clientId + "-ear"),
                List.of(Topics.ALL_WORK_ORDERS, Topics.ALL_INCIDENTS, Topics.CLOCK),
                crews::hear);
        return crews;
    }

    private void hear(MqttMessage message) {
        if (message.topic().equals(Topics.CLOCK)) {
            Decoded<ClockTick> tick = ClockJson.read(message.payload());
            if (!tick.isRefused()) {
                tick(tick.value().nowMillis());
            }
        } else if (message.topic().startsWith(Topics.ROOT + "crews/")) {
            hearOrder(message);
        } else {
            hearIncident(message);
        }
    }

    private void hearOrder(MqttMessage message) {
        String[] levels = message.topic().split("/", -1);
        String crew = levels[3];
        CrewAtWork atWork = crews.computeIfAbsent(crew, CrewAtWork::new);
        if (message.payload().length == 0) {
            atWork.forget(levels[5]);
            return;
        }
        Decoded<WorkOrder> order = CrewJson.readWorkOrder(message.payload());
        if (!order.isRefused()) {
            atWork.hear(order.value(), nowMillis);
        }
    }

    private void hearIncident(MqttMessage message) {
        Decoded<PublishedIncident> incident =
                message.payload().length == 0 ? null : IncidentJson.read(message.payload());
        if (incident == null || incident.isRefused()) {
            return;
        }
        String id = incident.value().incidentId();
        if (incident.value().state() == IncidentState.REGISTERED
                && incident.value().grid() != null) {
            unassigned.put(id, incident.value());
        } else {
            unassigned.remove(id);
            askedAtMillis.remove(id);
        }
    }

    private void tick(long now) {
        nowMillis = now;
        for (PublishedIncident incident : List.copyOf(unassigned.values())) {
            boolean isLate = now - incident.registeredAtMillis() > UNASSIGNED_MILLIS;
            if (isLate && now - askedAtMillis.getOrDefault(incident.incidentId(), 0L) > AGAIN_MILLIS) {
                askedAtMillis.put(incident.incidentId(), now);
                command(incident.incidentId(), IncidentAction.ASSIGN, DUTY, null, null);
            }
        }
        for (CrewAtWork crew : crews.values()) {
            CrewAtWork.Step step = crew.step(now);
            if (step != null && step.action() != null) {
                command(step.incidentId(), step.action(), crew.name(), crew.name(), step.note());
            }
            CrewPosition position = crew.findPosition(now);
            if (position != null) {
                say(new MqttPublication(Topics.crewPosition(crew.name()), CrewJson.write(position), true, 0));
            }
        }
    }

    private void command(String incidentId, IncidentAction action, String by, String crew, String note) {
        String id = "sim-" + Long.toString(nowMillis, 36) + "-" + ++commands;
        IncidentCommand command =
                new IncidentCommand(id, incidentId, action, by, nowMillis, note, crew, List.of(), null, 0);
        say(new MqttPublication(Topics.incidentCommands(incidentId), IncidentCommandJson.write(command), false, 0));
    }

    private void say(MqttPublication publication) {
        try {
            publisher.publish(publication, settlement -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("crews were stopped while they spoke", e);
        }
    }

    /** Names of crews that have had work. */
    List<String> names() {
        return new ArrayList<>(crews.keySet());
    }

    @Override
    public void close() {
        ear.close();
        publisher.close();
    }
}
