package io.citybrain.jobs.incidents;

import static io.citybrain.city.incident.EventType.ACKNOWLEDGED;
import static io.citybrain.city.incident.EventType.ALERT_JOINED;
import static io.citybrain.city.incident.EventType.ESCALATED;
import static io.citybrain.city.incident.EventType.REGISTERED;
import static io.citybrain.city.incident.EventType.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.AlertState;
import io.citybrain.city.incident.IncidentAction;
import io.citybrain.city.incident.IncidentEvent;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What can go wrong with messages, time and restarts. */
final class HandleIncidentsTest {
    private static final int FIVE_MINUTES = 300;
    private static final int HOUR = 3_600;

    @Test
    void anAlertBecomesAnIncidentAtOnce() throws Exception {
        try (HandledTown town = HandledTown.begin().raise("MH-1", 10)) {
            assertThat(town.events()).containsExactly(REGISTERED);
            assertThat(town.last().incident().subject().grid()).isEqualTo("g-1");
            assertThat(town.notifications()).extracting(one -> one.recipient()).containsExactly("leader");
            assertThat(town.lines()).hasSize(1);
        }
    }

    @Test
    void withoutMessagesTheClockAloneClimbs() throws Exception {
        try (HandledTown town = HandledTown.begin().raise("MH-1", 10)) {
            town.clock(10 + FIVE_MINUTES - 0.1);
            assertThat(town.events()).containsExactly(REGISTERED);

            town.clock(10 + FIVE_MINUTES);
            assertThat(town.events()).containsExactly(REGISTERED, ESCALATED);
            assertThat(town.last().incident().standing().level().id()).isEqualTo("city");
        }
    }

    @Test
    void aLimitThatPassedWhileTheJobWasDownClimbsWithTheFirstTick() throws Exception {
        OperatorSubtaskState state;
        try (HandledTown town = HandledTown.begin().raise("MH-1", 10)) {
            state = town.snapshot();
        }
        try (HandledTown again = HandledTown.restored(state)) {
            again.clock(10 + HOUR);

            assertThat(again.events()).containsExactly(ESCALATED, ESCALATED);
            assertThat(again.changes().get(0).event().atMillis()).isEqualTo(HandledTown.at(10 + FIVE_MINUTES));
        }
    }

    @Test
    void doubledAndLateAlertsChangeNothing() throws Exception {
        try (HandledTown town = HandledTown.begin().raise("MH-1", 10).clear("MH-1", 10, 20)) {
            int changes = town.changes().size();

            town.hears(IncidentMessage.of("north", HandledTown.alert("MH-1", 10, AlertState.ACTIVE, 1, 10), false));
            town.clear("MH-1", 10, 20);

            assertThat(town.changes()).hasSize(changes);
        }
    }

    @Test
    void alertsOutOfOrderJoinAllTheSame() throws Exception {
        try (HandledTown town = HandledTown.begin().raise("MH-1", 60)) {
            town.hears(IncidentMessage.of("north", HandledTown.alert("MH-2", 10, AlertState.ACTIVE, 1, 10), false));

            assertThat(town.events()).containsExactly(REGISTERED, ALERT_JOINED);
        }
    }

    @Test
    void aClearWithoutItsAlertAndACommandWithoutItsIncidentBeginNothing() throws Exception {
        try (HandledTown town = HandledTown.begin().clear("MH-1", 10, 20)) {
            town.command(30, "north-none", IncidentAction.ACCEPT);

            assertThat(town.changes()).isEmpty();
            assertThat(town.outcomes()).singleElement().matches(outcome -> !outcome.accepted());
            assertThat(town.states()).isZero();
            assertThat(town.timers()).isZero();
        }
    }

    /** At least once: what came after the checkpoint comes again. */
    @Test
    void whatIsReadAgainAfterARestoreGivesTheSame() throws Exception {
        OperatorSubtaskState state;
        IncidentChange before;
        IncidentMessage command;
        try (HandledTown town = HandledTown.begin().raise("MH-1", 10)) {
            state = town.snapshot();
            command = HandledTown.commandAt(20, town.last().incidentId(), IncidentAction.ACKNOWLEDGE);
            town.clock(20).hears(command).clock(HOUR);
            before = town.last();
        }
        try (HandledTown again = HandledTown.restored(state)) {
            // The job was away for longer than the limit: the command still counts by its own time.
            again.hears(command).clock(HOUR);

            assertThat(again.events()).containsExactly(ACKNOWLEDGED, ESCALATED);
            assertThat(again.last()).isEqualTo(before);
        }
    }

    @Test
    void anAlertThatIsReadAgainAfterARestoreIsNotRegisteredTwice() throws Exception {
        OperatorSubtaskState state;
        try (HandledTown town = HandledTown.begin().raise("MH-1", 10)) {
            state = town.snapshot();
        }
        try (HandledTown again = HandledTown.restored(state)) {
            again.raise("MH-1", 10);

            assertThat(again.changes()).isEmpty();
        }
    }

    @Test
    void whatTheBrokerRetainsOfAnIncidentThatIsGoneIsTakenAway() throws Exception {
        try (HandledTown town = HandledTown.begin().raise("MH-1", 10)) {
            String known = town.last().incidentId();

            town.hears(IncidentMessage.of("north", new IncidentMessage.PublishedBefore(known, null)));
            town.hears(IncidentMessage.of("north", new IncidentMessage.PublishedBefore("north-gone", "crew-1")));

            assertThat(town.changes()).hasSize(2);
            assertThat(town.last()).isEqualTo(new IncidentChange("north-gone", null, null, "crew-1"));
        }
    }

    @Test
    void whenTheBrokerHasLostItsMemoryAllThatIsOpenIsToldAgain() throws Exception {
        try (HandledTown town = HandledTown.begin().raise("MH-1", 10)) {
            IncidentChange first = town.last();
            town.hears(IncidentMessage.republish("north"));

            assertThat(town.last().incident()).isEqualTo(first.incident());
            assertThat(town.lines()).as("nothing has happened").hasSize(1);
        }
    }

    @Test
    void atTheEndNothingIsLeft() throws Exception {
        try (HandledTown town = HandledTown.begin().raise("MH-1", 10)) {
            town.command(20, town.last().incidentId(), IncidentAction.REJECT).clear("MH-1", 10, 30);
            assertThat(town.events()).containsExactly(REGISTERED, REJECTED);
            assertThat(town.states()).isPositive();

            town.clock(2 * HOUR);

            assertThat(town.states()).isZero();
            assertThat(town.timers()).isZero();
        }
    }

    @Test
    void theEndOfTheInputIsNoTimeOfTheCity() throws Exception {
        try (HandledTown town = HandledTown.begin().raise("MH-1", 10)) {
            town.endOfInput();

            assertThat(town.events()).containsExactly(REGISTERED);
        }
    }

    @Test
    void eventsAreNumberedOnAfterARestore() throws Exception {
        OperatorSubtaskState state;
        IncidentEvent first;
        try (HandledTown town = HandledTown.begin().raise("MH-1", 10)) {
            first = town.last().event();
            state = town.snapshot();
        }
        try (HandledTown again = HandledTown.restored(state)) {
            again.clock(HOUR);

            assertThat(again.changes().get(0).event().sequence()).isEqualTo(first.sequence() + 1);
        }
    }
}
