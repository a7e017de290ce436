package io.citybrain.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.http.view.CityView;
import io.citybrain.http.view.Documents;
import io.javalin.http.Context;
import java.util.function.BooleanSupplier;

/** Whether the door lives, and whether it can show the city. */
final class HealthRoom implements Room {
    private final CityView view;
    private final BooleanSupplier store;

    HealthRoom(CityView view, BooleanSupplier store) {
        this.view = view;
        this.store = store;
    }

    @Override
    public void openAll(Doors doors) {
        doors.open(Endpoint.SEE_HEALTH, context -> answer(context, true));
        doors.open(Endpoint.SEE_READY, context -> answer(context, view.isComplete() && view.isLinked()));
    }

    private void answer(Context context, boolean good) {
        boolean linked = view.isLinked();
        ObjectNode json = Documents.MAPPER.createObjectNode();
        boolean isWhole = linked && view.isComplete() && store.getAsBoolean();
        json.put("status", !good ? "down" : isWhole ? "up" : "degraded");
        ObjectNode parts = json.putObject("parts");
        parts.put("mqtt", linked ? "up" : "down");
        parts.put("retained", view.isComplete() ? "complete" : "coming");
        parts.put("store", store.getAsBoolean() ? "up" : "down");
        Answers.json(context.status(good ? 200 : 503), json);
    }
}
