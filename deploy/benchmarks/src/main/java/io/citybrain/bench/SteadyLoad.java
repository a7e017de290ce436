package io.citybrain.bench;

import io.citybrain.city.detection.AlertIds;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.Settlement;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ten thousand manhole covers that report in turn, at a steady rate; twenty times a second one of them has been opened,
 * and is closed again in its next reading. A cover is opened twice at most: from the third time on it would flap.
 */
final class SteadyLoad implements AutoCloseable {
    static final int SENSORS = 10_000;

    private static final int WINDOW = 2_000;
    private static final int MOST_OPENINGS = 2;
    private static final long OPENING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /**
     * An opened cover.
     *
     * @param dueNanos when its reading was to be published
     */
    record Opening(String alertId, long dueNanos) {}

    /**
     * What one hold of a rate came to.
     *
     * @param sent readings
     * @param seconds from the first to the last
     * @param fromMillis time of the first reading
     * @param untilMillis later than the last one
     * @param openings the alerts that must come
     */
    record Hold(long sent, double seconds, long fromMillis, long untilMillis, List<Opening> openings) {
        double rate() {
            return sent / seconds;
        }
    }

    private final MqttPublisher publisher;
    private final String[] names = new String[SENSORS];
    private final String[] topics = new String[SENSORS];
    private final byte[] openings = new byte[SENSORS];
    private final boolean[] isOpen = new boolean[SENSORS];
    private final long[] newestMillis = new long[SENSORS];
    private long turn;
    private long serial;

    SteadyLoad(MqttConnection broker) {
        publisher = MqttPublisher.open(
                broker, PublisherOptions.of("bench-load").withWindow(WINDOW).withCapacity(WINDOW));
        for (int i = 0; i < SENSORS; i++) {
            names[i] = "T-%05d".formatted(i);
            topics[i] = Topics.telemetry(Kind.MANHOLE, names[i]);
        }
    }

    void register() throws InterruptedException {
        for (String name : names) {
            SensorEntry entry = new SensorEntry(
                    name,
                    Kind.MANHOLE,
                    new Place(120.1, 30.2, null),
                    0,
                    0,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    null,
                    new int[0]);
            publisher.publish(
                    MqttPublication.retained(Topics.registry(name), RegistryJson.write(entry)), SteadyLoad::ignore);
        }
        if (!publisher.flush(Duration.ofSeconds(60))) {
            throw new CannotMeasure("the broker did not take " + SENSORS + " registry entries in 60 s");
        }
    }

    /**
     * Sends for a time. When the broker takes less, less is sent: {@link Hold#rate} tells.
     *
     * <p>A delay counts from when its reading was due, not from when a publisher that had to wait came to it: else a
     * standstill of a second would be one late alert instead of twenty.
     *
     * @param perSecond readings per second; Double.POSITIVE_INFINITY = as many as the broker takes
     */
    Hold hold(double perSecond, Duration time) throws InterruptedException {
        long startNanos = System.nanoTime();
        long endNanos = startNanos + time.toNanos();
        long fromMillis = System.currentTimeMillis();
        long nextOpening = startNanos;
        List<Opening> opened = new ArrayList<>();
        long sent = 0;
        for (long now = startNanos; now < endNanos; now = System.nanoTime()) {
            long due = startNanos + (long) (sent / perSecond * 1e9);
            if (due > now) {
                LockSupport.parkNanos(due - now);
                continue;
            }
            long moment = Double.isInfinite(perSecond) ? now : due;
            int sensor = (int) (turn++ % SENSORS);
            boolean open = moment >= nextOpening && !isOpen[sensor] && openings[sensor] < MOST_OPENINGS;
            isOpen[sensor] = open;
            if (open) {
                nextOpening = moment + OPENING_NANOS;
                openings[sensor]++;
            }
            String alertId = send(sensor, open);
            if (open) {
                opened.add(new Opening(alertId, moment));
            }
            sent++;
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return new Hold(sent, seconds, fromMillis, System.currentTimeMillis() + 1, opened);
    }

    /** Returns the id of the alert that it must raise, if it is open. */
    private String send(int sensor, boolean open) throws InterruptedException {
        long at = Math.max(System.currentTimeMillis(), newestMillis[sensor] + 1);
        newestMillis[sensor] = at;
        double noise = serial % 97 / 970.0;
        Reading reading = Reading.of(names[sensor], Kind.MANHOLE, at)
                .withSequence(serial++)
                .with(Quantity.TILT_DEGREES, 1 + noise)
                .with(Quantity.OPEN, open)
                .with(Quantity.WATER_LEVEL_METRES, 2 + noise)
                .with(Quantity.BATTERY_VOLTS, 3.5 + noise);
        byte[] payload = TelemetryJson.write(reading);
        publisher.publish(MqttPublication.of(topics[sensor], payload), SteadyLoad::ignore);
        return open ? AlertIds.of("cover-opened", names[sensor], at) : null;
    }

    private static void ignore(Settlement settlement) {
        // The broker is not the one that is measured; what it refused would be missing in the store.
    }

    void flush() throws InterruptedException {
        publisher.flush(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        publisher.close();
    }
}
