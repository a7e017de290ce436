package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Reading;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a device sends out of turn because of its fault: it reports an event at once when it happens. */
final class FaultMessages {
    private static final long TILT_CONFIRMED_AFTER_MILLIS = 5_000;
    private static final long SHOCK_OVER_AFTER_MILLIS = 1_000;
    private static final long DOUBLED_AFTER_MILLIS = 200;
    private static final int HISTORY_READINGS = 10;
    private static final long HISTORY_BEGINS_BEFORE_MILLIS = 3_600_000;
    private static final long HISTORY_STEP_MILLIS = 240_000;

    private final Fault fault;
    private final StreetDevice device;
    private final List<Event> events = new ArrayList<>();

    private FaultMessages(Fault fault, StreetDevice device) {
        this.fault = fault;
        this.device = device;
    }

    /** In the order of time. */
    static List<Event> of(Fault fault, StreetDevice device) {
        FaultMessages messages = new FaultMessages(fault, device);
        messages.add();
        return messages.events;
    }

    private void add() {
        long at = fault.injectedAtMillis();
        switch (FaultType.find(fault.type())) {
            case COVER_OPENED, SIGNAL_DARK, SIGNAL_CONFLICT -> addAt(at, fault.untilMillis());
            case COVER_TILTED -> {
                if (fault.shape() == 0) {
                    addAt(at, at + TILT_CONFIRMED_AFTER_MILLIS, fault.untilMillis());
                } else {
                    addAt(at, fault.untilMillis());
                }
            }
            case COVER_SHOCK -> addAt(at, at + SHOCK_OVER_AFTER_MILLIS);
            case DUPLICATE -> send(at + DOUBLED_AFTER_MILLIS, device.readAt(at, null));
            case MALFORMED_PAYLOAD ->
                events.add(new Event(
                        at,
                        device.entry().kind(),
                        Topics.telemetry(device.entry().kind(), device.entry().sensor()),
                        malformed(device.readAt(at, null)),
                        true));
            case LATE_HISTORY -> addHistory(at);
            case RIVER_RISING, GAUGE_STUCK, GAUGE_SPIKE, SENSOR_DEAD, SENSOR_NEVER_SEEN -> {
                // shown by the regular messages, or by their absence
            }
        }
    }

    private void addAt(long... moments) {
        for (long moment : moments) {
            send(moment, device.readAt(moment, fault.isActive(moment) ? fault : null));
        }
    }

    private void addHistory(long at) {
        for (int i = 0; i < HISTORY_READINGS; i++) {
            long past = at - HISTORY_BEGINS_BEFORE_MILLIS + i * HISTORY_STEP_MILLIS;
            send(at, device.readPast(past, i % 2 == 1));
        }
    }

    private void send(long atMillis, Reading reading) {
        events.add(new Event(
                atMillis,
                reading.kind(),
                Topics.telemetry(reading.kind(), reading.sensor()),
                TelemetryJson.write(reading),
                false));
    }

    /** A message cut short, or bytes that are not text. */
    private byte[] malformed(Reading reading) {
        if (fault.shape() == 0) {
            byte[] whole = TelemetryJson.write(reading);
            return java.util.Arrays.copyOf(whole, whole.length / 2);
        }
        byte[] bytes = ("{\"observedAt\":\"?\",\"" + Kind.MANHOLE.topicName() + "\":").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xFF;
        return bytes;
    }
}
