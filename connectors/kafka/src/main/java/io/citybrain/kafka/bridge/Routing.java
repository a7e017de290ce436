package io.citybrain.kafka.bridge;

import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.devices.ChirpStack;
import io.citybrain.devices.TheThingsStack;
import io.citybrain.devices.Uplink;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.TopicName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which key a message has: a sensor's telemetry, registry entry and commands have its id; a device's frames have
 * its EUI, and a registry entry that names a device goes there, too, so that it lies before the frames. An entry that
 * names another device than before also goes to the old one's partition. A removal goes everywhere.
 *
 * <p>State: the device of each sensor that has one, since the start; the bridge reads the whole registry at its start.
 */
final class Routing {
    private final Map<String, String> euiBySensor = new HashMap<>();

    Route route(String topic, byte[] payload) {
        TopicName name = TopicName.parse(topic);
        if (name.isRefused()) {
            return to(topic);
        }
        return switch (name.type()) {
            case TELEMETRY, ALERT, ALERT_COMMAND -> to(name.sensor());
            case REGISTRY -> registry(name.sensor(), payload);
            case THE_THINGS_STACK -> uplink(name, TheThingsStack.read(payload));
            case CHIRPSTACK -> uplink(name, ChirpStack.read(payload));
            case CLOCK, OTHER -> to(topic);
        };
    }

    private Route registry(String sensor, byte[] payload) {
        if (payload.length == 0) {
            euiBySensor.remove(sensor);
            return new Route(sensor, List.of(), true);
        }
        Decoded<SensorEntry> entry = RegistryJson.read(sensor, payload);
        if (entry.isRefused()) {
            return to(sensor);
        }
        String eui =
                entry.value().device() == null ? null : entry.value().device().eui();
        String before = eui == null ? euiBySensor.remove(sensor) : euiBySensor.put(sensor, eui);
        if (eui == null) {
            return new Route(sensor, before == null ? List.of() : List.of(before), false);
        }
        return new Route(sensor, before == null || before.equals(eui) ? List.of(eui) : List.of(eui, before), false);
    }

    /** A frame that can't be read has no EUI; it will be refused wherever it lies. */
    private static Route uplink(TopicName name, Decoded<Uplink> uplink) {
        return to(uplink.isRefused() ? name.sensor() : uplink.value().eui());
    }

    private static Route to(String key) {
        return new Route(key, List.of(), false);
    }
}
