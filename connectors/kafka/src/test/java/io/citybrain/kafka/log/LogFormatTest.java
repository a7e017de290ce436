package io.citybrain.kafka.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.kafka.log.LogRecord.Control;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

final class LogFormatTest {
    private static final byte[] KEY = "GAUGE-1".getBytes(UTF_8);

    @Test
    void everyRecordIsReadAsItWasWritten() {
        for (Control control : Control.values()) {
            for (boolean flag : new boolean[] {true, false}) {
                LogRecord log = new LogRecord(
                        3, "city/v1/telemetry/water-level/河", "{}".getBytes(UTF_8), flag, 1_000, 2_000, control, !flag);

                assertThat(LogFormat.find(read(LogFormat.write("city.inbound", KEY, log))))
                        .isEqualTo(log);
            }
        }
    }

    @Test
    void anUnknownCityClockIsNotWritten() {
        LogRecord log = new LogRecord(0, "a", new byte[0], false, 1_000, 0, Control.MESSAGE, false);

        ProducerRecord<byte[], byte[]> sent = LogFormat.write("city.inbound", KEY, log);

        assertThat(sent.headers().lastHeader("city-clock")).isNull();
        assertThat(LogFormat.find(read(sent))).isEqualTo(log);
    }

    @Test
    void whatNoBridgeWroteAndWhatALaterOneWillWriteIsLeftOut() {
        ProducerRecord<byte[], byte[]> foreign = new ProducerRecord<>("city.inbound", 0, 1_000L, KEY, new byte[0]);
        assertThat(LogFormat.find(read(foreign))).isNull();

        foreign.headers().add("mqtt-topic", "a".getBytes(UTF_8)).add("control", "of-tomorrow".getBytes(UTF_8));
        assertThat(LogFormat.find(read(foreign))).isNull();
    }

    @Test
    void aKeyGoesWhereKafkasOwnPartitionerPutsIt() {
        assertThat(LogFormat.partition(KEY, 12)).isEqualTo(Utils.toPositive(Utils.murmur2(KEY)) % 12);
        assertThat(LogFormat.partition(KEY, 1)).isZero();
    }

    private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                sent.partition(),
                0,
                sent.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }
}
