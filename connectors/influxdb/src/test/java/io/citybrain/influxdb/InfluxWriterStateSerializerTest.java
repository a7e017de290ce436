package io.citybrain.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citybrain.influxdb.client.LineBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InfluxWriterStateSerializerTest {
    private final InfluxWriterStateSerializer serializer = new InfluxWriterStateSerializer();

    @Test
    void theBytesOfVersionTwoNeverChange() throws IOException {
        InfluxWriterState state = new InfluxWriterState(
                List.of(new LineBatch(new byte[] {'a', '\n'}, 1), new LineBatch(new byte[] {'b', '\n', 'c', '\n'}, 2)));
        String expected = "00000002" + "00000001" + "00000002" + "610a" + "00000002" + "00000004" + "620a630a";

        assertThat(serializer.getVersion()).isEqualTo(2);
        assertThat(HexFormat.of().formatHex(serializer.serialize(state))).isEqualTo(expected);
        InfluxWriterState back = serializer.deserialize(2, HexFormat.of().parseHex(expected));
        assertThat(back.unconfirmed()).hasSize(2);
        assertThat(back.unconfirmed().get(1).lines()).isEqualTo(2);
        assertThat(back.unconfirmed().get(1).bytes()).containsExactly('b', '\n', 'c', '\n');
    }

    @Test
    void theMillisecondsOfVersionOneBecomeMicroseconds() throws IOException {
        LineBatch millis = new LineBatch("m s=\"1\n2\" 70\nm x=1 -5\n".getBytes(StandardCharsets.UTF_8), 2);
        byte[] state = serializer.serialize(new InfluxWriterState(List.of(millis)));

        LineBatch back = serializer.deserialize(1, state).unconfirmed().get(0);
        assertThat(new String(back.bytes(), StandardCharsets.UTF_8)).isEqualTo("m s=\"1\n2\" 70000\nm x=1 -5000\n");
        assertThat(back.lines()).isEqualTo(2);
    }

    @Test
    void anUnknownVersionAndDamagedBytesAreAnErrorAndNotAnEmptyStart() throws IOException {
        byte[] good = serializer.serialize(new InfluxWriterState(List.of(new LineBatch(new byte[] {'a'}, 1))));

        assertThatThrownBy(() -> serializer.deserialize(3, good))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 3");
        assertThatThrownBy(() -> serializer.deserialize(2, Arrays.copyOf(good, good.length - 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }
}
