package io.citybrain.jobs.escort;

import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.wire.EscortTopic;
import io.citybrain.wire.PriorityJson;
import io.citybrain.wire.Topics;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Controllers in the street, as the contract has them: each grants what it is told and answers at once. */
final class ObedientSignals {
    private final MqttPublisher street;
    private final Map<String, Long> sequences = new ConcurrentHashMap<>();
    private final Map<String, String> heldBy = new ConcurrentHashMap<>();
    final Queue<PriorityCommand> commands = new ConcurrentLinkedQueue<>();
    final Queue<String> faults = new ConcurrentLinkedQueue<>();

    ObedientSignals(MqttPublisher street) {
        this.street = street;
    }

    void hear(MqttMessage message) {
        EscortTopic topic = EscortTopic.parse(message.topic());
        if (topic.type() != EscortTopic.Type.PRIORITY) {
            return;
        }
        PriorityCommand command =
                PriorityJson.read(topic.id(), message.payload()).value();
        if (message.retained()) {
            faults.add("retained: " + command);
        }
        Long last = sequences.put(command.signal(), command.sequence());
        if (last != null && command.sequence() <= last) {
            faults.add("sequence goes back: " + command);
        }
        commands.add(command);
        obey(command);
        answer(command);
    }

    private void answer(PriorityCommand command) {
        PriorityStatus status = new PriorityStatus(
                command.signal(),
                command.mission(),
                command.sequence(),
                command.hold() ? PriorityStatus.GRANTED : PriorityStatus.RELEASED,
                null,
                command.validUntilMillis() - command.leaseSeconds() * 1000L);
        try {
            street.publish(
                    MqttPublication.of(Topics.priorityStatus(command.signal()), PriorityJson.write(status)),
                    settlement -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void obey(PriorityCommand command) {
        if (command.hold()) {
            heldBy.put(command.signal(), command.mission());
        } else {
            heldBy.remove(command.signal());
        }
    }

    boolean isAnyHeld() {
        return !heldBy.isEmpty();
    }

    boolean isHeld(String signal) {
        return heldBy.containsKey(signal);
    }
}
