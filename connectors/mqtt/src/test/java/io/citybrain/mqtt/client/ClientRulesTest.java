package io.citybrain.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What is refused at the door, and what the refusal says. */
final class ClientRulesTest {
    @Test
    void filtersMatchAsTheStandardSays() {
        assertThat(Topics.matches("a/+/c", "a/b/c")).isTrue();
        assertThat(Topics.matches("a/#", "a")).isTrue();
        assertThat(Topics.matches("a/#", "a/b/c")).isTrue();
        assertThat(Topics.matches("a/+", "a/b/c")).isFalse();
        assertThat(Topics.matches("#", "$SYS/uptime")).isFalse();
    }

    @Test
    void aWildcardInANameIsRefused() {
        assertThatThrownBy(() -> MqttPublication.of("a/#", new byte[0])).hasMessageContaining("percent-encode");
    }

    @Test
    void aWildcardInTheMiddleOfAFilterIsRefused() {
        assertThatThrownBy(() -> Topics.requireFilter("a/#/b")).hasMessageContaining("4.7.1");
        assertThatThrownBy(() -> Topics.requireFilter("a/b+")).hasMessageContaining("whole level");
    }

    @Test
    void aSharedSubscriptionIsRefused() {
        assertThatThrownBy(() -> new Subscription("$share/g/a", Subscription.Retained.ALWAYS))
                .hasMessageContaining("reorders");
    }

    @Test
    void aBrokerAddressNeedsSchemeHostAndPort() {
        assertThatThrownBy(() -> MqttConnection.of("localhost")).hasMessageContaining("tcp://host:port");
        assertThatThrownBy(() -> MqttConnection.of("http://localhost:1883")).hasMessageContaining("tcp://host:port");
        assertThatThrownBy(() -> MqttConnection.of("tcp://u:p@localhost:1883")).hasMessageContaining("password file");
    }

    @Test
    void aReceiveMaximumThatPahoReadsAsNegativeIsRefused() {
        assertThatThrownBy(() -> new SessionOptions("a", true, 0, 32_768, null)).hasMessageContaining("1 to 32767");
    }

    @Test
    void pausesDoubleFromATenthOfASecondToFive() {
        Backoff backoff = new Backoff();
        assertThat(backoff.nextMillis()).isEqualTo(100);
        assertThat(backoff.nextMillis()).isEqualTo(200);
        for (int i = 0; i < 10; i++) {
            backoff.nextMillis();
        }
        assertThat(backoff.nextMillis()).isEqualTo(5_000);
        backoff.reset();
        assertThat(backoff.nextMillis()).isEqualTo(100);
    }
}
