package io.citybrain.city.greenwave;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The missions and what people and the clock do to them: requested, approved or refused, under way, and over as arrived,
 * cancelled or lost. Doubled, late and reordered messages find a mission that is past them and change nothing.
 */
final class MissionDesk {
    private static final String US = "city-brain";
    private static final String POLICY = "policy";
    /** An ambulance that falls silent this near to its destination has arrived and is switched off. */
    private static final double AT_THE_DOOR_METRES = 50;
    /** More at once than a city has ambulances: a sender gone wild. Twice what one core is measured to plan. */
    private static final int MOST_AT_ONCE = 500;
    /** Whoever sends ever new ids must not fill the memory: the longest ended are forgotten first. */
    private static final int MOST_REMEMBERED = 5_000;

    private final EscortSettings.Missions rules;
    private final RouteDesk routes;
    private final HoldBook holds;
    private final EscortOutputs outputs;
    private final Map<String, MissionRun> runs = new TreeMap<>();
    private final Map<String, MissionRun> byAmbulance = new TreeMap<>();

    MissionDesk(EscortSettings.Missions rules, RouteDesk routes, HoldBook holds, EscortOutputs outputs) {
        this.rules = rules;
        this.routes = routes;
        this.holds = holds;
        this.outputs = outputs;
    }

    Collection<MissionRun> all() {
        return runs.values();
    }

    MissionRun get(String mission) {
        return runs.get(mission);
    }

    /** The mission that an ambulance is on, or null. */
    MissionRun findByAmbulance(String ambulance) {
        return byAmbulance.get(ambulance);
    }

    void request(MissionRequest request, long nowMillis) {
        if (runs.containsKey(request.mission())) {
            return;
        }
        MissionRun run =
                new MissionRun(request.mission(), request.ambulance(), request.urgency(), request.requestedAtMillis());
        remember(run);
        run.become(MissionStatus.REQUESTED, null, nowMillis);
        audit(nowMillis, run, "requested", "dispatcher", request.origin() + " to " + request.destination());
        String problem = problemWith(request, nowMillis);
        if (problem == null) {
            problem = routes.dispatch(run, request, runs.values(), nowMillis);
        }
        if (problem != null) {
            end(run, MissionStatus.REFUSED, problem, US, nowMillis);
            return;
        }
        byAmbulance.put(run.ambulance, run);
        if (run.urgency <= rules.automaticUrgency()) {
            approve(run, POLICY, nowMillis);
        }
    }

    private void remember(MissionRun run) {
        if (runs.size() >= MOST_REMEMBERED) {
            runs.values().stream()
                    .filter(this::isOver)
                    .max(Comparator.comparingLong(ended -> ended.progress.silentMillis()))
                    .ifPresent(longest -> runs.remove(longest.mission));
        }
        runs.put(run.mission, run);
    }

    @SuppressWarnings("ReferenceEquality") // the same mission, not an equal one
    private boolean isOver(MissionRun run) {
        return byAmbulance.get(run.ambulance) != run;
    }

    private String problemWith(MissionRequest request, long nowMillis) {
        MissionRun other = byAmbulance.get(request.ambulance());
        if (other != null) {
            return "ambulance " + request.ambulance() + " is on mission " + other.mission
                    + ": cancel that one first / 该救护车正在执行另一任务，请先取消";
        }
        if (byAmbulance.size() >= MOST_AT_ONCE) {
            return MOST_AT_ONCE + " missions run already: cancel those that are not needed / 任务数已达上限，请先取消不需要的任务";
        }
        long late = (nowMillis - request.requestedAtMillis()) / 1000;
        if (late > rules.firstPositionWithinSeconds()) {
            return "the request is " + late + " s old: ask again / 请求已过期，请重新申请";
        }
        return null;
    }

    void approve(MissionApproval approval, long nowMillis) {
        MissionRun run = runs.get(approval.mission());
        if (run == null || !run.is(MissionStatus.REQUESTED)) {
            ignore(nowMillis, approval.mission(), "approval", run);
            return;
        }
        if (approval.approved()) {
            approve(run, approval.by(), nowMillis);
        } else {
            run.decidedBy(approval.by());
            end(run, MissionStatus.REFUSED, approval.reason(), approval.by(), nowMillis);
        }
    }

    private void approve(MissionRun run, String by, long nowMillis) {
        run.decidedBy(by);
        run.become(MissionStatus.APPROVED, run.reason(), nowMillis);
        run.progress.silenceFromNow(); // that a person took time to decide is not the ambulance's silence
        run.start(nowMillis, routes.expectedWithoutPriority(run, nowMillis));
        audit(nowMillis, run, "approved", by, "");
    }

