package io.citybrain.city.incident;

import java.util.Locale;
import java.util.stream.Collectors;

/** What may be done with an incident as it stands. A reason begins with a word that programs can tell apart. */
final class CommandRules {
    private static final long FUTURE_MILLIS = 60_000;
    private static final long LONGEST_SHELF_MILLIS = 7L * 24 * 3_600 * 1_000;

    private final CityGrids grids;

    CommandRules(CityGrids grids) {
        this.grids = grids;
    }

    /** Why the command can't be carried out, or null if it can. */
    String objection(IncidentCommand command, Incident incident, long nowMillis) {
        IncidentAction action = command.action();
        if (action.event() == null) {
            return "not-yet: " + action.word() + " is not available in this version";
        }
        if (nowMillis > 0 && command.atMillis() - nowMillis > FUTURE_MILLIS) {
            return "wrong-time: at is more than 60 s ahead of the city's clock; set the sender's clock";
        }
        if (!action.isPossibleWhile(incident.state())) {
            return String.format(
                    Locale.ROOT,
                    "wrong-state: the incident is %s; %s is possible while it is %s",
                    incident.state().word(),
                    action.word(),
                    action.possibleStates());
        }
        return switch (action) {
            case ASSIGN -> objectionToCrew(command, incident);
            case ACCEPT, ON_THE_WAY, ARRIVE, RESOLVE -> objectionOfOthers(command, incident);
            case SHELVE -> objectionToShelf(command, nowMillis);
            case UNSHELVE -> incident.isShelved() ? null : "not-shelved: the incident is not shelved";
            default -> null;
        };
    }

    /** To whom it is assigned: who is named, else the grid's own crew. */
    String crewFor(IncidentCommand command, Incident incident) {
        return command.crew() != null
                ? command.crew()
                : grids.findCrew(incident.subject().grid());
    }

    private String objectionToCrew(IncidentCommand command, Incident incident) {
        String crew = crewFor(command, incident);
        if (crew != null && grids.crews().containsKey(crew)) {
            return null;
        }
        String known = grids.crews().keySet().stream().sorted().limit(20).collect(Collectors.joining(", "));
        return crew == null
                ? "unknown-crew: the incident lies outside all grids; name one of the crews " + known
                : "unknown-crew: there is no crew " + crew + "; known are " + known;
    }

    private static String objectionOfOthers(IncidentCommand command, Incident incident) {
        String crew = incident.standing().crew();
        return command.crew() == null || command.crew().equals(crew)
                ? null
                : "not-yours: the incident is the work of " + crew + " now, not of " + command.crew();
    }

    private static String objectionToShelf(IncidentCommand command, long nowMillis) {
        long now = Math.max(nowMillis, command.atMillis());
        if (command.untilMillis() <= now) {
            return "wrong-time: until has passed; name a time to come";
        }
        return command.untilMillis() - now > LONGEST_SHELF_MILLIS
                ? "wrong-time: until is more than 7 days away; shelve for less"
                : null;
    }
}
