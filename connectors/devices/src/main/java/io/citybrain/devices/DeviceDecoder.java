package io.citybrain.devices;

import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.wire.Decoded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the frame of any known device. Has no state; one instance may serve many threads. */
public final class DeviceDecoder {

    /** The longest frame: LoRaWAN carries 242 bytes, an NB-IoT frame a few hundred. */
    public static final int MAX_FRAME_BYTES = 2048;

    private static final Map<String, Codec> CODECS = codecsByName();

    /** The names that a registry entry's {@code device.codec} may have, in alphabetical order. */
    public Set<String> codecs() {
        return CODECS.keySet();
    }

    /**
     * What the frame says and what it means to the city, or why not. Never throws, whatever the bytes are.
     *
     * @param uplink the frame
     * @param sensor the registry entry whose device sent it
     */
    public Decoded<DeviceFrame> decode(Uplink uplink, SensorEntry sensor) {
        if (sensor.device() == null) {
            return Decoded.refused("sensor " + sensor.sensor() + ": its registry entry has no device; add device.eui "
                    + uplink.eui() + " and device.codec, one of " + CODECS.keySet());
        }
        String name = sensor.device().codec();
        Codec codec = name == null ? null : CODECS.get(name);
        if (codec == null) {
            return Decoded.refused(
                    "sensor " + sensor.sensor() + ": unknown device.codec " + name + "; known are " + CODECS.keySet());
        }
        if (uplink.payload().length > MAX_FRAME_BYTES) {
            return Decoded.refused(name + ": frame has " + uplink.payload().length + " bytes, at most "
                    + MAX_FRAME_BYTES + " are read");
        }
        Decoded<Frame> frame = uplink.payload().length == 0
                ? Decoded.of(Frame.without(DeviceReport.EMPTY, new FieldList()))
                : codec.decode(uplink);
        return frame.isRefused()
                ? Decoded.refused(name + ": " + frame.reason())
                : interpret(frame.value(), uplink, sensor);
    }

    private static Decoded<DeviceFrame> interpret(Frame frame, Uplink uplink, SensorEntry sensor) {
        List<Reading> readings = new ArrayList<>(frame.observations().size());
        for (Observation observation : frame.observations()) {
            boolean now = observation.observedAtMillis() == uplink.observedAtMillis();
            Reading reading = Interpretation.read(observation, sensor, now ? uplink.sequence() : -1);
            if (reading != null) {
                readings.add(reading);
            }
        }
        if (readings.isEmpty() && !frame.observations().isEmpty()) {
            return Decoded.refused(sensor.device().codec() + ": "
                    + Interpretation.whyNothing(frame.observations().get(0), sensor));
        }
        readings.sort(Comparator.comparingLong(Reading::observedAtMillis));
        DeviceReport report = new DeviceReport(
                sensor.sensor(),
                uplink.eui(),
                sensor.device().codec(),
                frame.report(),
                uplink.observedAtMillis(),
                uplink.sequence(),
                frame.fields());
        return Decoded.of(new DeviceFrame(report, List.copyOf(readings)));
    }

    private static Map<String, Codec> codecsByName() {
        Map<String, Codec> codecs = new TreeMap<>();
        for (DingtekModel model : DingtekModel.values()) {
            codecs.put(model.codec(), new Dingtek(model));
        }
        codecs.put("netvox-r311k", new NetvoxTilt());
        for (MilesightModel model : MilesightModel.values()) {
            codecs.put(model.codec(), new Milesight(model));
        }
        codecs.put("milesight-nbiot", new MilesightNbIot());
        codecs.put("decentlab-dl-mbx", Decentlab.distance());
        codecs.put("decentlab-dl-pr26-0-1", Decentlab.pressure(0, 1));
        codecs.put("dragino-ldds20", Dragino.fromBelow(20));
        codecs.put("dragino-ldds45", Dragino.fromAbove(30));
        codecs.put("dragino-ldds75", Dragino.fromAbove(280));
        return Collections.unmodifiableMap(codecs);
    }
}
