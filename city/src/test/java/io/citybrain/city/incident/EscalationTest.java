package io.citybrain.city.incident;

import static io.citybrain.city.incident.Town.cover;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.AlertState;
import org.junit.jupiter.api.Test;

/** A cover that is tilted is major: acknowledged within 5 minutes, arrived at within 40, resolved within 4 hours. */
final class EscalationTest {
    private static final int FIVE_MINUTES = 5 * 60;
    private static final int FORTY_MINUTES = 40 * 60;
    private static final int FOUR_HOURS = 4 * 3_600;

    private final Town town = new Town();

    @Test
    void eachMissedLimitClimbsOneLevelAndTellsIt() {
        town.raise(0, cover("MH-1", 300));

        town.pass(FIVE_MINUTES - 1);
        assertThat(town.only().standing().level().id()).isEqualTo("east");
        town.pass(FIVE_MINUTES);
        assertThat(town.only().standing().level().id()).isEqualTo("street");
        town.pass(FORTY_MINUTES);
        assertThat(town.only().standing().level().id()).isEqualTo("city");
        town.pass(FOUR_HOURS);
        assertThat(town.only().standing().level().id())
                .as("nobody is above the city")
                .isEqualTo("city");

        assertThat(town.only().standing().escalations()).isEqualTo(3);
        assertThat(town.told()).containsExactly("leader-east", "street", "city", "city");
        assertThat(town.notifications.get(1).textEn()).isEqualTo("Not acknowledged in time: Cover MH-1");
    }

    @Test
    void whatWasDoneInTimeDoesNotClimb() {
        town.raise(0, cover("MH-1", 300))
                .command(60, IncidentAction.ACKNOWLEDGE)
                .command(90, IncidentAction.ASSIGN)
                .command(600, IncidentAction.ARRIVE)
                .command(900, IncidentAction.RESOLVE)
                .pass(FOUR_HOURS + 1);

        assertThat(town.types()).doesNotContain(EventType.ESCALATED);
    }

    @Test
    void aLimitThatPassedWhileTheJobWasDownClimbsAtItsOwnTime() {
        town.raise(0, cover("MH-1", 300));

        Town again = town.restarted().pass(FORTY_MINUTES + 100);

        assertThat(again.types()).containsExactly(EventType.ESCALATED, EventType.ESCALATED);
        assertThat(again.events)
                .extracting(IncidentEvent::atMillis)
                .containsExactly(Town.at(FIVE_MINUTES), Town.at(FORTY_MINUTES));
    }

    /** After a crash a command is read again: what it did in time stays in time. */
    @Test
    void aCommandThatIsReadAgainLaterCountsByItsOwnTime() {
        town.raise(0, cover("MH-1", 300));
        Town again = town.restarted();
        IncidentCommand inTime = new IncidentCommand(
                "c-1",
                town.only().incidentId(),
                IncidentAction.ACKNOWLEDGE,
                "li",
                Town.at(FIVE_MINUTES - 1),
                null,
                null,
                java.util.List.of(),
                null,
                0);

        again.send(FIVE_MINUTES + 30, inTime).pass(FIVE_MINUTES + 31);

        assertThat(again.types()).containsExactly(EventType.ACKNOWLEDGED);
    }

    @Test
    void whatTheBrokerRetainedFromBeforeTheFirstStartCountsFromNow() {
        town.retained(1_000_000, cover("MH-1", 300).alert(1, AlertState.ACTIVE, 0, 0))
                .pass(1_000_000 + FIVE_MINUTES - 1);

        assertThat(town.types()).containsExactly(EventType.REGISTERED);
    }

    @Test
    void aReopenedOneHasItsLimitsAnew() {
        town.raise(0, cover("MH-1", 300))
                .command(60, IncidentAction.REJECT)
                .command(120, IncidentAction.REOPEN)
                .pass(120 + FIVE_MINUTES);

        assertThat(town.only().standing().level().id()).isEqualTo("street");
    }

    @Test
    void withNothingOpenThereIsNothingToWaitFor() {
        assertThat(town.nextDueMillis()).isEqualTo(Long.MAX_VALUE);
    }
}
