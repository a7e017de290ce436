package io.citybrain.city.incident;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import java.util.Collection;
import java.util.Comparator;

/**
 * The incidents of one district: alerts join or begin them, people handle them, time climbs with them. Pure but for what
 * it remembers; all of that is in the incidents and the sequence, with which {@link #restore} begins again.
 *
 * <p>What a message decides is decided after what the clock had decided by the message's own time: read again later, it
 * gives the same. A doubled alert or command changes nothing; of an alert only a higher revision counts.
 */
public final class IncidentDesk {
    private final String district;
    private final CityGrids grids;
    private final IncidentSettings settings;
    private final IncidentOutputs out;
    private final IncidentClock clock;
    private final IncidentIndex index;
    private final CommandRules commands;
    private long sequence;

    public IncidentDesk(String district, CityGrids grids, IncidentSettings settings, IncidentOutputs out) {
        this.district = district;
        this.grids = grids;
        this.settings = settings;
        this.out = out;
        clock = new IncidentClock(settings);
        index = new IncidentIndex(settings.joining().nearMetres());
        commands = new CommandRules(grids);
    }

    /** Goes on with what was stored. */
    public void restore(Iterable<Incident> incidents, long lastSequence) {
        incidents.forEach(incident -> index.put(incident, clock.dueAtMillis(incident)));
        sequence = lastSequence;
    }

    /** The number of the newest event. */
    public long sequence() {
        return sequence;
    }

    /** When {@link #pass} must be called at the latest; Long.MAX_VALUE = never. */
    public long nextDueMillis() {
        return index.nextDueMillis();
    }

    /** How many incidents are open or remembered. */
    public int size() {
        return index.size();
    }

    /** The incident of that id, or null. */
    public Incident find(String incidentId) {
        return index.find(incidentId);
    }

    /**
     * An alert as it is now.
     *
     * @param nowMillis the city's time; 0 = not known yet
     * @param retained it was there before we listened: limits count from now on
     */
    public void hear(Alert alert, long nowMillis, boolean retained) {
        AlertPart part = AlertPart.of(alert);
        long at = retained ? Math.max(alert.changedAtMillis(), nowMillis) : clamp(alert.changedAtMillis(), nowMillis);
        Incident known = index.findByAlert(alert.alertId());
        if (known != null) {
            change(known, part, at);
        } else if (alert.state() != AlertState.CLEARED) {
            takeNew(alert, part, at);
        }
    }

    private static long clamp(long atMillis, long nowMillis) {
        return nowMillis > 0 ? Math.min(atMillis, nowMillis) : atMillis;
    }

    private void change(Incident known, AlertPart part, long at) {
        if (known.find(part.alertId()).revision() >= part.revision()) {
            return;
        }
        IncidentEvent.Details details = IncidentEvent.Details.ofAlert(part);
        if (known.isOpen()) {
            happen(passed(known, at), EventType.ALERT_CHANGED, at, details);
        } else {
            Incident kept = known.after(machine(EventType.ALERT_CHANGED, at, details), settings);
            index.put(kept, clock.dueAtMillis(kept));
            out.kept(kept);
        }
    }

    private void takeNew(Alert alert, AlertPart part, long at) {
        Incident found = findFor(alert, part, at);
        Incident joined = found == null ? null : passed(found, at);
        if (joined != null) {
            join(joined, part, at);
        } else if (part.severity().compareTo(settings.policy().registerFrom()) >= 0) {
            register(alert, part, at);
        }
    }

    /** The same sensor and rule again, else the nearest incident of the same matter in time and space; or null. */
    private Incident findFor(Alert alert, AlertPart part, long at) {
        Incident same = index.findBySensor(alert);
        if (same != null && canTake(same, at)) {
            return same;
        }
        Matter matter = Matter.of(part);
        Collection<Incident> near = index.near(part.place());
        return near.stream()
                .filter(incident -> incident.subject().matter() == matter)
                .filter(incident -> canTake(incident, at) && isNearInTime(incident, alert))
                .min(Comparator.<Incident>comparingDouble(incident -> IncidentIndex.metres(incident, part.place()))
                        .thenComparing(Incident::incidentId))
                .orElse(null);
    }

