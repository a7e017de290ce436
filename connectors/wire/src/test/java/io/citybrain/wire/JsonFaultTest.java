package io.citybrain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Kind;
import java.io.CharConversionException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told about broken JSON is for people: ours, whatever the parser says. */
final class JsonFaultTest {

    private static final String WANTED = ": send one JSON object such as {\"name\":\"text\",\"count\":1}";
    private static final int TRIES = 2_000;
    private static final long SEED = Long.getLong("citybrain.seed", 20_261_124L);

    /** Names that only someone who reads Jackson's source would know. */
    private static final String[] INTERNALS = {
        "Source", "REDACTED", "Feature", "Jackson", "Stream", "CTRL-CHAR", "JSON String", "com.", "Exception"
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {            |  2 | it ends before the object is closed
            {"a          |  4 | it ends before the object is closed
            {"a":        |  6 | it ends before the object is closed
            {"a":1,      |  8 | it ends before the object is closed
            {"a":[1      |  8 | it ends before the object is closed
            {"a":"b      |  8 | it ends before the object is closed
            {"a":1]      |  7 | a bracket is closed that is not open
            {"a":[1}     |  8 | a bracket is closed that is not open
            {"a":1}}     |  8 | a bracket is closed that is not open
            {"a":07}     |  7 | a number begins with 0, as in 07
            {"a":1.}     |  8 | no digit follows the decimal point of a number
            {"a":1e}     |  8 | no digit follows the e of a number
            {"a":-}      |  7 | no digit follows the minus of a number
            {"a":+1}     |  7 | a number begins with +
            {"a":1/*b*/} |  7 | JSON has no comments
            {"a":"\\u1x"} | 10 | \\u in a text needs four hexadecimal digits
            {"a":"\\x"}   |  8 | a backslash in a text stands before a character that needs none
            {"a":on}     |  6 | a word stands where none is allowed, texts need double quotes
            {"a":'b'}    |  6 | a value is missing, texts need double quotes
            {"a":}       |  6 | a value is missing
            {"a":,}      |  6 | a value is missing
            {"a" 1}      |  6 | no colon follows a field's name
            {"a":1 "b"}  |  8 | a comma is missing between two values
            {"a":[1 2]}  |  9 | a comma is missing between two values
            {a:1}        |  2 | a field's name without double quotes, or a comma after the last field
            {"a":1}2x    |  9 | something follows the object
            """)
    void brokenJsonIsToldInOurWords(String payload, int column, String words) {
        assertThat(reason(payload)).isEqualTo("not JSON at line 1 column " + column + ": " + words + WANTED);
    }

    @Test
    void aControlCharacterIsToldByWhereItStands() {
        assertThat(reason("{\"a\":\"b\nc\"}"))
                .isEqualTo("not JSON at line 1 column 8: a text holds a control character, which must be written as \\n"
                        + " or \\u0000" + WANTED);
        assertThat(reason("{\"a\":1,\n\u0001}"))
                .isEqualTo("not JSON at line 2 column 2: a control character stands between the values" + WANTED);
    }

    @Test
    void aLimitIsToldWithItsNumberAndWhatToDo() {
        assertThat(reason("{\"a\":" + "[".repeat(16))).isEqualTo("nested deeper than 16 levels: send fewer levels");
        assertThat(reason("{\"x\":" + "1".repeat(101) + "}"))
                .isEqualTo("a number is longer than 100 characters: send fewer digits");
        assertThat(reason("{\"" + "n".repeat(1_100) + "\":1}"))
                .isEqualTo("a field name is longer than 1,024 characters: send a shorter name");
    }

    @Test
    void whatTheParserDoesNotSayIsNotMadeUp() {
        assertThat(JsonFault.explain(new CharConversionException("Invalid UTF-32 in Jackson's buffer")))
                .isEqualTo("not JSON" + WANTED);
    }

    @Test
    void noReasonNamesWhatIsInsideTheParser() {
        List<String> pieces = List.of(
                "{", "}", "[", "]", ":", ",", "\"", "\"a\"", "1", "-", "+", "01", "1.", "1e", ".5", "true", "tru",
                "null", "NaN", "'", "//", "#", "\\", "\\x", "\\u12", "\n", "\u0001", " ", "\u00e9", "\ufeff", "\u00a0");
        Random random = new Random(SEED);
        for (int i = 0; i < TRIES; i++) {
            StringBuilder payload = new StringBuilder(random.nextBoolean() ? "{\"a\":" : "{");
            for (int n = random.nextInt(6); n > 0; n--) {
                payload.append(pieces.get(random.nextInt(pieces.size())));
            }
            assertThat(reason(payload.toString()))
                    .as("try %d of seed %d: %s", i, SEED, payload)
                    .doesNotContain(INTERNALS);
        }
    }

    /** Both ways to read JSON must say the same; an object without fault has none of the fields and says so. */
    private static String reason(String payload) {
        byte[] bytes = payload.getBytes(UTF_8);
        String told = TelemetryJson.read(Kind.NOISE, "n-1", bytes).reason();
        if (told.startsWith("not JSON") || told.contains(" than ")) {
            assertThat(HealthJson.read(bytes).reason()).isEqualTo(told);
        }
        return told;
    }
}
