package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new Terminal.Streams(stream(out), stream(err)), Words.of("en"));

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aNameFromOutsideCanNotSteerTheTerminal() {
        terminal.say("refused", "city/v1/\u001b[2J\u0007", "a\nb\rc\u009b31m\u202Ed\u2028e");
        assertThat(said()).isEqualTo("REFUSED city/v1/?[2J?: a?b?c?31m?d?e" + System.lineSeparator());
    }

    @Test
    void anErrorMayHaveLinesButNothingElse() {
        terminal.error("two mistakes:\n  one\u001b[2J\u009b2J\u202E");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("City Brain can not go on: two mistakes:\n  one?[2J?2J?" + System.lineSeparator());
        assertThat(said()).isEmpty();
    }

    @Test
    void chineseIsLeftAsItIs() {
        terminal.say("refused", "传感器", "值过大");
        assertThat(said()).contains("传感器: 值过大");
    }

    @Test
    void withoutARealTerminalTheCountersComeEveryTenSeconds() {
        for (int second = 1; second <= 20; second++) {
            terminal.counts("second " + second);
        }
        assertThat(said().lines()).containsExactly("second 10", "second 20");
    }
}