    private boolean canTake(Incident incident, long at) {
        long sinceChange = at - incident.standing().changedAtMillis();
        boolean isThere = incident.isOpen() || sinceChange <= settings.joining().reopenWithinSeconds() * 1_000L;
        return isThere && incident.alerts().size() < Incident.MOST_ALERTS;
    }

    private boolean isNearInTime(Incident incident, Alert alert) {
        long apart = Math.abs(alert.raisedAtMillis() - incident.standing().activeAtMillis());
        return apart <= settings.joining().withinSeconds() * 1_000L;
    }

    /** What had been mended, or closed, was not. */
    private void join(Incident incident, AlertPart part, long at) {
        boolean wasDone = !incident.state().needsWork();
        Incident joined = happen(incident, EventType.ALERT_JOINED, at, IncidentEvent.Details.ofAlert(part));
        if (wasDone) {
            tellCrew(happen(joined, EventType.REOPENED, at, IncidentEvent.Details.NONE));
        }
    }

    private void register(Alert alert, AlertPart part, long at) {
        Grid grid = grids.find(part.place());
        String gridId = grid == null ? null : grid.id();
        Subject subject =
                new Subject(alert.kind(), Matter.of(part), alert.textZh(), alert.textEn(), alert.place(), gridId, at);
        String note = grid == null ? "outside all grids / 不在任何网格内" : null;
        Level level = grids.level(gridId, 0);
        IncidentEvent event = machine(
                EventType.REGISTERED, at, new IncidentEvent.Details(note, null, null, part, level, null, 0, null));
        Incident incident = Incident.registered(Incident.idOf(district, alert.alertId()), subject, event, settings);
        keep(incident, event, null);
        tell(incident, level.recipient(), "新事件", "New incident");
        Incident linked = link(incident, at);
        boolean atOnce = settings.policy().dispatchFrom() != null
                && incident.severity().compareTo(settings.policy().dispatchFrom()) >= 0;
        String crew = grids.findCrew(gridId);
        if (atOnce && crew != null) {
            tellCrew(happen(linked, EventType.DISPATCHED, at, IncidentEvent.Details.ofCrew(crew)));
        }
    }

    /** Beside a full incident of the same matter a second one begins; each names the other. */
    private Incident link(Incident incident, long at) {
        Incident linked = incident;
        for (Incident other : index.near(incident.subject().place())) {
            boolean isFull = other.isOpen() && other.alerts().size() >= Incident.MOST_ALERTS;
            if (isFull && other.subject().matter() == incident.subject().matter()) {
                happen(other, EventType.LINKED, at, IncidentEvent.Details.ofLink(incident.incidentId()));
                linked = happen(linked, EventType.LINKED, at, IncidentEvent.Details.ofLink(other.incidentId()));
            }
        }
        return linked;
    }

    /** A person's command; always answered. */
    public void command(IncidentCommand command, long nowMillis) {
        Incident found = index.find(command.incidentId());
        if (found == null) {
            refuse(command, "unknown-incident: there is no incident " + command.incidentId() + " now", null);
            return;
        }
        if (found.commands().contains(command.commandId())) {
            accept(command, found);
            return;
        }
        long at = Math.max(found.subject().registeredAtMillis(), clamp(command.atMillis(), nowMillis));
        Incident incident = passed(found, at);
        String objection =
                incident == null ? "unknown-incident: it is over" : commands.objection(command, incident, nowMillis);
        if (objection != null) {
            refuse(command, objection, incident);
            return;
        }
        accept(command, carryOut(command, incident, at));
    }

