package io.citybrain.city.incident;

import io.citybrain.city.alert.Severity;
import java.util.List;

/**
 * One incident, as it stands after its newest event. It is the fold of its events: {@link #registered} and then {@link
 * #after}, event by event.
 *
 * @param incidentId the district, a hyphen, and a hash of the first alert's id: a replay gives the same id
 * @param subject what it is about
 * @param standing how it stands
 * @param alerts at most {@link #MOST_ALERTS}, in the order in which they joined
 * @param events the newest {@link #MOST_EVENTS}
 * @param commands ids of the newest {@link #MOST_COMMANDS} commands that were carried out
 * @param links ids of incidents that have to do with it
 */
public record Incident(
        String incidentId,
        Subject subject,
        Standing standing,
        List<AlertPart> alerts,
        List<IncidentEvent> events,
        List<String> commands,
        List<String> links) {

    /** A crew can't see to more at once; what comes beyond is another incident, linked. */
    public static final int MOST_ALERTS = 50;

    public static final int MOST_EVENTS = 50;
    static final int MOST_COMMANDS = 20;
    static final int MOST_LINKS = 10;

    private static final int HASH_CHARACTERS = 12;

    static String idOf(String district, String alertId) {
        String hash = alertId.length() < HASH_CHARACTERS ? alertId : alertId.substring(0, HASH_CHARACTERS);
        return district + '-' + hash.replace('-', '.');
    }

    /** The district of an incident's id. */
    public static String districtOf(String incidentId) {
        int end = incidentId.lastIndexOf('-');
        return end <= 0 ? CityGrids.OUTSIDE : incidentId.substring(0, end);
    }

    /** What begins with its first event. */
    static Incident registered(String incidentId, Subject subject, IncidentEvent event, IncidentSettings settings) {
        return IncidentFold.begin(incidentId, subject, event, settings);
    }

    /** The same incident after one more event. */
    Incident after(IncidentEvent event, IncidentSettings settings) {
        return new IncidentFold(this).after(event, settings);
    }

    public IncidentState state() {
        return standing.state();
    }

    public Severity severity() {
        return standing.severity();
    }

    public boolean isOpen() {
        return standing.state().isOpen();
    }

    public boolean isShelved() {
        return standing.shelvedUntilMillis() != 0;
    }

    public IncidentEvent lastEvent() {
        return events.get(events.size() - 1);
    }

    /** The title with how many sensors more it is about, Chinese. */
    public String titleZh() {
        int more = otherSensors();
        return more == 0 ? subject.titleZh() : subject.titleZh() + "，另有" + more + "处";
    }

    /** The title with how many sensors more it is about, English. */
    public String titleEn() {
        int more = otherSensors();
        return more == 0 ? subject.titleEn() : subject.titleEn() + ", and " + more + " more";
    }

    private int otherSensors() {
        return (int) alerts.stream().map(AlertPart::sensor).distinct().count() - 1;
    }

    boolean allCleared() {
        return alerts.stream().allMatch(AlertPart::isCleared);
    }

    AlertPart find(String alertId) {
        for (AlertPart part : alerts) {
            if (part.alertId().equals(alertId)) {
                return part;
            }
        }
        return null;
    }

    /** What its crew has to do, or null if there is no crew. */
    public WorkOrder findWorkOrder() {
        return standing.crew() == null ? null : WorkOrder.of(this);
    }
}
