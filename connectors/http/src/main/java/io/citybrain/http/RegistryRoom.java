package io.citybrain.http;

import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.http.view.CityView;
import io.citybrain.http.view.SensorView;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.TopicName;
import io.citybrain.wire.Topics;
import io.javalin.http.Context;

/** The registry: an entry as it is, changed, removed. */
final class RegistryRoom implements Room {
    private static final int PATIENCE_SECONDS = 3;

    private final CityView view;
    private final CityLink link;
    private final Commands commands;
    private final Waits waits;

    RegistryRoom(CityView view, CityLink link, Commands commands, Waits waits) {
        this.view = view;
        this.link = link;
        this.commands = commands;
        this.waits = waits;
    }

    @Override
    public void openAll(Doors doors) {
        doors.open(Endpoint.SEE_ENTRY, this::see);
        doors.open(Endpoint.CHANGE_ENTRY, this::change);
        doors.open(Endpoint.REMOVE_ENTRY, this::remove);
    }

    private void see(Context context) {
        SensorView sensor = SensorRoom.get(view, context.pathParam("sensor"));
        Answers.json(context, RegistryJson.write(sensor.entry()));
    }

    private void change(Context context) {
        String id = context.pathParam("sensor");
        TopicName topic = TopicName.parse(Topics.registry(id));
        if (topic.isRefused()) {
            throw Problem.fault("sensor", "not-an-id", topic.reason());
        }
        Decoded<SensorEntry> entry = RegistryJson.read(id, Body.bytes(context, Body.MOST_BYTES));
        if (entry.isRefused()) {
            throw Problem.of(400, "invalid", entry.reason());
        }
        byte[] json = RegistryJson.write(entry.value());
        link.send(MqttPublication.retained(Topics.registry(id), json));
        answerWhen(context, "change-entry", id, entry.value());
    }

    private void remove(Context context) {
        String id = SensorRoom.get(view, context.pathParam("sensor")).entry().sensor();
        link.send(MqttPublication.retained(Topics.registry(id), new byte[0]));
        answerWhen(context, "remove-entry", id, null);
    }

    /** Answers when the broker has given the change back. */
    private void answerWhen(Context context, String what, String id, SensorEntry wanted) {
        context.future(() -> waits.until(() -> isSo(id, wanted) ? Boolean.TRUE : null, PATIENCE_SECONDS)
                .thenAccept(done -> {
                    commands.audit(context, what, "sensor " + id, done == null ? "no answer" : "accepted");
                    if (done == null) {
                        Answers.problem(
                                context,
                                Problem.of(504, "no-answer", "the broker did not confirm within 3 s; send it again"));
                    } else if (wanted == null) {
                        context.status(204);
                    } else {
                        Answers.json(context, RegistryJson.write(wanted));
                    }
                }));
    }

    private boolean isSo(String id, SensorEntry wanted) {
        SensorView sensor = view.findSensor(id);
        return wanted == null
                ? sensor == null
                : sensor != null && sensor.entry().equals(wanted);
    }
}
