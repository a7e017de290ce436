package io.citybrain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.alert.Severity;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.city.sensing.SensorEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MessagesTest {

    private static final long AT_MILLIS = 1_795_509_000_000L;

    private static byte[] bytes(String json) {
        return json.getBytes(UTF_8);
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }

    private static Alert alert(long clearedAtMillis, double value, Place place, String by) {
        return new Alert(
                "a-1",
                2,
                "water-level",
                "river-1",
                "water-above-warning",
                1,
                Severity.MAJOR,
                clearedAtMillis == 0 ? AlertState.ACTIVE : AlertState.CLEARED,
                AT_MILLIS,
                clearedAtMillis,
                AT_MILLIS,
                AT_MILLIS + 1,
                "levelMetres",
                value,
                3,
                "m",
                place,
                "west",
                "水位高",
                "water is high",
                by,
                by == null);
    }

    @Test
    void anAlertIsReadAsItWasWritten() {
        Place place = new Place(120.1, 30.2, "bridge");
        for (Alert alert : List.of(
                alert(0, 3.2, place, null),
                alert(AT_MILLIS + 5, Double.NaN, new Place(Double.NaN, Double.NaN, null), "ann"),
                alert(0, 3.2, null, "ann"))) {
            assertThat(AlertJson.read(AlertJson.write(alert)).value()).isEqualTo(alert);
        }
    }

    @Test
    void anAlertIsWrittenAsTheContractSays() {
        assertThat(text(AlertJson.write(alert(0, 3.2, new Place(120.1, 30.2, null), null))))
                .isEqualTo("{\"alertId\":\"a-1\",\"revision\":2,\"kind\":\"water-level\",\"sensor\":\"river-1\","
                        + "\"rule\":\"water-above-warning\",\"ruleVersion\":1,\"severity\":\"major\","
                        + "\"state\":\"active\",\"raisedAt\":\"2026-11-24T08:30:00.000Z\","
                        + "\"observedAt\":\"2026-11-24T08:30:00.000Z\",\"changedAt\":\"2026-11-24T08:30:00.001Z\","
                        + "\"quantity\":\"levelMetres\",\"value\":3.2,\"threshold\":3,\"unit\":\"m\","
                        + "\"place\":{\"longitude\":120.1,\"latitude\":30.2},\"area\":\"west\","
                        + "\"text\":{\"zh\":\"水位高\",\"en\":\"water is high\"},\"decidedByClock\":true}");
    }

    @Test
    void whatIsWrongWithAnAlertIsToldAllAtOnce() {
        assertThat(AlertJson.read(
                                bytes(
                                        "{\"alertId\":\"a-1\",\"revision\":0,\"kind\":\"noise\",\"sensor\":\"n\","
                                                + "\"rule\":\"r\",\"ruleVersion\":1,\"severity\":\"huge\",\"state\":\"active\","
                                                + "\"raisedAt\":1795509000000,\"observedAt\":1795509000000,\"text\":{\"zh\":\"\",\"en\":3}}"))
                        .reason())
                .isEqualTo("revision 0 is not between 1 and 2147483647; "
                        + "severity is \"huge\": allowed are info, minor, major, critical; "
                        + "changedAt is missing: send RFC 3339 UTC such as 2026-11-24T08:30:00.000Z, or epoch milliseconds; "
                        + "text.en is a number (3): send a string");
    }

    @Test
    void aCommandIsReadForTheAlertOfItsTopic() {
        AlertCommand shelve = new AlertCommand(
                "c-1", "noise", "n-1", "loud", AlertCommand.Action.SHELVE, AT_MILLIS + 60_000, "ann", AT_MILLIS);
        AlertCommand acknowledge =
                new AlertCommand("c-2", "noise", "n-1", "loud", AlertCommand.Action.ACKNOWLEDGE, 0, "ann", AT_MILLIS);
        for (AlertCommand command : List.of(shelve, acknowledge)) {
            assertThat(AlertJson.readCommand("noise", "n-1", "loud", AlertJson.write(command))
                            .value())
                    .isEqualTo(command);
        }
    }

    @Test
    void shelvingNeedsATimeToCome() {
        String shelve = "{\"commandId\":\"c\",\"command\":\"shelve\",\"by\":\"ann\",\"at\":\"2026-11-24T08:30:00Z\"";
        assertThat(AlertJson.readCommand("noise", "n", "r", bytes(shelve + "}")).reason())
                .startsWith("until is missing: ");
        assertThat(AlertJson.readCommand("noise", "n", "r", bytes(shelve + ",\"until\":\"2026-11-24T08:30:00Z\"}"))
                        .reason())
                .isEqualTo("until is not later than at: shelve until a time to come");
    }

    @Test
    void anUnknownCommandIsRefused() {
        assertThat(AlertJson.readCommand("noise", "n", "r", bytes("{\"command\":\"delete\"}"))
                        .reason())
                .startsWith("command is \"delete\": allowed are acknowledge, shelve, unshelve; commandId is missing")
                .contains("by is missing", "at is missing");
    }

    @Test
    void anOutcomeIsReadAsItWasWritten() {
        for (CommandOutcome outcome : List.of(
                new CommandOutcome("c-1", true, null, "acknowledged"),
                new CommandOutcome("c-1", false, "there is no such alert", null))) {
            assertThat(AlertJson.readOutcome(AlertJson.write(outcome)).value()).isEqualTo(outcome);
        }
    }

    @Test
    void aRefusedMessageKeepsItsBytesUpTo65536() {
        byte[] payload = new byte[70_000];
        payload[65_535] = 7;
        payload[65_536] = 8;
        byte[] json = RefusedJson.write(new Rejection("too long", "a/b", payload, AT_MILLIS));
        Rejection read = RefusedJson.read(json).value();
        assertThat(read.payload()).hasSize(65_536).endsWith(7);
        assertThat(text(json)).contains("\"payloadBytes\":70000");
        Rejection small = new Rejection("half \uD800 and \u0001", "a/\uDC00", new byte[] {-1, 0}, AT_MILLIS);
        assertThat(RefusedJson.read(RefusedJson.write(small)).value())
                .isEqualTo(new Rejection("half \uFFFD and \u0001", "a/\uFFFD", new byte[] {-1, 0}, AT_MILLIS));
    }

    @Test
    void theLargestRejectionCanBeReadAgain() {
        Rejection largest =
                new Rejection("\u0001".repeat(20_000), "\u0001".repeat(65_535), new byte[70_000], AT_MILLIS);
        assertThat(RefusedJson.read(RefusedJson.write(largest)).value().reason())
                .hasSize(16_384);
    }

    @Test
    void theClockTicks() {
        assertThat(text(ClockJson.write(new ClockTick(AT_MILLIS, 20, false))))
                .isEqualTo("{\"now\":\"2026-11-24T08:30:00.000Z\",\"speed\":20}");
        ClockTick end = new ClockTick(AT_MILLIS, 0.5, true);
        assertThat(ClockJson.read(ClockJson.write(end)).value()).isEqualTo(end);
        assertThat(ClockJson.read(bytes("{\"now\":3,\"speed\":-1}")).reason())
                .isEqualTo("now (3) is before the year 2000: set the device's clock; "
                        + "speed -1 is not between 0 and 1000000");
    }

    @Test
    void healthIsReadAsItWasWritten() {
        for (Health.Status status : Health.Status.values()) {
            Health health = new Health("sensing-job", status, AT_MILLIS, "store is away");
            assertThat(HealthJson.read(HealthJson.write(health)).value()).isEqualTo(health);
        }
    }

    @Test
    void aRegistryEntryIgnoresUnknownFieldsAndTellsAllErrors() {
        SensorEntry entry = RegistryJson.read(
                        "n-1", bytes("{\"kind\":\"noise\",\"place\":{\"name\":\"bridge\",\"x\":1},\"colour\":\"red\"}"))
                .value();
        assertThat(entry.kind()).isEqualTo(Kind.NOISE);
        assertThat(RegistryJson.read("n-1", RegistryJson.write(entry)).value()).isEqualTo(entry);
        assertThat(RegistryJson.read(
                                "n-1",
                                bytes(
                                        "{\"kind\":\"noise\",\"place\":{\"longitude\":181},\"heartbeatSeconds\":-1,"
                                                + "\"notify\":[\"a\",\"a\",3],\"device\":{\"eui\":\"12\"},"
                                                + "\"conflictingLinks\":[[0,4],[1,1]],\"limits\":{\"r\":3,\"q\":{\"onDelaySeconds\":-2}}}"))
                        .reason())
                .isEqualTo(
                        "place.longitude 181 is not between -180 and 180; "
                                + "place.latitude is missing: send longitude and latitude together; "
                                + "heartbeatSeconds -1 is not between 0 and 31622400; "
                                + "limits.r is a number (3): send an object; "
                                + "limits.q.onDelaySeconds -2 is not between 0 and 604800; "
                                + "notify[1] \"a\" is there twice; "
                                + "notify[2] is a number (3): send a string; "
                                + "device.eui \"12\" is neither an EUI-64 (16 hexadecimal digits) nor an IMEI (15 digits); "
                                + "device.codec is missing: send an id; "
                                + "conflictingLinks is only for kind traffic-signal, this is noise; "
                                + "conflictingLinks[1] is not a pair of two different link indices from 0 to 255, such as [0, 4]");
    }

    @Test
    void aFieldThatIsThereTwiceIsRefused() {
        assertThat(ClockJson.read(bytes("{\"now\":1795509000000,\"speed\":1,\"speed\":2}"))
                        .reason())
                .isEqualTo("speed is there twice: send it once");
    }

    @Test
    void anObjectThatIsMissingIsToldOnce() {
        assertThat(RegistryJson.read("n-1", bytes("{\"kind\":\"noise\"}")).reason())
                .isEqualTo("place is missing: send an object");
        assertThat(RegistryJson.read("n-1", bytes("{\"kind\":\"noise\",\"place\":{}}"))
                        .reason())
                .isEqualTo("place says nothing: send longitude and latitude, or a name");
        assertThat(RegistryJson.read("n-1", bytes("{\"kind\":\"noise\",\"place\":[]}"))
                        .reason())
                .isEqualTo("place is a list: send an object");
    }
}
