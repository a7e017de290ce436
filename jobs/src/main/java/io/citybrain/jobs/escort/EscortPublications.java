package io.citybrain.jobs.escort;

import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.PriorityJson;
import io.citybrain.wire.Topics;
import java.util.function.Consumer;

/** What the escort says on MQTT. */
public final class EscortPublications {
    private static final byte[] NOTHING = {};

    private EscortPublications() {}

    /** Running missions are retained. The last plan comes unretained, then an empty one takes the retained one away. */
    public static void publish(MissionPlan plan, Consumer<MqttPublication> out) {
        String topic = Topics.missionPlan(plan.mission());
        boolean runs = !plan.status().isEnd() && plan.status() != MissionStatus.LOST;
        out.accept(new MqttPublication(topic, MissionJson.write(plan), runs, 0));
        if (!runs) {
            out.accept(new MqttPublication(topic, NOTHING, true, 0));
        }
    }

    /** Never retained; what has not reached the broker when its lease is over is dropped. */
    public static void publish(PriorityCommand command, Consumer<MqttPublication> out) {
        long lease = Math.max(1, command.leaseSeconds());
        out.accept(new MqttPublication(Topics.priority(command.signal()), PriorityJson.write(command), false, lease));
    }
}
