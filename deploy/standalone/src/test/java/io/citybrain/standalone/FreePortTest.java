package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {
    @Test
    void aBusyPortIsToldWithWhoWantedItAndWhichOptionNamesAnother() throws IOException {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = holder.getLocalPort();
            CityException busy = catchThrowableOfType(
                    CityException.class, () -> FreePort.of(port, "the MQTT broker", "--mqtt-port"));
            assertThat(busy.say(Words.of("en")))
                    .startsWith("Port " + port + " on 127.0.0.1 is busy")
                    .contains("the MQTT broker", "--mqtt-port");
            assertThat(busy.say(Words.of("zh"))).contains("端口 " + port, "--mqtt-port");
        }
    }

    @Test
    void zeroFindsAPortAndAFreeOneStays() {
        int found = FreePort.of(0, "the MQTT broker", "--mqtt-port");
        assertThat(found).isBetween(1, 65_535);
        assertThat(FreePort.of(found, "the MQTT broker", "--mqtt-port")).isEqualTo(found);
    }
}
