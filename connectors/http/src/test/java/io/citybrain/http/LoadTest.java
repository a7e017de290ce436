package io.citybrain.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.http.access.Role;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large city on many screens: what it costs this process, in which door, publisher and the fifty readers all are. */
@Tag("long")
class LoadTest {
    private static final int SENSORS = 20_000;
    private static final int SCREENS = 50;
    private static final int UPDATES_PER_SECOND = 2_000;
    private static final int SECONDS = 30;
    private static final double NANOS = 1e9;

    @TempDir
    Path folder;

    @Test
    void twentyThousandSensorsOnFiftyScreensCostLessThanACore() throws Exception {
        try (OpenDoor door = OpenDoor.open(folder)) {
            for (int i = 0; i < SENSORS; i++) {
                door.register("MH-" + i, Kind.MANHOLE);
            }
            Awaitility.await("all are registered")
                    .atMost(OpenDoor.PATIENCE)
                    .until(() ->
                            door.see("/api/v1/sensors?limit=1").path("total").asInt() == SENSORS);
            List<EventReader> screens = new ArrayList<>();
            try {
                for (int i = 0; i < SCREENS; i++) {
                    EventReader screen =
                            door.listen("", Map.of("Accept-Encoding", "gzip", "X-Forwarded-For", "10.0.0." + i));
                    screen.await("snapshot", data -> true);
                    screens.add(screen);
                }
                measure(door);
                assertThat(screens).noneMatch(EventReader::isOver);
                assertThat(door.door.screens()).isEqualTo(SCREENS);
            } finally {
                screens.forEach(EventReader::close);
            }
        }
    }

    private static void measure(OpenDoor door) throws Exception {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = machine.getProcessCpuTime();
        long begun = System.nanoTime();
        int sent = 0;
        while (System.nanoTime() - begun < SECONDS * NANOS) {
            double due = (System.nanoTime() - begun) / NANOS * UPDATES_PER_SECOND;
            while (sent < due) {
                String sensor = "MH-" + sent % SENSORS;
                Reading reading = Reading.of(sensor, Kind.MANHOLE, System.currentTimeMillis())
                        .with(Quantity.TILT_DEGREES, sent % 10);
                door.publish(MqttPublication.of(Topics.telemetry(Kind.MANHOLE, sensor), TelemetryJson.write(reading)));
                sent++;
            }
            LockSupport.parkNanos(5_000_000);
        }
        double seconds = (System.nanoTime() - begun) / NANOS;
        double cores = (machine.getProcessCpuTime() - cpu) / NANOS / seconds;
        System.getLogger("figures")
                .log(
                        System.Logger.Level.INFO,
                        "{0} updates in {1} s to {2} screens: {3} cores, of door, publisher and readers",
                        sent,
                        Math.round(seconds),
                        SCREENS,
                        Math.round(cores * 100) / 100.0);
        assertThat(door.see("/api/v1/sensors?state=normal&limit=1")
                        .path("total")
                        .asInt())
                .isEqualTo(SENSORS);
        assertThat(door.get("/ready", Role.VIEWER).statusCode()).isEqualTo(200);
    }
}
