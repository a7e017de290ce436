package io.citybrain.kafka;

import java.util.List;

/** What Kafka has not confirmed, oldest first: a writer's state. */
record UnwrittenEvents(List<KafkaEvent> events) {}
