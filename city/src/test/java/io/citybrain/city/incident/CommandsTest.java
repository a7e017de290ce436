package io.citybrain.city.incident;

import static io.citybrain.city.incident.Town.cover;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people may do, and what they are answered. */
final class CommandsTest {
    private final Town town = new Town();

    @BeforeEach
    void aTiltedCover() {
        town.raise(0, cover("MH-1", 300));
    }

    @Test
    void aRepeatedCommandChangesNothingAndIsAnsweredTheSame() {
        town.send(10, "c", IncidentAction.ASSIGN, null).send(20, "c", IncidentAction.ASSIGN, null);

        assertThat(town.outcomes).hasSize(2).allMatch(outcome -> outcome.accepted());
        assertThat(town.types()).containsExactly(EventType.REGISTERED, EventType.DISPATCHED);
    }

    @Test
    void itIsAnsweredTheSameLongAfterTheIncidentWentOn() {
        town.send(10, "c", IncidentAction.ASSIGN, null).command(20, IncidentAction.RESOLVE);

        town.send(30, "c", IncidentAction.ASSIGN, null);

        assertThat(town.answer().accepted()).isTrue();
        assertThat(town.state()).isEqualTo(IncidentState.RESOLVED);
    }

    @Test
    void aCommandThatTheStateDoesNotAllowIsAnsweredWithAnErrorThatNamesIt() {
        town.command(10, IncidentAction.VERIFY);

        assertThat(town.answer().accepted()).isFalse();
        assertThat(town.answer().state()).isEqualTo("registered");
        assertThat(town.answer().reason())
                .isEqualTo("wrong-state: the incident is registered; verify is possible while it is resolved");
    }

    @ParameterizedTest
    @EnumSource(IncidentAction.class)
    void everyCommandIsAnswered(IncidentAction action) {
        town.command(10, action);

        assertThat(town.outcomes).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = IncidentAction.class,
            names = {"WHISTLE", "ANSWER"})
    void whatIsNotThereYetSaysSo(IncidentAction action) {
        town.command(10, action);

        assertThat(town.answer().reason()).startsWith("not-yet: ");
    }

    @Test
    void anUnknownIncidentIsNamed() {
        town.send(
                10,
                new IncidentCommand(
                        "c", "north-none", IncidentAction.ACCEPT, "li", Town.at(10), null, null, List.of(), null, 0));

        assertThat(town.answer().reason()).isEqualTo("unknown-incident: there is no incident north-none now");
    }

    @Test
    void anUnknownCrewIsAnsweredWithTheKnownOnes() {
        town.command(10, IncidentAction.ASSIGN, "crew-nord");

        assertThat(town.answer().reason())
                .isEqualTo("unknown-crew: there is no crew crew-nord; known are crew-east, crew-west");
    }

    @Test
    void aCrewCanNotWorkOnWhatIsAnothersNow() {
        town.command(10, IncidentAction.ASSIGN, "crew-east").command(20, IncidentAction.ASSIGN, "crew-west");
        assertThat(town.formerCrews).containsExactly("crew-east");

        town.command(30, IncidentAction.ACCEPT, "crew-east");
        assertThat(town.answer().reason()).startsWith("not-yours: ");
        town.command(40, IncidentAction.ACCEPT, "crew-west");
        assertThat(town.answer().accepted()).isTrue();
    }

    @Test
    void whatAPhoneSendsLaterHappenedWhenItHappened() {
        town.command(10, IncidentAction.ASSIGN);
        town.send(
                3_000,
                new IncidentCommand(
                        "c",
                        town.only().incidentId(),
                        IncidentAction.ARRIVE,
                        "li",
                        Town.at(600),
                        null,
                        null,
                        List.of(),
                        null,
                        0));

        assertThat(town.only().lastEvent().atMillis()).isEqualTo(Town.at(600));
    }

    @Test
    void aClockThatIsWrongNeitherRewindsNorAnticipates() {
        town.send(
                10,
                new IncidentCommand(
                        "c",
                        town.only().incidentId(),
                        IncidentAction.ACKNOWLEDGE,
                        "li",
                        Town.at(-9_000),
                        null,
                        null,
                        List.of(),
                        null,
                        0));
        assertThat(town.only().lastEvent().atMillis()).isEqualTo(Town.at(0));

        town.send(
                20,
                new IncidentCommand(
                        "d",
                        town.only().incidentId(),
                        IncidentAction.ASSIGN,
                        "li",
                        Town.at(9_000),
                        null,
                        null,
                        List.of(),
                        null,
                        0));
        assertThat(town.answer().reason()).startsWith("wrong-time: ");
    }
}
