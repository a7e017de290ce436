package io.citybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class DeliveryTest {
    @TempDir
    private Path folder;

    @Test
    void nothingIsLostOrDoubledInAQuickRun() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/mosquitto")),
                "skipped: Mosquitto is missing, install it with apt-get install mosquitto");

        DeliveryFigures figures = new DeliveryRun(
                        Delivery.quick(1), StoreServer.Type.usual(), folder, new Progress(System.err))
                .measure();

        assertThat(figures.holds()).as(figures.toString()).isTrue();
        assertThat(figures.sent()).isEqualTo(12_000);
        assertThat(figures.kills()).isEqualTo(1);
    }
}
