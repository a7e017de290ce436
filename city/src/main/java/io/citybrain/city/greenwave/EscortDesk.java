package io.citybrain.city.greenwave;

import io.citybrain.city.roads.RoadNetwork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The escort of one control zone: all its missions, all its controllers, one order of events. It plans and arbitrates at
 * once, so that a refusal reaches the planner in the same step.
 *
 * <p>Feed it every message in the order in which it came, and a tick of the city clock each second: holds are renewed,
 * begun and released at ticks; what ends a mission releases its holds at once. Not thread-safe.
 *
 * <p>What survives a restart is in {@link #missions} and {@link #leases}; traffic and signal states are soft and come
 * again with the feed. Missing, late, doubled and reordered messages are harmless: a silent ambulance loses its holds, a
 * silent signal is driven without priority, older news never replaces newer.
 */
public final class EscortDesk {
    private final RoadNetwork roads;
    private final StreetState street;
    private final CorridorPlanner planner;
    private final CallFinder finder;
    private final JunctionArbiter arbiter;
    private final HoldBook holds;
    private final MissionDesk missions;
    private final PositionDesk positions;
    private final RouteDesk routes;
    private final Detours detours;
    private final PlanBoard board;
    private final EscortOutputs outputs;
    private final EscortClock clock = new EscortClock();

    public EscortDesk(RoadNetwork roads, EscortSettings settings, EscortOutputs outputs) {
        this.roads = roads;
        this.outputs = outputs;
        street = new StreetState(roads);
        StageChooser stages = new StageChooser(roads, street::queuedVehicles);
        planner = new CorridorPlanner(roads, street, settings.lead());
        holds = new HoldBook(roads, stages, settings.seizure(), outputs);
        finder = new CallFinder(street, planner, stages, holds, settings.lead());
        arbiter = new JunctionArbiter(stages);
        routes = new RouteDesk(roads);
        missions = new MissionDesk(settings.missions(), routes, holds, outputs);
        positions = new PositionDesk(roads, missions, routes);
        detours = new Detours(roads, street, holds, routes, outputs);
        board = new PlanBoard(outputs);
    }

    /** A dispatcher asks. */
    public void request(MissionRequest request) {
        missions.request(request, now(request.requestedAtMillis()));
        showAll();
    }

    /** A person decides. */
    public void approve(MissionApproval approval) {
        missions.approve(approval, now(approval.atMillis()));
        showAll();
    }

    /** A dispatcher ends a mission: released at once. */
    public void cancel(String mission, String reason, long requestedAtMillis) {
        missions.cancel(mission, reason, now(requestedAtMillis));
        showAll();
    }

    /** All missions end, and nothing stays held: their time is over, as when a simulation begins anew. */
    public void endAll(String reason, long atMillis) {
        missions.endAll(reason, now(atMillis));
        showAll();
    }

    /** An ambulance's position. Of an ambulance without a mission it is nobody's business. */
    public void position(AmbulancePosition position) {
        MissionRun run = missions.findByAmbulance(position.ambulance());
        positions.position(position, now(position.observedAtMillis()));
        if (run != null && run.status().isEnd()) {
            board.show(run, now(run.statusAtMillis()));
        }
    }

    /** What a signal shows. */
    public void signal(SignalReading reading) {
        int signal = roads.signals().find(reading.signal());
        if (signal >= 0) {
            street.signal(signal, reading);
            holds.isAlive(signal);
            routes.signalWorks(signal, street.fault(signal) == null && !holds.isShunned(signal));
        }
    }

    /** Traffic on an edge. */
    public void flow(FlowReading reading) {
        int edge = roads.edges().find(reading.edge());
        if (edge >= 0) {
            street.flow(edge, reading);
            routes.flow(edge, reading);
        }
    }

    /** A controller answers. */
    public void status(PriorityStatus status) {
        holds.hear(status, now(status.observedAtMillis()));
    }

    /** A person takes all priority away, now. The running missions drive on without it. */
    public void releaseAll(String by, long atMillis) {
        long now = now(atMillis);
        outputs.event(new EscortEvent(now, null, null, "release-all", by, "", 0));
        holds.releaseAll("release-all by " + by, now);
        for (MissionRun run : missions.all()) {
            if (!run.status().isEnd()) {
                run.goOnWithoutPriority("without priority: " + by + " released all signals / 已由 " + by + " 全部释放");
            }
        }
        showAll();
    }

    /** A second has passed, or more, or less: the city clock says so. */
    public void tick(long nowMillis) {
        long step = clock.advance(nowMillis);
        street.now(nowMillis);
        holds.age(step, nowMillis);
        missions.age(step, nowMillis);
        Map<Integer, List<PriorityCall>> calls = callsBySignal(nowMillis);
        for (Map.Entry<Integer, List<PriorityCall>> junction : calls.entrySet()) {
            serve(junction.getKey(), junction.getValue(), nowMillis);
        }
        holds.releaseAllBut(calls.keySet(), nowMillis);
        countSeizures(step);
        showAll();
    }

    private Map<Integer, List<PriorityCall>> callsBySignal(long nowMillis) {
        List<PriorityCall> calls = new ArrayList<>();
        for (MissionRun run : missions.all()) {
            if (run.corridor() == null || run.status().isEnd() || run.is(MissionStatus.LOST)) {
                continue; // where a lost one is, nobody knows
            }
            detours.look(run, missions.all(), nowMillis);
            planner.plan(run, nowMillis);
            routes.expect(run, nowMillis);
            if (run.wantsPriority()) {
                finder.find(run, nowMillis, calls);
            }
        }
        Map<Integer, List<PriorityCall>> bySignal = new TreeMap<>();
        for (PriorityCall call : calls) {
            bySignal.computeIfAbsent(call.junction().signal(), signal -> new ArrayList<>())
                    .add(call);
        }
        return bySignal;
    }

    private void serve(int signal, List<PriorityCall> calls, long nowMillis) {
        SignalHold hold = holds.find(signal);
        List<PriorityCall> served = arbiter.serve(calls, hold == null ? null : hold.mission());
        for (PriorityCall call : calls) {
            String refusal = "outranked by " + served.get(0).mission();
            if (!served.contains(call) && call.run().answer(call.junction().signalId(), refusal)) {
                outputs.event(new EscortEvent(
                        nowMillis, call.mission(), call.junction().signalId(), "outranked", "city-brain", refusal, 0));
            }
        }
        holds.serve(served, nowMillis);
    }

    private void countSeizures(long stepMillis) {
        for (SignalHold hold : holds.all()) {
            if (hold.mission() != null && !hold.isRejected()) {
                missions.get(hold.mission()).countSeized(hold.signal(), stepMillis);
            }
        }
    }

    private void showAll() {
        for (MissionRun run : missions.all()) {
            if (run.shown == null || !run.shown.status().isEnd()) {
                board.show(run, now(run.statusAtMillis()));
            }
        }
    }

    private long now(long messageMillis) {
        return clock.hasStarted() ? clock.now() : messageMillis;
    }

    /** All missions as they must survive a restart. */
    public List<Mission> missions() {
        return missions.all().stream().map(MissionRun::toRecord).toList();
    }

    /** All controllers as they must survive a restart. */
    public List<SignalLease> leases() {
        return holds.toRecords();
    }

    /** After a restart, before anything else. A route that the network no longer has is planned again. */
    public void restore(Collection<Mission> storedMissions, Collection<SignalLease> storedLeases, long nowMillis) {
        clock.resume(nowMillis);
        holds.restore(storedLeases);
        for (Mission stored : storedMissions) {
            MissionRun run = MissionRun.of(stored);
            if (run.status().isEnd()) {
                board.haveShown(run); // its end was told in the step that stored it
            } else {
                routes.resume(run);
            }
            missions.restore(run);
        }
    }
}
