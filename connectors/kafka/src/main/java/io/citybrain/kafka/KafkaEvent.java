package io.citybrain.kafka;

/**
 * One CloudEvent (1.0, Kafka binding, binary mode).
 *
 * @param key decides partition and compaction, never null
 * @param value JSON in UTF-8; null removes the key from a compacted topic
 * @param id the same event has the same id, also in a replay: readers tell doubles by source and id
 * @param source where it comes from, a URI reference such as {@code /city/v1/sensing}
 * @param type what it is, such as {@code io.citybrain.reading}
 * @param timeMillis when it happened, epoch milliseconds
 * @param subject whom it is about, such as the sensor
 */
public record KafkaEvent(
        byte[] key, byte[] value, String id, String source, String type, long timeMillis, String subject) {}
