package io.citybrain.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.http.access.AuditTrail;
import io.citybrain.http.access.Person;
import io.citybrain.http.view.Documents;
import io.javalin.http.Context;
import java.util.concurrent.CompletableFuture;

/** Gives the city commands and answers with what it made of them. Each is in the audit trail. */
final class Commands {
    private final CityLink link;
    private final Gate gate;
    private final AuditTrail audit;

    /**
     * A command.
     *
     * @param id to be answered to; the same id is carried out once
     * @param word what is wanted, for the audit trail
     * @param target of what, for the audit trail
     */
    record Command(String id, String topic, byte[] payload, String word, String target) {}

    Commands(CityLink link, Gate gate, AuditTrail audit) {
        this.link = link;
        this.gate = gate;
        this.audit = audit;
    }

    /** Sends it and answers when the city has: 200, 409 with its reason, or 504. */
    void give(Context context, Command command) {
        CompletableFuture<CommandOutcome> outcome = link.command(command.id(), command.topic(), command.payload());
        context.future(() -> outcome.thenAccept(answer -> answer(context, command, answer)));
    }

    private void answer(Context context, Command command, CommandOutcome outcome) {
        if (outcome == null) {
            audit(context, command.word(), command.target(), "no answer");
            Answers.problem(
                    context,
                    Problem.of(
                            504,
                            "no-answer",
                            "no answer within " + Outcomes.PATIENCE_SECONDS
                                    + " s; the command may still be carried out. Send it again with commandId "
                                    + command.id() + ": it is carried out once"));
        } else if (outcome.accepted()) {
            audit(context, command.word(), command.target(), "accepted");
            ObjectNode json = Documents.MAPPER.createObjectNode();
            json.put("commandId", command.id());
            json.put("accepted", true);
            json.put("state", outcome.state());
            Answers.json(context, json);
        } else {
            audit(context, command.word(), command.target(), outcome.reason());
            Answers.problem(context, Problem.refused(outcome.reason(), outcome.state()));
        }
    }

    /** Writes down what somebody did. */
    void audit(Context context, String what, String target, String outcome) {
        Person person = Caller.person(context);
        audit.write(new AuditTrail.Entry(person.name(), person.role(), gate.address(context), what, target, outcome));
    }
}
