package io.citybrain.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.mqtt.client.HeldPublication;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.session.Delivery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** States are written by hand, so each field must come back. */
final class StateSerializersTest {
    @Test
    void aSessionComesBack() throws Exception {
        MqttSplit split = new MqttSplit(
                "main", List.of("a/#", "b/+/c"), true, 7, List.of(new Delivery(1, -5), new Delivery(65_535, 9)));
        MqttSplitSerializer serializer = new MqttSplitSerializer();
        assertThat(serializer.deserialize(1, serializer.serialize(split))).isEqualTo(split);
    }

    @Test
    void theAssignmentComesBack() throws Exception {
        AssignedSessions assigned = new AssignedSessions(List.of("a", "b"));
        AssignedSessionsSerializer serializer = new AssignedSessionsSerializer();
        assertThat(serializer.deserialize(1, serializer.serialize(assigned))).isEqualTo(assigned);
    }

    @Test
    void publicationsComeBackInOrder() throws Exception {
        UnacceptedPublications state = new UnacceptedPublications(List.of(
                new HeldPublication(new MqttPublication("a", new byte[] {1, 2}, true, 5), 1_000),
                new HeldPublication(MqttPublication.of("b", new byte[0]), 2_000)));
        UnacceptedPublicationsSerializer serializer = new UnacceptedPublicationsSerializer();
        assertThat(serializer.deserialize(1, serializer.serialize(state))).isEqualTo(state);
    }

    @Test
    void anUnknownVersionIsNamed() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new MqttSplitSerializer().deserialize(2, new byte[0]))
                .hasMessageContaining("version 2")
                .hasMessageContaining("reads 1");
    }

    @Test
    void anExpiryCountsFromTheFirstAttempt() {
        HeldPublication held = new HeldPublication(new MqttPublication("a", new byte[0], false, 5), 10_000);
        assertThat(held.secondsLeft(10_000)).isEqualTo(5);
        assertThat(held.secondsLeft(14_500)).isEqualTo(1);
        assertThat(held.secondsLeft(15_000)).isEqualTo(-1);
    }
}
