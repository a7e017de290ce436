package io.citybrain.city.incident;

/**
 * One thing that happened to an incident: who, when, what. An incident is the fold of its events.
 *
 * @param sequence rises by one with each event of a district, from 1
 * @param atMillis when it happened, city time
 * @param by who; {@link #CITY_BRAIN} for what the machine did
 * @param type what
 * @param details what belongs to it, never null
 * @param commandId the command behind it, or null
 */
public record IncidentEvent(
        long sequence, long atMillis, String by, EventType type, Details details, String commandId) {

    public static final String CITY_BRAIN = "city-brain";

    /**
     * What belongs to an event; whatever does not is null or 0.
     *
     * @param note what people read
     * @param photo id of a photo
     * @param crew of DISPATCHED: to whom; null = taken from everybody
     * @param alert of REGISTERED, ALERT_JOINED and ALERT_CHANGED
     * @param level of REGISTERED and ESCALATED: who looks after it now
     * @param limit of ESCALATED: which limit was missed: acknowledge, arrive, resolve
     * @param untilMillis of SHELVED
     * @param linked of LINKED: the other incident
     */
    public record Details(
            String note,
            String photo,
            String crew,
            AlertPart alert,
            Level level,
            String limit,
            long untilMillis,
            String linked) {

        static final Details NONE = new Details(null, null, null, null, null, null, 0, null);

        static Details ofNote(String note) {
            return new Details(note, null, null, null, null, null, 0, null);
        }

        static Details ofCrew(String crew) {
            return new Details(null, null, crew, null, null, null, 0, null);
        }

        static Details ofAlert(AlertPart alert) {
            return new Details(null, null, null, alert, null, null, 0, null);
        }

        static Details ofLink(String incidentId) {
            return new Details(null, null, null, null, null, null, 0, incidentId);
        }

        static Details ofMissed(String limit, Level level) {
            return new Details(null, null, null, null, level, limit, 0, null);
        }

        static Details of(IncidentCommand command, String crew) {
            return new Details(command.note(), command.photo(), crew, null, null, null, command.untilMillis(), null);
        }
    }
}
