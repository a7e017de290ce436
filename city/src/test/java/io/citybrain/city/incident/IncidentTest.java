package io.citybrain.city.incident;

import static io.citybrain.city.incident.EventType.ALERT_JOINED;
import static io.citybrain.city.incident.EventType.ESCALATED;
import static io.citybrain.city.incident.EventType.REGISTERED;
import static io.citybrain.city.incident.EventType.REOPENED;
import static io.citybrain.city.incident.Town.cover;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop that people work in, from alert to closed. */
final class IncidentTest {
    private final Town town = new Town();

    @Test
    void anAlertRegistersAnIncidentInItsGrid() {
        town.raise(10, cover("MH-1", 300));

        Incident incident = town.only();
        assertThat(incident.incidentId()).startsWith("north-");
        assertThat(incident.subject().grid()).isEqualTo("east");
        assertThat(incident.state()).isEqualTo(IncidentState.REGISTERED);
        assertThat(incident.standing().level().id()).isEqualTo("east");
        assertThat(town.told()).containsExactly("leader-east");
    }

    @Test
    void theUsualWayIsRegisteredToClosed() {
        town.raise(10, cover("MH-1", 300))
                .command(20, IncidentAction.ASSIGN)
                .command(30, IncidentAction.ACCEPT, "crew-east")
                .command(40, IncidentAction.ON_THE_WAY, "crew-east")
                .command(50, IncidentAction.ARRIVE, "crew-east")
                .command(60, IncidentAction.RESOLVE, "crew-east")
                .command(70, IncidentAction.VERIFY)
                .command(80, IncidentAction.CLOSE);

        assertThat(town.outcomes).allMatch(outcome -> outcome.accepted()).hasSize(7);
        assertThat(town.state()).isEqualTo(IncidentState.CLOSED);
        assertThat(town.types())
                .containsExactly(
                        REGISTERED,
                        EventType.DISPATCHED,
                        EventType.ACCEPTED,
                        EventType.ON_THE_WAY,
                        EventType.ARRIVED,
                        EventType.RESOLVED,
                        EventType.VERIFIED,
                        EventType.CLOSED);
        assertThat(town.only().standing().revision()).isEqualTo(8);
        assertThat(town.told()).containsExactly("leader-east", "crew-east");
    }

    @Test
    void anIncidentIsTheFoldOfItsEvents() {
        town.raise(10, cover("MH-1", 300))
                .raise(20, cover("MH-2", 350).severity(Severity.CRITICAL))
                .pass(10_000)
                .command(10_010, IncidentAction.ASSIGN)
                .command(10_020, IncidentAction.RESOLVE);
        Incident incident = town.only();

        Incident folded = Incident.registered(
                incident.incidentId(), incident.subject(), town.events.get(0), IncidentSettings.DEFAULTS);
        for (IncidentEvent event : town.events.subList(1, town.events.size())) {
            folded = folded.after(event, IncidentSettings.DEFAULTS);
        }

        assertThat(folded).isEqualTo(incident);
    }

    @Test
    void whatIsCriticalGoesToTheGridsCrewAtOnce() {
        town.raise(10, cover("MH-1", -300).severity(Severity.CRITICAL));

        assertThat(town.state()).isEqualTo(IncidentState.DISPATCHED);
        assertThat(town.only().standing().crew()).isEqualTo("crew-west");
        assertThat(town.only().findWorkOrder().dueAtMillis()).isEqualTo(Town.at(10 + 20 * 60));
        assertThat(town.only().standing().acknowledged()).as("by a person").isFalse();
    }

    @Test
    void aPlaceOutsideAllGridsGoesToTheCityAndSaysSo() {
        town.raise(10, cover("MH-1", 5_000).severity(Severity.CRITICAL));

        assertThat(town.only().subject().grid()).isNull();
        assertThat(town.only().standing().level().id()).isEqualTo("city");
        assertThat(town.only().standing().lastNote()).contains("outside all grids");
        assertThat(town.state()).isEqualTo(IncidentState.REGISTERED);
        assertThat(town.told()).containsExactly("city");
    }

