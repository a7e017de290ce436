package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineScannerTest {
    @Test
    void aNewlineInATextDoesNotEndTheLine() {
        assertThat(lines("a s=\"1\n2\" 1\nb x=1 2\n")).containsExactly("a s=\"1\n2\" 1\n", "b x=1 2\n");
    }

    @Test
    void anEscapedQuoteDoesNotEndTheText() {
        assertThat(lines("a s=\"1\\\"\n2\" 1\nb x=1 2\n")).containsExactly("a s=\"1\\\"\n2\" 1\n", "b x=1 2\n");
    }

    @Test
    void aQuoteInATagIsAnOrdinaryCharacter() {
        assertThat(lines("a,t=1\" x=1 1\nb x=1 2\n")).containsExactly("a,t=1\" x=1 1\n", "b x=1 2\n");
    }

    @Test
    void theLastLineMayLackItsNewline() {
        assertThat(lines("a x=1 1\nb x=1 2")).containsExactly("a x=1 1\n", "b x=1 2");
    }

    @Test
    void theMiddleIsALineBoundaryUntilOneLineIsLeft() {
        byte[] bytes = "a x=1 1\nb x=1 2\nc x=1 3\nd x=1 4\n".getBytes(StandardCharsets.UTF_8);

        assertThat(LineScanner.middle(bytes, 0, 32)).isEqualTo(16);
        assertThat(LineScanner.middle(bytes, 16, 32)).isEqualTo(24);
        assertThat(LineScanner.middle(bytes, 24, 32)).isEqualTo(32);
    }

    private static List<String> lines(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < bytes.length; ) {
            int end = LineScanner.endOfLine(bytes, start, bytes.length);
            lines.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
            start = end;
        }
        return lines;
    }
}