    private Incident carryOut(IncidentCommand command, Incident incident, long at) {
        EventType type = command.action().event();
        String crew = type == EventType.DISPATCHED ? commands.crewFor(command, incident) : null;
        IncidentEvent event = new IncidentEvent(
                ++sequence, at, command.by(), type, IncidentEvent.Details.of(command, crew), command.commandId());
        Incident after = incident.after(event, settings);
        keep(after, event, formerCrew(incident, after));
        if (type == EventType.DISPATCHED || type == EventType.REOPENED) {
            tellCrew(after);
        }
        return after;
    }

    private void accept(IncidentCommand command, Incident incident) {
        out.outcome(new CommandOutcome(
                command.commandId(), true, null, incident.state().word()));
    }

    private void refuse(IncidentCommand command, String reason, Incident incident) {
        String state = incident == null ? null : incident.state().word();
        out.outcome(new CommandOutcome(command.commandId(), false, reason, state));
    }

    /** An incident that was published before and that nobody here knows any more: true. */
    public boolean isOrphan(String incidentId) {
        Incident known = index.find(incidentId);
        return known == null || !known.isOpen();
    }

    /** All that is due by now, each at its own time. */
    public void pass(long nowMillis) {
        while (index.nextDueMillis() <= nowMillis) {
            passed(index.firstDue(), nowMillis);
        }
    }

    /** What time has done to one incident by then; null = it is forgotten. */
    private Incident passed(Incident incident, long nowMillis) {
        Incident now = incident;
        for (long due = clock.dueAtMillis(now); due <= nowMillis; due = clock.dueAtMillis(now)) {
            if (!now.isOpen()) {
                index.remove(now.incidentId());
                out.forgotten(now.incidentId());
                return null;
            }
            now = step(now, due);
        }
        return now;
    }

    private Incident step(Incident incident, long due) {
        if (incident.isShelved()) {
            return happen(incident, EventType.UNSHELVED, due, IncidentEvent.Details.NONE);
        }
        if (due == clock.closeAtMillis(incident)) {
            return happen(incident, EventType.CLOSED, due, IncidentEvent.Details.ofNote("all alerts cleared / 告警均已解除"));
        }
        Deadline missed = clock.nextLimit(incident.standing());
        Level level = grids.level(
                incident.subject().grid(), incident.standing().level().index() + 1);
        Incident climbed =
                happen(incident, EventType.ESCALATED, due, IncidentEvent.Details.ofMissed(missed.word(), level));
        tell(climbed, level.recipient(), missed.overdueZh(), missed.overdueEn());
        return climbed;
    }

    private IncidentEvent machine(EventType type, long at, IncidentEvent.Details details) {
        return new IncidentEvent(++sequence, at, IncidentEvent.CITY_BRAIN, type, details, null);
    }

    private Incident happen(Incident incident, EventType type, long at, IncidentEvent.Details details) {
        IncidentEvent event = machine(type, at, details);
        Incident after = incident.after(event, settings);
        keep(after, event, formerCrew(incident, after));
        return after;
    }

    private static String formerCrew(Incident before, Incident after) {
        String crew = before.standing().crew();
        return crew == null || crew.equals(after.standing().crew()) ? null : crew;
    }

    private void keep(Incident incident, IncidentEvent event, String formerCrew) {
        index.put(incident, clock.dueAtMillis(incident));
        out.happened(incident, event, formerCrew);
    }

    private void tellCrew(Incident incident) {
        if (incident.standing().crew() != null) {
            tell(incident, incident.standing().crew(), "新工单", "New work order");
        }
    }

    private void tell(Incident incident, String recipient, String whyZh, String whyEn) {
        out.notification(new Notification(
                incident.incidentId() + '.' + incident.standing().revision() + '.' + recipient,
                recipient,
                incident.severity(),
                whyZh + "：" + incident.titleZh(),
                whyEn + ": " + incident.titleEn(),
                incident.incidentId()));
    }
}
