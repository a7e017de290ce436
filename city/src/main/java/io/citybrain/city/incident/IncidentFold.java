package io.citybrain.city.incident;

import io.citybrain.city.alert.Severity;
import java.util.ArrayList;
import java.util.List;

/** One step of the fold: an incident taken apart, changed by an event, and put together again. */
final class IncidentFold {
    private final Incident before;
    private IncidentState state;
    private Severity severity;
    private Level level;
    private String crew;
    private boolean acknowledged;
    private long activeAtMillis;
    private Deadlines deadlines;
    private int missed;
    private int escalations;
    private long shelvedUntilMillis;
    private long shelvedAtMillis;
    private String lastNote;
    private List<AlertPart> alerts;
    private List<String> links;

    IncidentFold(Incident before) {
        this.before = before;
        Standing standing = before.standing();
        state = standing.state();
        severity = standing.severity();
        level = standing.level();
        crew = standing.crew();
        acknowledged = standing.acknowledged();
        activeAtMillis = standing.activeAtMillis();
        deadlines = standing.deadlines();
        missed = standing.missed();
        escalations = standing.escalations();
        shelvedUntilMillis = standing.shelvedUntilMillis();
        shelvedAtMillis = standing.shelvedAtMillis();
        lastNote = standing.lastNote();
        alerts = before.alerts();
        links = before.links();
    }

    static Incident begin(String incidentId, Subject subject, IncidentEvent event, IncidentSettings settings) {
        AlertPart first = event.details().alert();
        Standing standing = new Standing(
                1,
                IncidentState.REGISTERED,
                first.severity(),
                event.details().level(),
                null,
                false,
                event.atMillis(),
                event.atMillis(),
                event.atMillis(),
                settings.limits().of(first.severity()).from(event.atMillis()),
                0,
                0,
                0,
                0,
                event.details().note());
        return new Incident(incidentId, subject, standing, List.of(first), List.of(event), List.of(), List.of());
    }

    Incident after(IncidentEvent event, IncidentSettings settings) {
        IncidentEvent.Details details = event.details();
        switch (event.type()) {
            case REGISTERED -> throw new IllegalArgumentException("an incident is registered once");
            case ALERT_JOINED -> join(details.alert(), event.atMillis(), settings);
            case ALERT_CHANGED -> change(details.alert(), event.atMillis(), settings);
            case LINKED -> links = appended(links, details.linked(), Incident.MOST_LINKS);
            case ACKNOWLEDGED -> acknowledged = true;
            case DISPATCHED -> dispatch(details.crew(), event.by());
            case ACCEPTED -> work(IncidentState.ACCEPTED);
            case ON_THE_WAY -> work(IncidentState.ON_THE_WAY);
            case ARRIVED -> work(IncidentState.ON_SITE);
            case RESOLVED -> work(IncidentState.RESOLVED);
            case VERIFIED -> state = IncidentState.VERIFIED;
            case CLOSED -> end(IncidentState.CLOSED, event.atMillis());
            case REJECTED -> end(IncidentState.REJECTED, event.atMillis());
            case REOPENED -> reopen(event.atMillis(), settings);
            case SHELVED -> shelve(details.untilMillis(), event.atMillis());
            case UNSHELVED -> unshelve(event.atMillis());
            case ESCALATED -> escalate(details);
        }
        if (details.note() != null) {
            lastNote = details.note();
        }
        return together(event);
    }

    private void join(AlertPart alert, long atMillis, IncidentSettings settings) {
        alerts = appended(alerts, alert, Incident.MOST_ALERTS);
        activeAtMillis = Math.max(activeAtMillis, atMillis);
        weigh(alert.severity(), atMillis, settings);
    }

    private void change(AlertPart alert, long atMillis, IncidentSettings settings) {
        alerts = alerts.stream()
                .map(part -> part.alertId().equals(alert.alertId()) ? alert : part)
                .toList();
        weigh(alert.severity(), atMillis, settings);
    }

    /** What has become graver must be seen to sooner; a limit that was missed was missed. */
    private void weigh(Severity alert, long atMillis, IncidentSettings settings) {
        if (alert.compareTo(severity) > 0) {
            severity = alert;
            deadlines = deadlines.orEarlier(settings.limits().of(alert).from(atMillis));
        }
    }

    private void dispatch(String toCrew, String by) {
        crew = toCrew;
        state = IncidentState.DISPATCHED;
        acknowledged |= !by.equals(IncidentEvent.CITY_BRAIN);
    }

    /** Who works on it has seen it. */
    private void work(IncidentState reached) {
        acknowledged = true;
        state = reached;
    }

    private void end(IncidentState how, long atMillis) {
        unshelve(atMillis);
        state = how;
    }

    private void reopen(long atMillis, IncidentSettings settings) {
        state = crew == null ? IncidentState.REGISTERED : IncidentState.DISPATCHED;
        acknowledged = false;
        missed = 0;
        deadlines = settings.limits().of(severity).from(atMillis);
    }

    private void shelve(long untilMillis, long atMillis) {
        unshelve(atMillis);
        acknowledged = true;
        shelvedUntilMillis = untilMillis;
        shelvedAtMillis = atMillis;
    }

    /** Time on the shelf does not count. */
    private void unshelve(long atMillis) {
        if (shelvedUntilMillis != 0) {
            deadlines = deadlines.later(Math.max(0, atMillis - shelvedAtMillis));
            shelvedUntilMillis = 0;
            shelvedAtMillis = 0;
        }
    }

    private void escalate(IncidentEvent.Details details) {
        level = details.level();
        missed |= Deadline.of(details.limit()).bit();
        escalations++;
    }

    private Incident together(IncidentEvent event) {
        Subject subject = before.subject();
        Standing standing = new Standing(
                before.standing().revision() + 1,
                state,
                severity,
                level,
                crew,
                acknowledged,
                Math.max(before.standing().changedAtMillis(), event.atMillis()),
                activeAtMillis,
                event.type() == EventType.ESCALATED ? before.standing().quietSinceMillis() : event.atMillis(),
                deadlines,
                missed,
                escalations,
                shelvedUntilMillis,
                shelvedAtMillis,
                lastNote);
        List<String> commands = event.commandId() == null
                ? before.commands()
                : appended(before.commands(), event.commandId(), Incident.MOST_COMMANDS);
        return new Incident(
                before.incidentId(),
                subject,
                standing,
                alerts,
                appended(before.events(), event, Incident.MOST_EVENTS),
                commands,
                links);
    }

    /** The list with one more at its end, and without the oldest beyond the most. */
    private static <T> List<T> appended(List<T> list, T value, int most) {
        List<T> longer = new ArrayList<>(list.subList(Math.max(0, list.size() + 1 - most), list.size()));
        longer.add(value);
        return List.copyOf(longer);
    }
}
