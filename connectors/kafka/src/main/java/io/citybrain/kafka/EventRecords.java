package io.citybrain.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Writes CloudEvents' headers by hand: the library builds an event, a builder and a set of names for each record, and
 * would be one more dependency of the job. Its reader is used in the tests to hold this against.
 */
final class EventRecords {
    private static final byte[] SPEC_VERSION = utf8("1.0");
    private static final byte[] JSON = utf8("application/json");

    private EventRecords() {}

    /** The record's own timestamp is never ahead of now: Kafka refuses what is (an hour, if it is not told otherwise). */
    static ProducerRecord<byte[], byte[]> write(String topic, KafkaEvent event) {
        long timestamp = Math.min(event.timeMillis(), System.currentTimeMillis());
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(topic, null, timestamp, event.key(), event.value());
        Headers headers = sent.headers();
        headers.add("ce_specversion", SPEC_VERSION);
        headers.add("ce_id", utf8(event.id()));
        headers.add("ce_source", utf8(event.source()));
        headers.add("ce_type", utf8(event.type()));
        headers.add("ce_time", utf8(Instant.ofEpochMilli(event.timeMillis()).toString()));
        headers.add("ce_subject", utf8(event.subject()));
        headers.add("content-type", JSON);
        return sent;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
