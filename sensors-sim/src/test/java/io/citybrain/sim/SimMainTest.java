package io.citybrain.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.mqtt.testing.MosquittoServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class SimMainTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = SimMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void helpExplainsEveryOption() {
        assertThat(run("--help")).isZero();
        assertThat(SimMain.commandLine().getCommandSpec().options()).allSatisfy(option -> {
            assertThat(out.toString()).contains(option.longestName());
            assertThat(option.description()).isNotEmpty();
        });
    }

    @Test
    void mistakesAreToldInWordsWithoutAStackTrace() {
        assertThat(run("--speed", "fast")).isEqualTo(2);
        assertThat(run("--duration", "soon")).isEqualTo(2);
        assertThat(run("--speed", "5000")).isEqualTo(2);
        assertThat(run("--replay", folder.toString())).isEqualTo(2);
        assertThat(run("--faults", folder.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("--speed is 'fast', must be a number or max")
                .contains("--duration is 'soon', must be like 90, 90s, 5m, 1h or 2d")
                .contains("speed is 5000.0, must be between 0.1 and 1000.0")
                .contains("has neither uplinks.json nor CSV files")
                .contains("none.yaml: there is no such file")
                .doesNotContain("Exception");
    }

    @Test
    void aShortRunWritesItsGroundTruth() throws Exception {
        Path truth = folder.resolve("truth.jsonl");
        try (MosquittoServer broker = MosquittoServer.start(folder)) {
            String uri = "tcp://127.0.0.1:" + broker.port();
            String[] args = {
                "--broker",
                uri,
                "--covers",
                "20",
                "--gauges",
                "6",
                "--signals",
                "4",
                "--speed",
                "500",
                "--duration",
                "2s",
                "--truth",
                truth.toString()
            };
            assertThat(run(args)).isZero();
        }
        List<String> lines = Files.readAllLines(truth);
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .contains("\"faultId\":", "\"sensor\":", "\"injectedAtMillis\":", "\"alertByMillis\":"));
        assertThat(out.toString()).contains("sent ").contains("malformed");
    }

    @Test
    void aReplayTellsWhatItReads() throws Exception {
        Files.write(folder.resolve("a.csv"), List.of("time,stage_m", "2015-12-26T12:00,1.5", "2015-12-26T12:15,?"));
        try (MosquittoServer broker = MosquittoServer.start(folder)) {
            String uri = "tcp://127.0.0.1:" + broker.port();
            assertThat(run("--broker", uri, "--speed", "max", "--replay", folder.toString()))
                    .isZero();
        }
        assertThat(out.toString()).contains("1 readings of 1 sensors; 1 rows skipped, 0 without a value");
        assertThat(err.toString()).contains("a.csv:3: row skipped: levelMetres '?' is not a number");
    }
}
