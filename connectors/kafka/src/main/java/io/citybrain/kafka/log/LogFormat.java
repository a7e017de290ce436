package io.citybrain.kafka.log;

import io.citybrain.kafka.log.LogRecord.Control;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;

/**
 * How a {@link LogRecord} stands in Kafka: value = payload, timestamp = received at, and headers in UTF-8:
 * {@code mqtt-topic}; {@code city-clock}, epoch milliseconds in decimal, absent while unknown; {@code retained} and
 * {@code copy}, empty, only where true; {@code control}, one of {@code tick}, {@code feed-lost}, {@code feed-caught-up},
 * {@code feed-session-lost}, absent on a message. Headers with other names are left to later versions.
 */
public final class LogFormat {
    private static final String MQTT_TOPIC = "mqtt-topic";
    private static final String CITY_CLOCK = "city-clock";
    private static final String RETAINED = "retained";
    private static final String COPY = "copy";
    private static final String CONTROL = "control";
    private static final byte[] NOTHING = {};

    private LogFormat() {}

    /**
     * The record as a producer sends it.
     *
     * @param kafkaTopic the log's name
     * @param key what decided the partition; null for a control record
     */
    public static ProducerRecord<byte[], byte[]> write(String kafkaTopic, byte[] key, LogRecord log) {
        ProducerRecord<byte[], byte[]> sent =
                new ProducerRecord<>(kafkaTopic, log.partition(), log.receivedAtMillis(), key, log.payload());
        Headers headers = sent.headers();
        headers.add(MQTT_TOPIC, log.mqttTopic().getBytes(StandardCharsets.UTF_8));
        if (log.cityClockMillis() > 0) {
            headers.add(CITY_CLOCK, Long.toString(log.cityClockMillis()).getBytes(StandardCharsets.US_ASCII));
        }
        if (log.retained()) {
            headers.add(RETAINED, NOTHING);
        }
        if (log.copy()) {
            headers.add(COPY, NOTHING);
        }
        if (log.control() != Control.MESSAGE) {
            headers.add(CONTROL, word(log.control()).getBytes(StandardCharsets.US_ASCII));
        }
        return sent;
    }

    /** What the record says; null for a control record of a later version, and for a record that no bridge wrote. */
    public static LogRecord find(ConsumerRecord<byte[], byte[]> read) {
        String topic = null;
        long cityClockMillis = 0;
        boolean retained = false;
        boolean copy = false;
        Control control = Control.MESSAGE;
        for (Header header : read.headers()) {
            switch (header.key()) {
                case MQTT_TOPIC -> topic = new String(header.value(), StandardCharsets.UTF_8);
                case CITY_CLOCK -> cityClockMillis = number(header.value());
                case RETAINED -> retained = true;
                case COPY -> copy = true;
                case CONTROL -> control = findControl(header.value());
                default -> {}
            }
        }
        if (topic == null || control == null) {
            return null;
        }
        byte[] payload = read.value() == null ? NOTHING : read.value();
        return new LogRecord(
                read.partition(), topic, payload, retained, read.timestamp(), cityClockMillis, control, copy);
    }

    /** The partition of a key, the same that Kafka's own partitioner chooses. */
    public static int partition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private static String word(Control control) {
        return switch (control) {
            case MESSAGE -> "message";
            case TICK -> "tick";
            case FEED_LOST -> "feed-lost";
            case FEED_CAUGHT_UP -> "feed-caught-up";
            case FEED_SESSION_LOST -> "feed-session-lost";
        };
    }

    private static Control findControl(byte[] value) {
        return switch (new String(value, StandardCharsets.US_ASCII)) {
            case "tick" -> Control.TICK;
            case "feed-lost" -> Control.FEED_LOST;
            case "feed-caught-up" -> Control.FEED_CAUGHT_UP;
            case "feed-session-lost" -> Control.FEED_SESSION_LOST;
            default -> null;
        };
    }

    /** 0 for what is no number. Reads the digits where they lie: this is on the path of every message. */
    private static long number(byte[] digits) {
        long number = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9' || number > Long.MAX_VALUE / 10 - 1) {
                return 0;
            }
            number = 10 * number + (digit - '0');
        }
        return number;
    }
}