    void cancel(String mission, String reason, long nowMillis) {
        MissionRun run = runs.get(mission);
        if (run == null) {
            // its request may still be on the way: remember the id, so that it starts nothing
            run = new MissionRun(mission, "", 0, nowMillis);
            remember(run);
        } else if (run.status().isEnd()) {
            ignore(nowMillis, mission, "cancel", run);
            return;
        }
        end(run, MissionStatus.CANCELLED, reason, "dispatcher", nowMillis);
    }

    void endAll(String reason, long nowMillis) {
        for (MissionRun run : runs.values()) {
            if (!run.status().isEnd()) {
                end(run, MissionStatus.CANCELLED, reason, US, nowMillis);
            }
        }
    }

    /** A position has come: under way, if it was not. */
    void seen(MissionRun run, long nowMillis) {
        if (run.is(MissionStatus.APPROVED) || run.is(MissionStatus.LOST)) {
            boolean wasLost = run.is(MissionStatus.LOST);
            audit(nowMillis, run, wasLost ? "found-again" : "under-way", US, "");
            run.become(MissionStatus.UNDER_WAY, wasLost ? run.standing() : run.reason(), nowMillis);
        }
    }

    void arrive(MissionRun run, long atMillis, long nowMillis) {
        run.arrive(atMillis);
        end(run, MissionStatus.ARRIVED, null, US, nowMillis);
    }

    /** Time passes: who is silent, who was never seen, who can be forgotten. */
    void age(long stepMillis, long nowMillis) {
        for (Iterator<MissionRun> all = runs.values().iterator(); all.hasNext(); ) {
            MissionRun run = all.next();
            run.progress.age(stepMillis);
            switch (run.status()) {
                case UNDER_WAY -> watchSilence(run, nowMillis);
                case LOST -> {
                    if (run.progress.silentMillis() > rules.resumeWithinSeconds() * 1000L) {
                        byAmbulance.remove(run.ambulance, run);
                    }
                }
                case REQUESTED, APPROVED -> {
                    if (run.progress.silentMillis() > rules.firstPositionWithinSeconds() * 1000L) {
                        String why = run.is(MissionStatus.REQUESTED)
                                ? "nobody decided: ask again / 无人审批，请重新申请"
                                : "no position came / 未收到车辆位置";
                        end(run, MissionStatus.CANCELLED, why, US, nowMillis);
                    }
                }
                default -> {}
            }
            if (isOver(run) && run.progress.silentMillis() > rules.rememberSeconds() * 1000L) {
                all.remove();
            }
        }
    }

    private void watchSilence(MissionRun run, long nowMillis) {
        if (run.progress.silentMillis() < rules.lostAfterSeconds() * 1000L) {
            return;
        }
        if (run.corridor() != null && run.progress.metres() > run.endMetres() - AT_THE_DOOR_METRES) {
            arrive(run, run.progress.lastPositionAtMillis(), nowMillis);
            return;
        }
        holds.releaseAllOf(run.mission, "lost", nowMillis);
        run.become(
                MissionStatus.LOST, "no position on a road for " + rules.lostAfterSeconds() + " s / 位置信号中断", nowMillis);
        audit(nowMillis, run, "lost", US, "");
    }

    private void end(MissionRun run, MissionStatus status, String reason, String by, long nowMillis) {
        holds.releaseAllOf(run.mission, status.word(), nowMillis);
        byAmbulance.remove(run.ambulance, run);
        run.become(status, reason, nowMillis);
        run.progress.silenceFromNow();
        audit(nowMillis, run, status.word(), by, reason == null ? "" : reason);
        if (status == MissionStatus.ARRIVED) {
            run.seizedMillis()
                    .forEach((signal, millis) -> outputs.event(
                            new EscortEvent(nowMillis, run.mission, signal, "seized", US, millis / 1000 + " s", 0)));
        }
    }

    private void audit(long nowMillis, MissionRun run, String what, String by, String detail) {
        outputs.event(new EscortEvent(nowMillis, run.mission, null, what, by, detail, 0));
    }

    private void ignore(long nowMillis, String mission, String what, MissionRun run) {
        String why = what + ": "
                + (run == null
                        ? "no such mission"
                        : "the mission is " + run.status().word());
        outputs.event(new EscortEvent(nowMillis, mission, null, "ignored", US, why, 0));
    }

    void restore(MissionRun run) {
        runs.put(run.mission, run);
        boolean isLostForGood =
                run.is(MissionStatus.LOST) && run.progress.silentMillis() > rules.resumeWithinSeconds() * 1000L;
        if (!run.status().isEnd() && !isLostForGood) {
            byAmbulance.put(run.ambulance, run);
        }
    }
}
