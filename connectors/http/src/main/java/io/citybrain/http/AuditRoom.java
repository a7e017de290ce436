package io.citybrain.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.citybrain.http.access.AuditTrail;
import io.citybrain.wire.Instants;
import io.javalin.http.Context;
import java.util.List;

/** The audit trail, for administrators. */
final class AuditRoom implements Room {
    private static final int MOST_LINES = 10_000;

    private final AuditTrail audit;

    AuditRoom(AuditTrail audit) {
        this.audit = audit;
    }

    @Override
    public void openAll(Doors doors) {
        doors.open(Endpoint.SEE_AUDIT, this::list);
    }

    private void list(Context context) {
        Query query = new Query(context);
        long from = query.time("from", 0);
        long to = query.time("to", Long.MAX_VALUE);
        String who = query.find("who");
        query.check();
        List<JsonNode> lines = audit.read(line -> isWanted(line, from, to, who), MOST_LINES);
        query.answer(lines, line -> line);
    }

    private static boolean isWanted(JsonNode line, long from, long to, String who) {
        long at = Instants.parse(line.path("at").asText());
        return at >= from
                && at < to
                && (who == null || line.path("who").asText().equals(who));
    }
}
