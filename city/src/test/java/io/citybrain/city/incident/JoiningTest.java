package io.citybrain.city.incident;

import static io.citybrain.city.incident.Town.cover;
import static io.citybrain.city.incident.Town.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.Severity;
import org.junit.jupiter.api.Test;

/** When alerts are one incident. */
final class JoiningTest {
    private final Town town = new Town();

    /** Covers 40 m apart along a street, a gauge at its end, one each 25 s. */
    @Test
    void tenCoversAndAGaugeOfOneStreetWithinFiveMinutesAreOneIncident() {
        for (int i = 0; i < 10; i++) {
            town.raise(25 * i, cover("MH-" + i, 40 * i));
        }
        town.raise(250, cover("WL-1", 400).kind("water-level").rule("water-above-warning"));

        assertThat(town.only().alerts()).hasSize(11);
        assertThat(town.only().titleEn()).isEqualTo("Cover MH-0, and 10 more");
    }

    @Test
    void twoStreetsApartAreTwo() {
        town.raise(0, cover("MH-1", 300)).raise(10, cover("MH-2", 300).at(place(300, 320)));

        assertThat(town.published).hasSize(2);
    }

    @Test
    void theSameHoleReportedTenTimesIsOne() {
        for (int i = 0; i < 10; i++) {
            town.raise(3_600 * i, cover("MH-1", 300)).clear(3_600 * i + 60, cover("MH-1", 300), 3_600 * i);
        }

        assertThat(town.only().alerts()).hasSize(10);
    }

    @Test
    void whatDoesNotBelongTogetherStaysApart() {
        town.raise(0, cover("MH-1", 300))
                .raise(1, cover("LP-1", 310).kind("lamp-post").rule("leakage-current"))
                .raise(2, cover("MH-2", 320).rule("silent"));

        assertThat(town.published).hasSize(3);
    }

    @Test
    void anHourLaterIsAnotherIncident() {
        town.raise(0, cover("MH-1", 300)).raise(3_600, cover("MH-2", 310));

        assertThat(town.published).hasSize(2);
    }

    @Test
    void anIncidentClosedAMomentAgoIsReopenedNotDoubled() {
        town.raise(0, cover("MH-1", 300)).command(10, IncidentAction.REJECT).raise(60, cover("MH-2", 310));

        assertThat(town.only().alerts()).hasSize(2);
        assertThat(town.state()).isEqualTo(IncidentState.REGISTERED);
    }

    @Test
    void aMildAlertMayJoinButBeginsNothing() {
        town.raise(0, cover("MH-1", 300).severity(Severity.INFO));
        assertThat(town.published).isEmpty();

        town.raise(1, cover("MH-2", 310)).raise(2, cover("MH-3", 320).severity(Severity.INFO));
        assertThat(town.only().alerts()).hasSize(2);
    }

    @Test
    void doubledAndLateAlertsChangeNothing() {
        Town.Raised cover = cover("MH-1", 300);
        town.raise(0, cover).clear(60, cover, 0);
        int events = town.events.size();

        town.raise(0, cover).clear(60, cover, 0).hear(61, cover.alert(1, AlertState.ACTIVE, 0, 0));

        assertThat(town.events).hasSize(events);
    }

    @Test
    void aClearWhoseAlertWasNeverHeardBeginsNothing() {
        town.clear(60, cover("MH-1", 300), 0);

        assertThat(town.isEmpty()).isTrue();
    }

    @Test
    void alertsOutOfTheirOrderAreOneIncidentAllTheSame() {
        town.raise(200, cover("MH-1", 300));
        town.hear(210, cover("MH-2", 310).alert(1, AlertState.ACTIVE, 0, 0));

        assertThat(town.only().alerts()).hasSize(2);
    }

    @Test
    void beyondFiftyAlertsASecondIncidentBeginsAndEachNamesTheOther() {
        for (int i = 0; i <= Incident.MOST_ALERTS; i++) {
            town.raise(i, cover("MH-" + i, 300 + i));
        }

        assertThat(town.published).hasSize(2);
        assertThat(town.published.values())
                .allMatch(incident -> incident.links().size() == 1);
    }

    @Test
    void theSameAlertsGiveTheSameIdsAgain() {
        town.raise(0, cover("MH-1", 300)).raise(3_600, cover("MH-2", 310));
        Town again = new Town().raise(0, cover("MH-1", 300)).raise(3_600, cover("MH-2", 310));

        assertThat(again.published.keySet()).containsExactlyElementsOf(town.published.keySet());
    }

    @Test
    void anAlertWithoutAPlaceIsTheCitysAndJoinsNothing() {
        town.raise(0, cover("MH-1", 300)).raise(1, cover("MH-2", 300).at(null));

        assertThat(town.published).hasSize(2);
    }
}
