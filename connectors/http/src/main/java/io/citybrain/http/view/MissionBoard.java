package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Missions: those that run, and the last {@link #MOST_ENDED} that have ended. At most {@link #MOST} run. */
final class MissionBoard implements Board {
    static final int MOST = 10_000;
    static final int MOST_ENDED = 200;

    private final Map<String, Run> missions = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private double savedSeconds;
    private long savedDay = Long.MIN_VALUE;

    private static final class Run {
        private MissionRequest request;
        private MissionPlan plan;
        /** The broker holds its plan no longer. */
        private boolean isGone;

        boolean isActive() {
            return !isGone && plan != null && !plan.status().isEnd();
        }
    }

    @Override
    public Part part() {
        return Part.MISSIONS;
    }

    void hear(MissionRequest request) {
        Run run = find(request.mission());
        if (run != null && run.request == null) {
            run.request = request;
            changed.add(request.mission());
        }
    }

    /** @param day the day in the city, counted as anybody likes */
    void hear(MissionPlan plan, long day) {
        Run run = find(plan.mission());
        if (run == null || (run.plan != null && run.plan.revision() >= plan.revision() && !run.isGone)) {
            return;
        }
        boolean arrives = plan.status() == MissionStatus.ARRIVED
                && (run.plan == null || run.plan.status() != MissionStatus.ARRIVED);
        run.plan = plan;
        run.isGone = false;
        changed.add(plan.mission());
        if (arrives && !Double.isNaN(plan.savedSeconds())) {
            savedSeconds = day == savedDay ? savedSeconds + plan.savedSeconds() : plan.savedSeconds();
            savedDay = day;
        }
    }

    /** The broker holds no plan on this mission any more: it is over. */
    void forget(String mission) {
        Run run = missions.get(mission);
        if (run != null && !run.isGone) {
            run.isGone = true;
            changed.add(mission);
            dropOldest();
        }
    }

    private void dropOldest() {
        List<String> ended = missions.entrySet().stream()
                .filter(entry ->
                        entry.getValue().plan != null && !entry.getValue().isActive())
                .map(Map.Entry::getKey)
                .toList();
        for (int i = 0; i < ended.size() - MOST_ENDED; i++) {
            missions.remove(ended.get(i));
            changed.remove(ended.get(i));
        }
    }

    private Run find(String mission) {
        Run run = missions.get(mission);
        if (run == null && missions.size() < MOST) {
            run = new Run();
            missions.put(mission, run);
        }
        return run;
    }

    /** The mission that this ambulance drives, or null. */
    String findActiveOf(String ambulance) {
        for (Map.Entry<String, Run> entry : missions.entrySet()) {
            if (entry.getValue().isActive() && ambulance.equals(ambulanceOf(entry.getValue()))) {
                return entry.getKey();
            }
        }
        return null;
    }

    private static String ambulanceOf(Run run) {
        return run.request != null ? run.request.ambulance() : run.plan.ambulance();
    }

    /** The newest plan, or null. */
    MissionPlan findPlan(String mission) {
        Run run = missions.get(mission);
        return run == null ? null : run.plan;
    }

    int countActive() {
        return (int) missions.values().stream().filter(Run::isActive).count();
    }

    double savedSeconds(long day) {
        return day == savedDay ? savedSeconds : 0;
    }

    /** The ids, newest first. */
    List<String> ids(boolean activeOnly) {
        List<String> ids = new ArrayList<>();
        missions.forEach((id, run) -> {
            if (!activeOnly || run.isActive()) {
                ids.add(0, id);
            }
        });
        return ids;
    }

    boolean has(String mission) {
        return missions.containsKey(mission);
    }

    @Override
    public void sweep(Set<String> topics) {
        for (String id : List.copyOf(missions.keySet())) {
            if (!topics.contains(Topics.missionPlan(id))) {
                forget(id);
            }
        }
    }

    @Override
    public boolean hasChanges() {
        return !changed.isEmpty();
    }

    @Override
    public void writeAll(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(Part.MISSIONS.word());
        for (Map.Entry<String, Run> entry : missions.entrySet()) {
            if (entry.getValue().isActive()) {
                write(entry.getKey(), json);
            }
        }
        json.writeEndArray();
    }

    @Override
    public void writeChanges(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(Part.MISSIONS.word());
        for (String id : changed) {
            write(id, json);
        }
        json.writeEndArray();
        changed.clear();
    }

    /** One mission: {@code {"missionId","ambulance"?,"request"?,"plan"?,"gone"?}}. */
    void write(String id, JsonGenerator json) throws IOException {
        Run run = missions.get(id);
        json.writeStartObject();
        json.writeStringField("missionId", id);
        if (run.request != null || run.plan != null) {
            json.writeStringField("ambulance", ambulanceOf(run));
        }
        if (run.request != null) {
            writeRaw("request", MissionJson.write(run.request), json);
        }
        if (run.plan != null) {
            writeRaw("plan", MissionJson.write(run.plan), json);
        }
        if (!run.isActive() && run.plan != null) {
            json.writeBooleanField("gone", true);
        }
        json.writeEndObject();
    }

    private static void writeRaw(String name, byte[] value, JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(new String(value, StandardCharsets.UTF_8));
    }
}
