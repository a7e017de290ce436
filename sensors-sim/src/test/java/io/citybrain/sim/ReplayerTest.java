package io.citybrain.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.sim.FakeStreet.Said;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.TelemetryJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayerTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long NOON = Instant.parse("2015-12-26T12:00:00Z").toEpochMilli();

    @TempDir
    private Path folder;

    private void file(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
    }

    private static Reading reading(Event event) {
        String sensor = event.topic().substring(event.topic().lastIndexOf('/') + 1);
        return TelemetryJson.read(Kind.WATER_LEVEL, sensor, event.payload()).value();
    }

    @Test
    void filesAreMergedByTime() throws IOException {
        file("a.csv", "time,stage_m,quality", "2015-12-26T12:00,1.5,G", "2015-12-26T12:30,1.7,E");
        file("b.csv", "time_utc,level_m,quality", "2015-12-26T12:15:00,0.5,Unchecked");
        Recording recording = Replayer.read(folder, null);
        assertThat(recording.events().stream().map(ReplayerTest::reading))
                .containsExactly(
                        level("a", NOON, 1.5, "good"),
                        level("b", NOON + 900_000, 0.5, "good"),
                        level("a", NOON + 1_800_000, 1.7, "estimated"));
        assertThat(recording.registry().stream().map(SensorEntry::sensor)).containsExactly("a", "b");
        assertThat(recording.registry()).allSatisfy(entry -> {
            assertThat(entry.heartbeatSeconds()).isZero();
            assertThat(entry.limits()).isEmpty();
        });
        assertThat(recording.remarks()).anyMatch(r -> r.startsWith("a.csv: not described, so its sensor is called a"));
        assertThat(recording.problems()).isEmpty();
    }

    private static Reading level(String sensor, long at, double metres, String quality) {
        return Reading.of(sensor, Kind.WATER_LEVEL, at)
                .with(Quantity.LEVEL_METRES, metres)
                .with(Quantity.QUALITY, quality);
    }

    @Test
    void centralEuropeanTimeIsAnHourAheadAllYearAndCentimetresBecomeMetres() throws IOException {
        file("isar.csv", "time_cet,level_cm,status", "2025-07-29T05:30,240.0,Geprueft");
        Reading reading = reading(Replayer.read(folder, null).events().get(0));
        assertThat(reading.observedAtMillis())
                .isEqualTo(Instant.parse("2025-07-29T04:30:00Z").toEpochMilli());
        assertThat(reading.number(Quantity.LEVEL_METRES)).isEqualTo(2.4);
    }

    @Test
    void rainFlowAndRawColumnsBecomeTheirQuantities() throws IOException {
        file("rain.csv", "time_utc,rain_mm_15min", "2015-12-26T12:00:00,1.2");
        file("flow.csv", "time,stage_m,flow_m3s", "2015-12-26T12:15,1.362,8.84");
        file(
                "logan.csv",
                "time,stage_cm_raw,stage_cm_corrected,stage_qualifier,temp_c_raw",
                "2015-12-26 12:30,60.4,37.1,NULL,0.76");
        Recording recording = Replayer.read(folder, null);
        assertThat(recording.events().stream().map(ReplayerTest::reading))
                .containsExactly(
                        Reading.of("rain", Kind.WATER_LEVEL, NOON).with(Quantity.RAINFALL_MILLIMETRES, 1.2),
                        Reading.of("flow", Kind.WATER_LEVEL, NOON + 900_000)
                                .with(Quantity.LEVEL_METRES, 1.362)
                                .with(Quantity.FLOW_CUBIC_METRES_PER_SECOND, 8.84),
                        Reading.of("logan", Kind.WATER_LEVEL, NOON + 1_800_000)
                                .with(Quantity.LEVEL_METRES, 0.604)
                                .with(Quantity.TEMPERATURE_CELSIUS, 0.76));
        assertThat(recording.remarks())
                .anyMatch(r -> r.equals("logan.csv: columns not read: stage_cm_corrected, stage_qualifier"));
    }

    @Test
    void aRowThatCannotBeReadIsToldWithItsLineAndCounted() throws IOException {
        file(
                "a.csv",
                "time,stage_m,quality",
                "2015-12-26T12:00,1.5,G",
                "26.12.2015 12:15,1.5,G",
                "2015-12-26T12:30,high,G",
                "2015-12-26T12:45,1.5",
                "2015-12-26T13:00,,M",
                "2015-12-26T13:15,1.6,M",
                "2015-12-26T13:30,-9999,G",
                "2015-12-26T13:45,1.7,X");
        Recording recording = Replayer.read(folder, null);
        assertThat(recording.problems())
                .containsExactly(
                        "a.csv:3: row skipped: time '26.12.2015 12:15' must be like 2015-12-26T09:15",
                        "a.csv:4: row skipped: levelMetres 'high' is not a number",
                        "a.csv:5: row skipped: has 2 cells, the header has 3",
                        "a.csv:9: quality 'X' is not known, taken as suspect");
        assertThat(recording.skippedRows()).isEqualTo(3);
        assertThat(recording.missingValues()).isEqualTo(3);
        assertThat(recording.events()).hasSize(2);
        assertThat(reading(recording.events().get(1)).text(Quantity.QUALITY)).isEqualTo("suspect");
    }

    @Test
    void aFolderWithNothingToReplayIsRefusedInWords() throws IOException {
        assertThatThrownBy(() -> Replayer.read(folder, null))
                .hasMessageContaining("has neither uplinks.json nor CSV files");
        file("a.csv", "when,stage_m", "2015-12-26T12:00,1.5");
        assertThatThrownBy(() -> Replayer.read(folder, null))
                .hasMessageContaining("no reading found")
                .hasMessageContaining("a.csv:1: has no time column");
        assertThatThrownBy(() -> Replayer.read(folder.resolve("a.csv"), null)).hasMessageContaining("is not a folder");
    }

    @Test
    void aDescriptionInTheFolderGivesSensorAndLimits() throws IOException {
        file("a.csv", "time,stage_m", "2015-12-26T12:00,1.5");
        file(
                "replay.yaml",
                "- {file: a.csv, sensor: bridge, name: The bridge, warningMetres: 2, warningClearMetres: 1.9, heartbeatSeconds: 1800}");
        SensorEntry entry = Replayer.read(folder, null).registry().get(0);
        assertThat(entry.sensor()).isEqualTo("bridge");
        assertThat(entry.place().name()).isEqualTo("The bridge");
        assertThat(entry.heartbeatSeconds()).isEqualTo(1_800);
        assertThat(entry.findLimit("water-above-warning").raise()).isEqualTo(2);
        assertThat(entry.findLimit("water-above-warning").clear()).isEqualTo(1.9);
        assertThat(entry.findLimit("water-above-guarantee")).isNull();
    }

    @Test
    void mistakesInADescriptionAreNamedAtOnceWithTheirLines() throws IOException {
        file("a.csv", "time,stage_m", "2015-12-26T12:00,1.5");
        file(
                "mine.yaml",
                "- {file: a.csv, sensor: a, warningMetres: 2, warningClearMetres: 2.1}",
                "- {file: a.csv, longitude: 200}");
        assertThatThrownBy(() -> Replayer.read(folder, folder.resolve("mine.yaml")))
                .hasMessageContaining("mine.yaml:1: warningClearMetres is above warningMetres")
                .hasMessageContaining("mine.yaml:2: sensor is missing")
                .hasMessageContaining("mine.yaml:2: longitude is 200")
                .hasMessageContaining("mine.yaml:2: a.csv is described twice");
    }

    @Test
    void theClockComesUpToEachReadingAndEndsTwoDaysLater() throws Exception {
        file("a.csv", "time,stage_m", "2015-12-26T12:00,1.5", "2015-12-26T12:15,1.6");
        FakeStreet street = new FakeStreet();
        try (Replayer replayer = Replayer.open(Replayer.read(folder, null), Replayer.MAX_SPEED, street)) {
            assertThat(replayer.awaitReady(SOON)).isTrue();
            assertThat(street.all()).hasSize(1);
            replayer.start();
            assertThat(replayer.awaitEnd(SOON)).isTrue();
        }
        List<String> topics = street.all().stream().map(Said::topic).toList();
        assertThat(topics)
                .containsExactly(
                        "city/v1/registry/a",
                        "city/v1/clock",
                        "city/v1/telemetry/water-level/a",
                        "city/v1/clock",
                        "city/v1/clock",
                        "city/v1/telemetry/water-level/a",
                        "city/v1/clock",
                        "city/v1/clock");
        assertThat(street.ticks().stream().map(ReplayerTest::tick))
                .containsExactly(
                        new ClockTick(NOON - 1, 1_000_000, false),
                        new ClockTick(NOON, 1_000_000, false),
                        new ClockTick(NOON + 899_999, 1_000_000, false),
                        new ClockTick(NOON + 900_000, 1_000_000, false),
                        new ClockTick(NOON + 900_000 + 2 * 86_400_000L, 1_000_000, true));
    }

    private static ClockTick tick(Said said) {
        return ClockJson.read(said.payload().getBytes(StandardCharsets.UTF_8)).value();
    }

    @Test
    void anyFiniteSpeedSaysTheSameReadingsWithTheClockBetweenThem() throws Exception {
        file("a.csv", "time,stage_m", "2015-12-26T12:00,1.5", "2015-12-26T12:15,1.6");
        FakeStreet street = new FakeStreet();
        try (Replayer replayer = Replayer.open(Replayer.read(folder, null), 3_000, street)) {
            replayer.start();
            assertThat(replayer.awaitEnd(SOON)).isTrue();
        }
        assertThat(street.telemetry()).hasSize(2);
        List<Long> times = street.ticks().stream().map(t -> tick(t).nowMillis()).toList();
        assertThat(times).isSorted().hasSizeBetween(9, 11); // 900 s in steps of 150 s, and the ends
    }

    @Test
    void framesAreWrappedInTurnAsTwoNetworkServersDeliverThem() throws IOException {
        file(
                "uplinks.json",
                "{\"examples\":[",
                "{\"device\":\"Dingtek DC410\",\"network\":\"LoRaWAN\",\"f_port\":3,\"frm_payload_base64\":\"gAABAhEGpAAWAQAAAAABAIE=\",\"expected\":{\"level_mm\":1700}},",
                "{\"device\":\"Decentlab DL-PR26 (0..1 bar)\",\"network\":\"LoRaWAN\",\"f_port\":1,\"frm_payload_base64\":\"AgFnAAM+gGAXDH8=\",\"expected\":{\"battery_v\":3.199}},",
                "{\"device\":\"Milesight EM400-UDL (NB-IoT)\",\"network\":\"NB-IoT\",\"f_port\":null,\"frm_payload_base64\":\"AgABAF8=\",\"expected\":{}},",
                "{\"device\":\"Nothing\"}]}");
        Recording recording = Replayer.read(folder, null);
        assertThat(recording.registry().stream()
                        .map(e -> e.kind().topicName() + " " + e.device().codec()))
                .containsExactly(
                        "manhole dingtek-dc410", "water-level decentlab-dl-pr26-0-1", "water-level milesight-nbiot");
        assertThat(recording.events().stream().map(Event::topic))
                .containsExactly(
                        "v3/city@hangzhou/devices/dev-c17b000000000001/up",
                        "application/city/device/c17b000000000002/event/up",
                        "v3/city@hangzhou/devices/dev-c17b000000000003/up");
        String stack = new String(recording.events().get(0).payload(), StandardCharsets.UTF_8);
        assertThat(stack)
                .contains("\"dev_eui\":\"C17B000000000001\"")
                .contains("\"f_port\":3")
                .contains("\"frm_payload\":\"gAABAhEGpAAWAQAAAAABAIE=\"");
        String withoutPort = new String(recording.events().get(2).payload(), StandardCharsets.UTF_8);
        assertThat(withoutPort).doesNotContain("f_port");
        ExpectedFrame first = recording.expectedFrames().get(0);
        assertThat(first.sensor()).isEqualTo("LW-01");
        assertThat(first.expected()).containsEntry("level_mm", 1_700);
        assertThat(first.observedAtMillis()).isEqualTo(recording.events().get(0).atMillis());
        assertThat(recording.problems())
                .containsExactly("uplinks.json: example 4 skipped: it has no device or no frm_payload_base64");
    }
}
