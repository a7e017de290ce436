package io.citybrain.kafka.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.kafka.testing.KafkaServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class TopicsCommandTest {
    @TempDir
    private static Path folder;

    private static KafkaServer kafka;

    private final StringWriter said = new StringWriter();

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = KafkaServer.start(folder);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void missingTopicsAreCreatedOnceAndDifferencesAreToldAndLeft() {
        assertThat(run("--kafka", kafka.servers(), "--partitions", "4")).isZero();
        assertThat(said.toString()).contains("created / 已创建     city.inbound, 4 partitions");

        assertThat(run("--kafka", kafka.servers(), "--partitions", "4")).isZero();
        assertThat(said.toString()).doesNotContain("created").contains("as declared / 一致   city.alerts");

        assertThat(run("--kafka", kafka.servers(), "--partitions", "6")).isEqualTo(1);
        assertThat(said.toString()).contains("city.inbound: partitions is 4, declared is 6");
        assertThat(run("--kafka", kafka.servers(), "--partitions", "4")).isZero();
    }

    @Test
    void aWrongAddressIsRefused() {
        assertThat(run("--kafka", "nowhere")).isEqualTo(2);
        assertThat(said.toString()).contains("HOST:PORT");
    }

    private int run(String... arguments) {
        said.getBuffer().setLength(0);
        return new CommandLine(new TopicsMain())
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(arguments);
    }
}
