package io.citybrain.http;

import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.http.view.CityView;
import io.citybrain.mqtt.client.HeldPublication;
import io.citybrain.mqtt.client.LinkListener;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttFailure;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.PahoConnector;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.wire.Topics;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The door's way to the city: one session that hears, one that speaks. The first has one filter, so that every broker
 * keeps its order: when the answer to a command that nobody gave is back, which is sent when the session begins, all
 * retained messages have come before it.
 */
final class CityLink implements AutoCloseable {
    private static final int MOST_PENDING = 1_000;
    private static final String OUTCOMES = Topics.commandOutcome("");

    private final CityView view;
    private final Outcomes outcomes = new Outcomes();
    private final MqttPublisher publisher;
    private final MqttSubscriber subscriber;
    private final String fence;

    CityLink(MqttConnection broker, String clientId, CityView view) {
        this.view = view;
        String own = clientId + "-door-" + UUID.randomUUID();
        fence = Topics.commandOutcome(own);
        publisher = MqttPublisher.open(broker, PublisherOptions.of(own + "-out").withCapacity(MOST_PENDING));
        subscriber = MqttSubscriber.open(
                new PahoConnector(broker),
                SessionOptions.transientSession(own),
                List.of(Topics.ROOT + "#"),
                this::hear,
                this::changed);
    }

    private void changed(LinkListener.Link link, long attempts, MqttFailure why) {
        boolean isUp = link == LinkListener.Link.UP;
        view.link(isUp);
        if (isUp) {
            publish(MqttPublication.of(fence, new byte[] {1}));
        }
    }

    private void hear(MqttMessage message) {
        if (message.topic().equals(fence)) {
            view.caughtUp();
        } else if (message.topic().startsWith(OUTCOMES)) {
            outcomes.hear(message);
        } else {
            view.hear(message);
        }
    }

    /** Sends a command and waits for its answer; null if none comes in time. */
    CompletableFuture<CommandOutcome> command(String commandId, String topic, byte[] payload) {
        requireLink();
        CompletableFuture<CommandOutcome> answer = outcomes.await(commandId);
        send(MqttPublication.of(topic, payload));
        return answer;
    }

    /** Sends. A broker that is away is told at once: what was asked must not happen when nobody expects it any more. */
    void send(MqttPublication publication) {
        requireLink();
        if (!publish(publication)) {
            throw Problem.of(503, "broker-busy", "the MQTT broker takes nothing more just now: try again");
        }
    }

    private void requireLink() {
        if (!view.isLinked() || !publisher.isConnected()) {
            throw Problem.of(
                    503, "broker-away", "the MQTT broker can't be reached just now: nothing was sent, try again");
        }
    }

    private boolean publish(MqttPublication publication) {
        return publisher.tryPublish(new HeldPublication(publication, System.currentTimeMillis()), verdict -> {});
    }

    @Override
    public void close() {
        subscriber.close();
        publisher.close();
    }
}
