package io.citybrain.city.greenwave;

import io.citybrain.city.roads.GridCity;
import io.citybrain.city.roads.RoadNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A grid of one-lane streets: 200 m from stop line to stop line, 20 m over a junction, 10 m/s, so an ambulance drives
 * 12 m/s. Seconds are counted from the start. Controllers obey, unless a test takes them out.
 */
final class Town implements EscortOutputs {
    static final long START_MILLIS = 1_000_000_000L;
    static final String EAST = "A2B2 B2C2 C2D2 D2E2";
    static final String WEST = "E2D2 D2C2 C2B2 B2A2";
    static final String NORTH = "C0C1 C1C2 C2C3 C3C4";

    static final RoadNetwork ROADS = GridCity.small(5, 5).network();

    final List<MissionPlan> plans = new ArrayList<>();
    final List<PriorityCommand> commands = new ArrayList<>();
    final List<EscortEvent> events = new ArrayList<>();
    final Map<String, ModelController> controllers = new LinkedHashMap<>();
    private final List<PriorityCommand> toDeliver = new ArrayList<>();
    EscortDesk desk;
    int second;

    Town() {
        this(EscortSettings.DEFAULTS);
    }

    Town(EscortSettings settings) {
        desk = new EscortDesk(ROADS, settings, this);
        for (int signal = 0; signal < ROADS.signals().count(); signal++) {
            ModelController controller = new ModelController(ROADS.signals().get(signal));
            controllers.put(controller.signal.id(), controller);
        }
        desk.tick(now());
    }

    long now() {
        return START_MILLIS + second * 1000L;
    }

    static MissionRequest request(String mission, String ambulance, int urgency, String route, long atMillis) {
        List<String> edges = List.of(route.split(" "));
        return new MissionRequest(
                mission,
                atMillis,
                ambulance,
                urgency,
                RoadPlace.onEdge(edges.get(0), 0),
                RoadPlace.onEdge(edges.get(edges.size() - 1), 200),
                edges);
    }

    Town mission(String mission, int urgency, String route) {
        desk.request(request(mission, "amb-" + mission, urgency, route, now()));
        return this;
    }

    /** An ambulance is so far along its route now, at 12 m/s; then the clock ticks. */
    Town at(String mission, double metresAlong) {
        place(mission, metresAlong, 12);
        return tick();
    }

    void place(String mission, double metresAlong, double speed) {
        List<String> route = planOf(mission).route();
        int edge = Math.min(route.size() - 1, (int) (metresAlong / 220));
        double onEdge = metresAlong - edge * 220;
        if (onEdge <= 200) {
            desk.position(AmbulancePosition.onEdge("amb-" + mission, now(), route.get(edge), 0, onEdge, speed));
        }
    }

    /** A second passes: commands arrive, controllers answer, the desk ticks. */
    Town tick() {
        second++;
        desk.tick(now());
        List<PriorityCommand> arriving = new ArrayList<>(toDeliver);
        toDeliver.clear();
        for (PriorityCommand command : arriving) {
            ModelController controller = controllers.get(command.signal());
            if (controller != null) {
                PriorityStatus answer = controller.receive(command, now());
                if (answer != null) {
                    desk.status(answer);
                }
            }
        }
        controllers.values().forEach(controller -> controller.tick(now()).forEach(desk::status));
        return this;
    }

    Town ticks(int count) {
        for (int i = 0; i < count; i++) {
            tick();
        }
        return this;
    }

    /** Drives a mission at 12 m/s from one distance to another. */
    Town drive(String mission, double fromMetres, double toMetres) {
        for (double metres = fromMetres; metres <= toMetres; metres += 12) {
            at(mission, metres);
        }
        return this;
    }

    void queue(String edge, int vehicles) {
        desk.flow(new FlowReading(edge, now(), vehicles, vehicles, 0, new int[0], new int[0]));
    }

    /** Kills the desk and starts another from what it had stored. */
    Town restart() {
        List<Mission> missions = desk.missions();
        List<SignalLease> leases = desk.leases();
        desk = new EscortDesk(ROADS, EscortSettings.DEFAULTS, this);
        desk.restore(missions, leases, now());
        return this;
    }

    MissionPlan planOf(String mission) {
        MissionPlan newest = null;
        for (MissionPlan plan : plans) {
            newest = plan.mission().equals(mission) ? plan : newest;
        }
        if (newest == null) {
            throw new AssertionError("no plan of " + mission + " in " + plans);
        }
        return newest;
    }

    String answer(String mission, String signal) {
        return planOf(mission).junctions().stream()
                .filter(junction -> junction.signal().equals(signal))
                .map(PlannedJunction::answer)
                .findFirst()
                .orElse("passed");
    }

    List<String> eventsOf(String mission) {
        return events.stream()
                .filter(event -> mission.equals(event.mission()))
                .map(EscortEvent::event)
                .toList();
    }

    /** Whom a signal is held for, by the newest command; null = free. */
    String heldFor(String signal) {
        String holder = null;
        for (PriorityCommand command : commands) {
            if (command.signal().equals(signal)) {
                holder = command.hold() ? command.mission() : null;
            }
        }
        return holder;
    }

    PriorityCommand lastCommand(String signal) {
        PriorityCommand last = null;
        for (PriorityCommand command : commands) {
            last = command.signal().equals(signal) ? command : last;
        }
        return last;
    }

    @Override
    public void plan(MissionPlan plan) {
        plans.add(plan);
    }

    @Override
    public void command(PriorityCommand command) {
        commands.add(command);
        toDeliver.add(command);
    }

    @Override
    public void event(EscortEvent event) {
        events.add(event);
    }
}
