package io.citybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {
    @Test
    void figuresComeOutInOrderOnOneLine() {
        StringWriter out = new StringWriter();
        new Result()
                .put("sent", 200_000)
                .put("ratio", 0.51234567)
                .put("modes", Map.of("local", 1L))
                .put("machine", "2 \"cores\"")
                .print(new PrintWriter(out));

        assertThat(out.toString().strip())
                .isEqualTo("RESULT {\"sent\":200000,\"ratio\":0.5123,\"modes\":{\"local\":1},"
                        + "\"machine\":\"2 \\\"cores\\\"\"}");
    }
}