    @Test
    void aClearedAlertDoesNotCloseAnIncident() {
        town.raise(10, cover("MH-1", 300)).clear(60, cover("MH-1", 300), 10).pass(60 + 29 * 60);

        assertThat(town.only().isOpen()).isTrue();
        assertThat(town.only().alerts().get(0).state()).isEqualTo(AlertState.CLEARED);
    }

    @Test
    void aMinorOneThatNobodyTookIsClosedByTheRuleWhenItsAlertsAreCleared() {
        Town.Raised silent = cover("MH-1", 300).rule("silent").severity(Severity.MINOR);
        town.raise(10, silent).clear(60, silent, 10).pass(60 + 30 * 60);

        assertThat(town.state()).isEqualTo(IncidentState.CLOSED);
        assertThat(town.only().lastEvent().by()).isEqualTo(IncidentEvent.CITY_BRAIN);
        assertThat(town.only().standing().lastNote()).contains("all alerts cleared");
    }

    @Test
    void aResolvedOneIsClosedByTheRuleOnlyWhenItsAlertsAreCleared() {
        town.raise(10, cover("MH-1", 300)).command(20, IncidentAction.ASSIGN).command(30, IncidentAction.RESOLVE);

        town.pass(30 + 40 * 60);
        assertThat(town.state()).isEqualTo(IncidentState.RESOLVED);

        town.clear(3_000, cover("MH-1", 300), 10).pass(3_000 + 30 * 60);
        assertThat(town.state()).isEqualTo(IncidentState.CLOSED);
    }

    @Test
    void aGraverAlertTightensTheLimits() {
        town.raise(0, cover("MH-1", 300)).raise(60, cover("MH-2", 320).severity(Severity.CRITICAL));

        assertThat(town.only().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(town.only().standing().deadlines())
                .isEqualTo(new Deadlines(Town.at(60 + 120), Town.at(60 + 1_200), Town.at(60 + 7_200)));
    }

    @Test
    void timeOnTheShelfDoesNotCount() {
        town.raise(0, cover("MH-1", 300));
        town.send(
                60,
                new IncidentCommand(
                        "c",
                        town.only().incidentId(),
                        IncidentAction.SHELVE,
                        "li",
                        Town.at(60),
                        "rain",
                        null,
                        List.of(),
                        null,
                        Town.at(3_660)));

        town.pass(3_659);
        assertThat(town.types()).doesNotContain(ESCALATED);
        town.pass(3_660);
        assertThat(town.only().isShelved()).isFalse();
        assertThat(town.only().standing().deadlines().arriveByMillis()).isEqualTo(Town.at(40 * 60 + 3_600));
    }

    @Test
    void whatIsOverIsForgotten() {
        town.raise(10, cover("MH-1", 300)).command(20, IncidentAction.REJECT).clear(30, cover("MH-1", 300), 10);
        assertThat(town.isEmpty()).isFalse();

        town.pass(20 + 31 * 60);

        assertThat(town.isEmpty()).isTrue();
    }

    @Test
    void aClosedOneIsRememberedWhileItsAlertStaysRaised() {
        town.raise(10, cover("MH-1", 300)).command(20, IncidentAction.REJECT).pass(86_400);

        town.hear(86_400, cover("MH-1", 300).alert(1, AlertState.ACTIVE, 10, 10));

        assertThat(town.types()).containsExactly(REGISTERED, EventType.REJECTED);
        town.clear(86_500, cover("MH-1", 300), 10).pass(86_500 + 30 * 60);
        assertThat(town.isEmpty()).isTrue();
    }

    @Test
    void anIncidentMendedTooEarlyIsReopenedByTheNextAlert() {
        town.raise(10, cover("MH-1", 300))
                .command(20, IncidentAction.ASSIGN)
                .command(30, IncidentAction.RESOLVE)
                .clear(35, cover("MH-1", 300), 10)
                .raise(40, cover("MH-1", 300));

        assertThat(town.types()).endsWith(ALERT_JOINED, REOPENED);
        assertThat(town.state()).isEqualTo(IncidentState.DISPATCHED);
        assertThat(town.only().alerts()).hasSize(2);
    }
}
