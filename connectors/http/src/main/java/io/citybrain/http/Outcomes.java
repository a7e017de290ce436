package io.citybrain.http;

import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.Decoded;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Who waits for the answer to a command. At most {@link #MOST} wait. Thread-safe. */
final class Outcomes {
    static final int MOST = 1_000;
    static final int PATIENCE_SECONDS = 3;

    private final Map<String, CompletableFuture<CommandOutcome>> waiting = new ConcurrentHashMap<>();

    /** Waits for the answer to a command that is about to be sent; completes with null if none comes in time. */
    CompletableFuture<CommandOutcome> await(String commandId) {
        if (waiting.size() >= MOST) {
            throw Problem.of(503, "too-many-commands", "more than " + MOST + " commands wait for an answer: try again");
        }
        CompletableFuture<CommandOutcome> answer = waiting.computeIfAbsent(commandId, id -> new CompletableFuture<>());
        return answer.copy()
                .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .whenComplete((outcome, failure) -> waiting.remove(commandId, answer));
    }

    void hear(MqttMessage message) {
        Decoded<CommandOutcome> outcome = AlertJson.readOutcome(message.payload());
        if (!outcome.isRefused()) {
            CompletableFuture<CommandOutcome> answer =
                    waiting.get(outcome.value().commandId());
            if (answer != null) {
                answer.complete(outcome.value());
            }
        }
    }
}
