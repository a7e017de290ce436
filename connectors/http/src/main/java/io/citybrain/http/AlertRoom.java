package io.citybrain.http;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.alert.Severity;
import io.citybrain.http.access.Person;
import io.citybrain.http.view.CityView;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.Topics;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Alerts: the open ones, and what people want of them. */
final class AlertRoom implements Room {
    private static final List<String> COMMANDS = List.of("acknowledge", "shelve", "unshelve");
    private static final Comparator<Alert> WORST_FIRST = Comparator.comparing(Alert::severity)
            .reversed()
            .thenComparing(Comparator.comparingLong(Alert::raisedAtMillis).reversed())
            .thenComparing(Alert::alertId);

    private final CityView view;
    private final Commands commands;

    AlertRoom(CityView view, Commands commands) {
        this.view = view;
        this.commands = commands;
    }

    @Override
    public void openAll(Doors doors) {
        doors.open(Endpoint.SEE_ALERTS, this::list);
        doors.open(Endpoint.COMMAND_ALERT, this::command);
    }

    private void list(Context context) {
        Query query = new Query(context);
        String state = query.find("state");
        String kind = query.find("kind");
        String words = query.findLower("q");
        String severity = query.find("severity");
        if (severity != null && Severity.find(severity) == null) {
            query.fault("severity", "unknown", "must be info, minor, major or critical");
        }
        List<Alert> found = view.openAlerts().stream()
                .filter(alert -> state == null || alert.state().word().equals(state))
                .filter(alert -> kind == null || alert.kind().equals(kind))
                .filter(alert -> severity == null || alert.severity().word().equals(severity))
                .filter(alert -> words == null || isAbout(alert, words))
                .sorted(WORST_FIRST)
                .toList();
        query.answer(found, SensorRoom::toJson);
    }

    private static boolean isAbout(Alert alert, String words) {
        return (alert.sensor() + ' ' + alert.rule() + ' ' + alert.textZh() + ' ' + alert.textEn())
                .toLowerCase(Locale.ROOT)
                .contains(words);
    }

    private void command(Context context) {
        Person person = Caller.person(context);
        Body body = Body.read(context);
        String word = body.word("command", COMMANDS);
        long now = view.cityMillis();
        long until = "shelve".equals(word) ? until(body, now) : 0;
        String commandId = body.commandId();
        body.check();
        String kind = context.pathParam("kind");
        String sensor = context.pathParam("sensor");
        String rule = context.pathParam("rule");
        if (view.findAlert(kind, sensor, rule) == null) {
            throw Problem.missing("open alert", kind + '/' + sensor + '/' + rule);
        }
        AlertCommand command = new AlertCommand(
                commandId,
                kind,
                sensor,
                rule,
                AlertCommand.Action.valueOf(word.toUpperCase(Locale.ROOT)),
                until,
                person.name(),
                now);
        commands.give(
                context,
                new Commands.Command(
                        commandId,
                        Topics.alertCommands(kind, sensor, rule),
                        AlertJson.write(command),
                        word,
                        "alert " + kind + '/' + sensor + '/' + rule));
    }

    private static long until(Body body, long now) {
        long until = body.findTime("until");
        if (!body.has("until")) {
            body.fault("until", "missing", "is missing: shelve until a time to come");
        } else if (until != 0 && until <= now) {
            body.fault("until", "past", "is past: shelve until a time to come");
        }
        return until;
    }
}
