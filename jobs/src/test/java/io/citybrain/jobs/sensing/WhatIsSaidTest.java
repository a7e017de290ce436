package io.citybrain.jobs.sensing;

import static io.citybrain.jobs.sensing.Samples.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.influxdb.client.LineBuilder;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.client.TableSchema;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.RefusedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Records on their way out: what MQTT and the store get. */
final class WhatIsSaidTest {
    private static final String TOPIC = "city/v1/alerts/manhole/C-1/cover-tilted";

    private final List<MqttPublication> said = new ArrayList<>();

    private static String lines(Stored stored) {
        LineBuilder lines = new LineBuilder(StoreAddress.Flavour.INFLUXDB_1);
        StoreLines.write(stored, lines);
        return new String(lines.take().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void anOpenAlertIsRetained() {
        Alert open = alert("a", 1, AlertState.ACTIVE, 10, false);
        AlertPublications.publish(open, said::add);

        assertThat(said).containsExactly(MqttPublication.retained(TOPIC, AlertJson.write(open)));
    }

    @Test
    void aClearedAlertIsSaidUnretainedAndThenTakenAwayWithAnEmptyMessage() {
        Alert cleared = alert("a", 2, AlertState.CLEARED, 20, false);
        AlertPublications.publish(cleared, said::add);

        assertThat(said)
                .containsExactly(
                        MqttPublication.of(TOPIC, AlertJson.write(cleared)),
                        MqttPublication.retained(TOPIC, new byte[0]));
    }

    @Test
    void answersAndRefusedMessagesAreNeverRetained() {
        CommandOutcome outcome = new CommandOutcome("c/1", true, null, "acknowledged");
        Rejection refused = new Rejection("empty", "city/v1/telemetry/noise/N-1", new byte[0], 1000);
        AlertPublications.publish(outcome, said::add);
        AlertPublications.publish(refused, said::add);

        assertThat(said)
                .containsExactly(
                        MqttPublication.of("city/v1/command-outcomes/c%2F1", AlertJson.write(outcome)),
                        MqttPublication.of("city/v1/refused", RefusedJson.write(refused)));
    }

    @Test
    void theSameAlertTwiceIsTheSamePoint() {
        Alert open = alert("a", 1, AlertState.ACTIVE, 10, false);

        assertThat(lines(Stored.of(open))).isEqualTo(lines(Stored.of(open))).contains("alert,", "alert_event,");
    }

    @Test
    void refusedMessagesOfOneMillisecondStayApartAndInIt() {
        Set<String> times = new HashSet<>();
        for (byte i = 0; i < 20; i++) {
            Rejection refused = new Rejection("empty", "city/v1/telemetry/noise/N-1", new byte[] {i}, 1000);
            String line = lines(Stored.of(refused));

            assertThat(line).isEqualTo(lines(Stored.of(refused))).startsWith("refused topic=");
            times.add(line.substring(line.lastIndexOf(' ') + 1).strip());
        }
        assertThat(times)
                .hasSize(20)
                .allSatisfy(micros -> assertThat(Long.parseLong(micros)).isBetween(1_000_000L, 1_000_999L));
    }

    /** A retained alert that someone else wrote may have none: it is cleared and stored like any other. */
    @Test
    void anAlertWithoutAPlaceIsStoredWithoutOne() {
        Alert known = alert("a", 1, AlertState.ACTIVE, 1_767_225_600, false);
        String json =
                new String(AlertJson.write(known), StandardCharsets.UTF_8).replaceFirst("\"place\":\\{[^}]*},", "");
        Alert nowhere = AlertJson.read(json.getBytes(StandardCharsets.UTF_8)).value();

        assertThat(nowhere.place()).isNull();
        assertThat(lines(Stored.of(nowhere.clearedAsOrphan(1_767_225_610_000L))))
                .contains("state=\"cleared\"")
                .doesNotContain("longitude");
    }

    @Test
    void everyMeasurementThatIsWrittenHasItsTable() {
        List<String> tables = StoreTables.all().stream().map(TableSchema::name).toList();

        assertThat(tables)
                .contains("alert", "alert_event", "refused", "device_report", "telemetry_manhole", "telemetry_noise")
                .doesNotHaveDuplicates();
    }
}
