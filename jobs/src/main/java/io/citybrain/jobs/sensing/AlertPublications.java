package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.RefusedJson;
import io.citybrain.wire.Topics;
import java.util.function.Consumer;

/** What City Brain says on MQTT. */
public final class AlertPublications {
    private static final byte[] NOTHING = {};

    private AlertPublications() {}

    /** Open alerts are retained. Clearing says so unretained, then takes the retained one away with an empty payload. */
    public static void publish(Alert alert, Consumer<MqttPublication> out) {
        String topic = Topics.alert(alert.kind(), alert.sensor(), alert.rule());
        boolean open = StoreLines.isOpen(alert);
        out.accept(new MqttPublication(topic, AlertJson.write(alert), open, 0));
        if (!open) {
            out.accept(new MqttPublication(topic, NOTHING, true, 0));
        }
    }

    public static void publish(CommandOutcome outcome, Consumer<MqttPublication> out) {
        out.accept(new MqttPublication(Topics.commandOutcome(outcome.commandId()), AlertJson.write(outcome), false, 0));
    }

    public static void publish(Rejection rejection, Consumer<MqttPublication> out) {
        out.accept(new MqttPublication(Topics.REFUSED, RefusedJson.write(rejection), false, 0));
    }
}
