package io.citybrain.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionEnumeratorTest {
    @Test
    void aSessionThatTheSettingsDroppedIsFreeAgainWhenTheyNameItAgain() {
        AssignedSessions without =
                new SessionEnumerator(null, List.of("east"), List.of("east", "west")).snapshotState(1);
        assertThat(without.names()).containsExactly("east");
    }
}
