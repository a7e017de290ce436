package io.citybrain.kafka;

import java.io.Serializable;

/** Turns what the job says into events. */
@FunctionalInterface
public interface EventEncoder<T> extends Serializable {
    /** The event, or null for none. */
    KafkaEvent encode(T element);
}
