package io.citybrain.mqtt.testing;

import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Messages whose payload is their number, so that a test sees at once what is missing or doubled. */
public final class NumberedMessages {
    private NumberedMessages() {}

    /** Publishes the numbers from (inclusive) to (exclusive), waiting when the publisher is full. */
    public static void publish(MqttPublisher publisher, String topic, int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            publisher.publish(MqttPublication.of(topic, payload(i)), verdict -> {});
        }
    }

    public static byte[] payload(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    public static int number(byte[] payload) {
        return Integer.parseInt(new String(payload, StandardCharsets.US_ASCII));
    }

    public static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
