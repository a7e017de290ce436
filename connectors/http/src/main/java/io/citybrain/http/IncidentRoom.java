package io.citybrain.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.city.incident.IncidentAction;
import io.citybrain.city.incident.IncidentCommand;
import io.citybrain.http.access.Person;
import io.citybrain.http.access.Role;
import io.citybrain.http.view.CityView;
import io.citybrain.wire.IncidentCommandJson;
import io.citybrain.wire.Topics;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Incidents and work orders: lists, and what people do with them. */
final class IncidentRoom implements Room {
    private static final List<String> COMMANDS =
            Arrays.stream(IncidentAction.values()).map(IncidentAction::word).toList();
    /** What a crew may do, with its own work orders. */
    private static final Set<String> CREW_COMMANDS = Set.of("accept", "on-the-way", "arrive", "resolve");

    private static final List<String> SEVERITIES = List.of("critical", "major", "minor", "info");
    private static final Comparator<JsonNode> WORST_FIRST = Comparator.<JsonNode>comparingInt(
                    incident -> SEVERITIES.indexOf(incident.path("severity").asText()))
            .thenComparing(incident -> incident.path("registeredAt").asText(), Comparator.reverseOrder())
            .thenComparing(incident -> incident.path("incidentId").asText());

    /** A phone that was offline tells when it was; not later than now, nor longer ago than this. */
    private static final long LONGEST_OFFLINE_MILLIS = 7 * 86_400_000L;

    private static final long CLOCKS_DIFFER_MILLIS = 120_000;
    private static final int MOST_DEPARTMENTS = 20;

    private final CityView view;
    private final Commands commands;
    private final PhotoFolder photos;

    IncidentRoom(CityView view, Commands commands, PhotoFolder photos) {
        this.view = view;
        this.commands = commands;
        this.photos = photos;
    }

    @Override
    public void openAll(Doors doors) {
        doors.open(Endpoint.SEE_INCIDENTS, this::list);
        doors.open(Endpoint.SEE_INCIDENT, context -> Answers.json(context, get(context.pathParam("incident"))));
        doors.open(Endpoint.COMMAND_INCIDENT, this::command);
        doors.open(Endpoint.SEE_WORK_ORDERS, this::workOrders);
    }

    private ObjectNode get(String id) {
        ObjectNode incident = view.findIncident(id);
        if (incident == null) {
            throw Problem.missing("incident", id);
        }
        return incident;
    }

    private void list(Context context) {
        Query query = new Query(context);
        boolean openOnly = query.flag("open", true);
        String state = query.find("state");
        String severity = query.find("severity");
        String kind = query.find("kind");
        String grid = query.find("grid");
        String crew = query.find("crew");
        String words = query.findLower("q");
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode incident : view.incidents(openOnly)) {
            if (is(incident, "state", state)
                    && is(incident, "severity", severity)
                    && is(incident, "kind", kind)
                    && is(incident, "grid", grid)
                    && is(incident, "crew", crew)
                    && (words == null || isAbout(incident, words))) {
                found.add(incident);
            }
        }
        found.sort(WORST_FIRST);
        query.answer(found, incident -> incident);
    }

    private static boolean is(ObjectNode incident, String field, String wanted) {
        return wanted == null || incident.path(field).asText().equals(wanted);
    }

    private static boolean isAbout(ObjectNode incident, String words) {
        String text = incident.path("incidentId").asText()
                + ' '
                + incident.path("title")
                + ' '
                + incident.path("place")
                + ' '
                + incident.path("alerts");
        return text.toLowerCase(Locale.ROOT).contains(words);
    }

    private void command(Context context) {
        Person person = Caller.person(context);
        Body body = Body.read(context);
        String word = body.word("command", COMMANDS);
        String id = context.pathParam("incident");
        long now = view.cityMillis();
        IncidentCommand command = new IncidentCommand(
                body.commandId(),
                id,
                word == null ? null : IncidentAction.find(word),
                person.name(),
                at(body, now),
                body.findText("note", Body.MOST_TEXT_CHARACTERS),
                crew(body, person),
                departments(body),
                photo(body),
                "shelve".equals(word) ? until(body, now) : 0);
        body.check();
        requireOwn(person, word, id);
        commands.give(
                context,
                new Commands.Command(
                        command.commandId(),
                        Topics.incidentCommands(id),
                        IncidentCommandJson.write(command),
                        word,
                        "incident " + id));
    }

    private static long at(Body body, long now) {
        long at = body.findTime("at");
        if (at > now + CLOCKS_DIFFER_MILLIS || (at != 0 && at < now - LONGEST_OFFLINE_MILLIS)) {
            body.fault("at", "out-of-range", "must be within the last seven days, by the city's time");
        }
        return at == 0 ? now : Math.min(at, now);
    }

    private static long until(Body body, long now) {
        long until = body.findTime("until");
        if (until <= now) {
            body.fault("until", "past", "must be a time to come: shelve until then");
        }
        return until;
    }

    private static String crew(Body body, Person person) {
        String crew = body.findId("crew");
        return person.role() == Role.CREW ? person.crew() : crew;
    }

    private static List<String> departments(Body body) {
        List<String> departments = new ArrayList<>();
        JsonNode list = body.json().get("departments");
        if (list != null && !list.isNull()) {
            if (!list.isArray() || list.size() > MOST_DEPARTMENTS) {
                body.fault("departments", "not-a-list", "must be a list of at most " + MOST_DEPARTMENTS + " ids");
                return departments;
            }
            for (JsonNode department : list) {
                String id = department.asText();
                if (!department.isTextual() || id.isBlank() || id.length() > Body.MOST_ID_CHARACTERS) {
                    body.fault("departments", "not-an-id", "must be a list of ids");
                    return departments;
                }
                departments.add(id);
            }
        }
        return departments;
    }

    private String photo(Body body) {
        String photo = body.findId("photo");
        if (photo != null && !photos.has(photo)) {
            body.fault("photo", "unknown", "is no photo that was sent: POST it to /photos first");
        }
        return photo;
    }

    private void requireOwn(Person person, String word, String incident) {
        if (person.role() != Role.CREW) {
            return;
        }
        if (!CREW_COMMANDS.contains(word)) {
            throw Problem.of(
                    403,
                    "not-allowed",
                    "a crew may "
                            + String.join(", ", CREW_COMMANDS.stream().sorted().toList()));
        }
        if (person.crew() == null || !view.hasWorkOrder(person.crew(), incident)) {
            throw Problem.of(403, "not-yours", "incident " + incident + " is no work order of crew " + person.crew());
        }
    }

    private void workOrders(Context context) {
        Person person = Caller.person(context);
        String crew = context.pathParam("crew");
        if (person.role() == Role.CREW && !crew.equals(person.crew())) {
            throw Problem.of(403, "not-yours", "a crew sees its own work orders");
        }
        List<ObjectNode> orders = new ArrayList<>();
        for (ObjectNode order : view.workOrders(crew)) {
            orders.add(withIncident(order));
        }
        orders.sort(WORST_FIRST);
        new Query(context).answer(orders, order -> order);
    }

    private ObjectNode withIncident(ObjectNode order) {
        ObjectNode incident = view.findIncident(order.path("incidentId").asText());
        ObjectNode whole = order.deepCopy();
        if (incident != null) {
            for (String field : List.of("title", "place", "severity", "kind", "registeredAt", "deadlines", "alerts")) {
                if (!whole.hasNonNull(field) && incident.hasNonNull(field)) {
                    whole.set(field, incident.get(field));
                }
            }
        }
        return whole;
    }
}
