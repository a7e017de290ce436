package io.citybrain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TelemetryJsonTest {

    private static final String AT = "\"observedAt\":\"2026-11-24T08:30:00.123Z\"";
    private static final long AT_MILLIS = 1_795_509_000_123L;

    private static Decoded<Reading> read(Kind kind, String json) {
        return TelemetryJson.read(kind, "s-1", json.getBytes(UTF_8));
    }

    private static String reason(String fields) {
        return read(Kind.WATER_LEVEL, '{' + AT + ',' + fields + '}').reason();
    }

    @Test
    void aReadingHasTimeSequenceAndQuantities() {
        Reading reading = read(
                        Kind.WATER_LEVEL,
                        '{' + AT
                                + ",\"sequence\":7,\"levelMetres\":3.2,\"rainfallMillimetres\":0,\"quality\":\"good\"}")
                .value();
        assertThat(reading)
                .isEqualTo(Reading.of("s-1", Kind.WATER_LEVEL, AT_MILLIS)
                        .withSequence(7)
                        .with(Quantity.LEVEL_METRES, 3.2)
                        .with(Quantity.RAINFALL_MILLIMETRES, 0)
                        .with(Quantity.QUALITY, "good"));
    }

    @Test
    void aFlagIsTrueOrFalse() {
        assertThat(read(Kind.MANHOLE, '{' + AT + ",\"open\":true}").value().isSet(Quantity.OPEN))
                .isTrue();
        assertThat(read(Kind.MANHOLE, '{' + AT + ",\"open\":false}").value().number(Quantity.OPEN))
                .isZero();
        assertThat(read(Kind.MANHOLE, '{' + AT + ",\"open\":1}").reason())
                .isEqualTo("open is a number (1): send true or false");
    }

    @Test
    void nullIsMissingAndUnknownFieldsAreIgnoredHoweverDeep() {
        Reading reading = read(
                        Kind.WATER_LEVEL,
                        '{' + AT + ",\"levelMetres\":1,\"flowCubicMetresPerSecond\":null,\"quality\":null,"
                                + "\"sequence\":null,\"x\":{\"levelMetres\":[9,{\"observedAt\":3}]},\"tiltDegrees\":5}")
                .value();
        assertThat(reading)
                .isEqualTo(Reading.of("s-1", Kind.WATER_LEVEL, AT_MILLIS).with(Quantity.LEVEL_METRES, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "levelMetres":"3.2"             | levelMetres is a string ("3.2"): send a number
            "levelMetres":{"value":3.2}     | levelMetres is an object: send a number
            "levelMetres":[3.2]             | levelMetres is an array: send a number
            "levelMetres":true              | levelMetres is true: send a number
            "levelMetres":1e999             | levelMetres is not a finite number (1e999): leave it out if there is no value
            "levelMetres":1,"levelMetres":2 | levelMetres is there twice at line 1 column 72: send it once
            "quality":"fine"                | quality is "fine": allowed are good, suspect, estimated
            "quality":1                     | quality is a number (1): send a string
            "sequence":-1,"levelMetres":1   | sequence is a number (-1): send a whole number from 0 to 9223372036854775807
            "sequence":1.5,"levelMetres":1  | sequence is a number (1.5): send a whole number from 0 to 9223372036854775807
            "observedAt":5,"levelMetres":1  | observedAt is there twice at line 1 column 55: send it once
            "levelMetres":null              | no known quantity in it: water-level reports levelMetres, rainfallMillimetres, flowCubicMetresPerSecond, quality, batteryVolts, batteryPercent, temperatureCelsius, distanceMetres, tilted
            """)
    void aWrongFieldIsRefusedWithWhatWhereAndWhatToDo(String fields, String reason) {
        assertThat(reason(fields)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                        | payload is empty: send a JSON object
            [1]                       | payload is an array: send one JSON object
            3                         | payload is a number (3): send one JSON object
            {}                        | observedAt is missing: send RFC 3339 UTC such as 2026-11-24T08:30:00.000Z, or epoch milliseconds
            {"levelMetres":1          | not JSON at line 1 column 17: it ends before the object is closed: send one JSON object such as {"name":"text","count":1}
            {"levelMetres":1,}        | not JSON at line 1 column 18: a field's name without double quotes, or a comma after the last field: send one JSON object such as {"name":"text","count":1}
            {"levelMetres":NaN}       | not JSON at line 1 column 19: NaN and Infinity are not JSON numbers: leave the field out if there is no value
            {"levelMetres":-Infinity} | not JSON at line 1 column 25: NaN and Infinity are not JSON numbers: leave the field out if there is no value
            {"a":1} {"b":2}           | something follows the JSON object at line 1 column 9: send one object per message
            {"a":1}x                  | not JSON at line 1 column 8: a word stands where none is allowed
            """)
    void aPayloadThatIsNoObjectIsRefused(String payload, String reason) {
        assertThat(read(Kind.WATER_LEVEL, payload).reason()).startsWith(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1795509000123                     | 1795509000123
            1795509000123.9                   | 1795509000123
            "2026-11-24T08:30:00.123Z"        | 1795509000123
            "2026-11-24t08:30:00.123999z"     | 1795509000123
            "2026-11-24 16:30:00.123+08:00"   | 1795509000123
            "2026-11-24T08:30:00Z"            | 1795509000000
            "2026-11-24T08:30:00.1Z"          | 1795509000100
            "2000-02-29T00:00:00-00:30"       | 951784200000
            "2016-12-31T23:59:60Z"            | 1483228800000
            """)
    void aTimeIsRfc3339OrEpochMilliseconds(String json, long millis) {
        assertThat(read(Kind.NOISE, "{\"levelDecibels\":60,\"observedAt\":" + json + "}")
                        .value()
                        .observedAtMillis())
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1795509000               | observedAt (1795509000) looks like seconds: send milliseconds
            1795509000123000         | observedAt (1795509000123000) looks like microseconds: send milliseconds
            1795509000123000000      | observedAt (1795509000123000000) looks like nanoseconds: send milliseconds
            0                        | observedAt (0) is before the year 2000: set the device's clock
            "1970-01-01T00:00:00Z"   | observedAt (1970-01-01T00:00:00Z) is before the year 2000: set the device's clock
            "2150-01-01T00:00:00Z"   | observedAt (2150-01-01T00:00:00Z) is after the year 2100: set the device's clock
            "2026-02-30T00:00:00Z"   | observedAt ("2026-02-30T00:00:00Z") is not a time: send RFC 3339 UTC such as 2026-11-24T08:30:00.000Z, or epoch milliseconds
            "2026-11-24T08:30:00"    | observedAt ("2026-11-24T08:30:00") has no time zone: end it with Z for UTC or an offset such as +08:00
            "yesterday"              | observedAt ("yesterday") is not a time: send RFC 3339 UTC such as 2026-11-24T08:30:00.000Z, or epoch milliseconds
            ""                       | observedAt ("") is not a time: send RFC 3339 UTC such as 2026-11-24T08:30:00.000Z, or epoch milliseconds
            true                     | observedAt is true: send RFC 3339 UTC such as 2026-11-24T08:30:00.000Z, or epoch milliseconds
            1e300                    | observedAt (1e300) is after the year 2100: set the device's clock
            """)
    void aTimeThatCannotBeIsRefused(String json, String reason) {
        assertThat(read(Kind.NOISE, "{\"levelDecibels\":60,\"observedAt\":" + json + "}")
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void aSignalsStateHasOneLetterPerLink() {
        String start = '{' + AT + ",\"state\":\"";
        assertThat(read(Kind.TRAFFIC_SIGNAL, start + "rygGsuoO\"}").value().text(Quantity.STATE))
                .isEqualTo("rygGsuoO");
        assertThat(read(Kind.TRAFFIC_SIGNAL, start + "rrx\"}").reason())
                .isEqualTo("state has \"x\" at position 3: allowed letters are r y g G s u o O");
        assertThat(read(Kind.TRAFFIC_SIGNAL, start + "\"}").reason())
                .isEqualTo("state has 0 letters: send one per controlled link, at most 256");
        assertThat(read(Kind.TRAFFIC_SIGNAL, start + "r".repeat(256) + "\"}").isRefused())
                .isFalse();
        assertThat(read(Kind.TRAFFIC_SIGNAL, start + "r".repeat(257) + "\"}").reason())
                .isEqualTo("state has 257 letters: send one per controlled link, at most 256");
    }

    @Test
    void aTextHasAtMost1024CharactersAndNoControlCharacters() {
        String start = '{' + AT + ",\"imageUri\":\"";
        assertThat(read(Kind.CAMERA_EVENT, start + "x".repeat(1_024) + "\"}").isRefused())
                .isFalse();
        assertThat(read(Kind.CAMERA_EVENT, start + "x".repeat(1_025) + "\"}").reason())
                .isEqualTo("imageUri is 1025 characters long: the limit is 1024");
        assertThat(read(Kind.CAMERA_EVENT, start + "a\\nb\"}").reason())
                .isEqualTo("imageUri has a control character (code 10) at position 2");
        assertThat(read(Kind.CAMERA_EVENT, start + "a\\ud800\"}").reason())
                .isEqualTo("imageUri has half a surrogate pair at position 2");
        assertThat(read(Kind.CAMERA_EVENT, start + "\\ud83d\\ude91\"}").value().text(Quantity.IMAGE_URI))
                .isEqualTo("🚑");
    }

    @Test
    void aPayloadIsAtMost65536Bytes() {
        String start = '{' + AT + ",\"levelDecibels\":60";
        String longest = start + " ".repeat(65_536 - start.length() - 1) + '}';
        assertThat(read(Kind.NOISE, longest).isRefused()).isFalse();
        assertThat(read(Kind.NOISE, longest + ' ').reason()).isEqualTo("payload is 65,537 bytes: send at most 65,536");
    }

    @Test
    void nestingIsAtMost16() {
        String start = '{' + AT + ",\"levelDecibels\":60,\"x\":";
        assertThat(read(Kind.NOISE, start + "[".repeat(15) + "]".repeat(15) + '}')
                        .isRefused())
                .isFalse();
        assertThat(read(Kind.NOISE, start + "[".repeat(16) + "]".repeat(16) + '}')
                        .reason())
                .startsWith("nested deeper than 16 levels");
    }

    @Test
    void aNumberHasAtMost100Characters() {
        assertThat(reason("\"levelMetres\":" + "1".repeat(101))).startsWith("a number is longer than 100 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void otherEncodingsAreRefused(String encoding) throws Exception {
        byte[] payload = ('{' + AT + ",\"levelDecibels\":60}").getBytes(encoding);
        assertThat(TelemetryJson.read(Kind.NOISE, "s-1", payload).reason()).startsWith("payload is not UTF-8");
    }

    @Test
    void brokenUtf8IsRefusedEvenInAFieldThatNobodyReads() {
        byte[] payload = ('{' + AT + ",\"levelDecibels\":60,\"x\":\"??\"}").getBytes(UTF_8);
        payload[payload.length - 4] = (byte) 0xC0; // an overlong form of NUL
        payload[payload.length - 3] = (byte) 0x80;
        assertThat(TelemetryJson.read(Kind.NOISE, "s-1", payload).reason()).startsWith("payload is not UTF-8");
    }

    @Test
    void aReadingIsWrittenInTheOrderOfTheContract() {
        Reading reading = Reading.of("m-1", Kind.MANHOLE, AT_MILLIS)
                .withSequence(3)
                .with(Quantity.TEMPERATURE_CELSIUS, -4.5)
                .with(Quantity.OPEN, true)
                .with(Quantity.TILT_DEGREES, 20);
        assertThat(new String(TelemetryJson.write(reading), UTF_8))
                .isEqualTo('{' + AT + ",\"sequence\":3,\"tiltDegrees\":20,\"open\":true,\"temperatureCelsius\":-4.5}");
    }
}
