package io.citybrain.city.greenwave;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Signal;
import io.citybrain.city.roads.VehicleClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A day in which anything may happen, and what must hold in each second of it. */
final class RandomDay implements EscortOutputs {
    private static final RoadNetwork ROADS = Town.ROADS;
    private static final int LEASE_MILLIS = 5_000;
    /** The bound, the lease of a lost release, a second for each of tick, delivery and a state that was a second old. */
    private static final int LONGEST_HOLD_MILLIS = 60_000 + LEASE_MILLIS + 5_000;

    private static final double LOSS = 0.1;

    private final Random random;
    private final String name;
    private final Map<String, ModelController> controllers = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, MissionStatus> statuses = new HashMap<>();
    private final Map<String, Long> endedAtMillis = new HashMap<>();
    private final Map<String, String> heldByDesk = new HashMap<>();
    private final List<Delivery> underWay = new ArrayList<>();
    private final List<Drive> drives = new ArrayList<>();
    private EscortDesk desk;
    /** The controllers' time, which nobody sets back. */
    private long trueMillis = Town.START_MILLIS;
    /** What the desk is told that it is. */
    private long clockOffsetMillis;

    private int missionCount;
    private int holds;
    private int arrivals;
    private int rests;

    /** A message on its way. */
    private record Delivery(long atMillis, Runnable deed) {}

    /** An ambulance that drives. */
    private static final class Drive {
        final String ambulance;
        final List<String> route;
        double metres;
        double speed = 12;

        Drive(String ambulance, List<String> route) {
            this.ambulance = ambulance;
            this.route = route;
        }
    }

    RandomDay(Random random, String name) {
        this.random = random;
        this.name = name;
        desk = new EscortDesk(ROADS, EscortSettings.DEFAULTS, this);
        for (int signal = 0; signal < ROADS.signals().count(); signal++) {
            Signal one = ROADS.signals().get(signal);
            controllers.put(one.id(), new ModelController(one));
        }
    }

    void step() {
        trueMillis += 1000;
        maybeSomethingHappens();
        drives.forEach(this::driveOn);
        drives.removeIf(drive -> drive.metres > drive.route.size() * 220.0 + 40);
        deliver();
        desk.tick(now());
        controllers.values().forEach(this::tick);
        check();
    }

    /** Nothing new, everything ends: half an hour later all is free. */
    void evening() {
        drives.clear();
        for (int second = 0; second < 700; second++) {
            trueMillis += 1000;
            deliver();
            desk.tick(now());
            controllers.values().forEach(this::tick);
            check();
        }
        assertTrue(controllers.values().stream().noneMatch(ModelController::isHeld), "all are free in the evening");
        assertTrue(heldByDesk.isEmpty(), "the desk holds nothing in the evening");
    }

    private long now() {
        return trueMillis + clockOffsetMillis;
    }

    private void maybeSomethingHappens() {
        if (drives.size() < 6 && random.nextInt(40) == 0) {
            request();
        }
        String someMission = "m-" + (random.nextInt(3) == 0 ? random.nextInt(missionCount + 1) : missionCount);
        switch (random.nextInt(200)) {
            case 0 -> desk.cancel(someMission, "called off", now());
            case 1, 2, 3 -> desk.approve(new MissionApproval(someMission, "Li", random.nextInt(4) > 0, "no", now()));
            case 4 ->
                desk.signal(new SignalReading(someSignal(), now(), "", "0", 0, random.nextBoolean() ? "dark" : "none"));
            case 5 -> desk.status(new PriorityStatus(someSignal(), someMission, now(), "granted", null, now()));
            case 6 -> desk.status(new PriorityStatus(someSignal(), someMission, now(), "rejected", "no-stage", now()));
            case 7 -> restart();
            case 8 -> drives.forEach(drive -> drive.speed = random.nextInt(3) == 0 ? 0 : 12);
            case 9, 10, 11, 12, 13, 14 -> queue();
            default -> {}
        }
        switch (random.nextInt(2000)) {
            case 0 -> clockOffsetMillis += random.nextInt(120_000) - 60_000;
            case 1 -> desk.releaseAll("Wang", now());
            case 2 -> deskStandsStill(random.nextInt(30));
            default -> {}
        }
    }

    private void deskStandsStill(int seconds) {
        for (int second = 0; second < seconds; second++) {
            trueMillis += 1000;
            controllers.values().forEach(this::tick);
        }
    }

    private void queue() {
        int edge = random.nextInt(ROADS.edges().count());
        int vehicles = random.nextInt(26);
        desk.flow(new FlowReading(
                ROADS.edges().id(edge), now(), vehicles, vehicles, 1, new int[] {vehicles}, new int[] {vehicles}));
    }

    private String someSignal() {
        return ROADS.signals().get(random.nextInt(ROADS.signals().count())).id();
    }

    private void request() {
        String mission = "m-" + ++missionCount;
        String ambulance = "a-" + random.nextInt(8);
        List<String> route = someRoute();
        MissionRequest request = new MissionRequest(
                mission,
                now(),
                ambulance,
                1 + random.nextInt(3),
                RoadPlace.onEdge(route.get(0), 0),
                RoadPlace.onEdge(route.get(route.size() - 1), 200),
                route);
        later(() -> desk.request(request));
        if (drives.stream().noneMatch(drive -> drive.ambulance.equals(ambulance))) {
            drives.add(new Drive(ambulance, route));
        }
    }

    private List<String> someRoute() {
        List<String> route = new ArrayList<>();
        int edge = random.nextInt(ROADS.edges().count());
        for (int i = 0; i < 3 + random.nextInt(6); i++) {
            route.add(ROADS.edges().id(edge));
            int first = ROADS.turns().firstFrom(edge);
            int turn = first + random.nextInt(ROADS.turns().endFrom(edge) - first);
            if (ROADS.turns().allows(turn, VehicleClass.EMERGENCY)) {
                edge = ROADS.turns().toEdge(turn);
            }
        }
        return route;
    }

    private void driveOn(Drive drive) {
        if (drive.speed == 0 && random.nextInt(150) == 0) {
            drive.speed = 12;
        }
        drive.metres += drive.speed;
        int edge = (int) (drive.metres / 220);
        double onEdge = drive.metres - edge * 220;
        if (edge < drive.route.size() && onEdge <= 200) {
            AmbulancePosition position =
                    AmbulancePosition.onEdge(drive.ambulance, now(), drive.route.get(edge), 0, onEdge, drive.speed);
            later(() -> desk.position(position));
        }
    }

    /** A message may be lost, late, or come twice. */
    private void later(Runnable deed) {
        if (random.nextDouble() < LOSS) {
            return;
        }
        int copies = random.nextDouble() < LOSS ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            underWay.add(new Delivery(trueMillis + (random.nextInt(3) == 0 ? random.nextInt(3000) : 0), deed));
        }
    }

    private void deliver() {
        List<Delivery> due = underWay.stream()
                .filter(delivery -> delivery.atMillis() <= trueMillis)
                .toList();
        underWay.removeAll(due);
        due.forEach(delivery -> delivery.deed().run());
    }

    private void restart() {
        List<Mission> missions = desk.missions();
        List<SignalLease> leases = desk.leases();
        // an older state may come back: what was sent since is not known any more
        if (random.nextBoolean()) {
            trueMillis += 1000;
            desk.tick(now());
            deskStandsStill(1);
        }
        desk = new EscortDesk(ROADS, EscortSettings.DEFAULTS, this);
        desk.restore(missions, leases, now());
        heldByDesk.clear();
        leases.stream()
                .filter(lease -> lease.mission() != null)
                .forEach(lease -> heldByDesk.put(lease.signal(), lease.mission()));
    }

    private void tick(ModelController controller) {
        controller.tick(trueMillis).forEach(answer -> later(() -> desk.status(answer)));
    }

    private void check() {
        for (ModelController controller : controllers.values()) {
            if (!controller.isHeld()) {
                continue;
            }
            long heldMillis = trueMillis - controller.heldSinceMillis;
            assertTrue(heldMillis <= LONGEST_HOLD_MILLIS, controller.signal.id() + " held " + heldMillis);
            Long ended = endedAtMillis.get(controller.mission);
            assertTrue(
                    ended == null || trueMillis - ended <= LEASE_MILLIS + 3_000,
                    controller.signal.id() + " held after the end of " + controller.mission);
            assertNoConflict(controller.signal, controller.links);
        }
    }

    private void assertNoConflict(Signal signal, int[] links) {
        for (int link : links) {
            for (int other : links) {
                assertTrue(!signal.areInConflict(link, other), signal.id() + " has conflicting links");
            }
        }
    }

    @Override
    public void plan(MissionPlan plan) {
        statuses.put(plan.mission(), plan.status());
        if (plan.status().isEnd() || plan.status() == MissionStatus.LOST) {
            assertTrue(!heldByDesk.containsValue(plan.mission()), plan.mission() + " still holds a signal");
            endedAtMillis.putIfAbsent(plan.mission(), trueMillis);
            arrivals += plan.status() == MissionStatus.ARRIVED ? 1 : 0;
        } else {
            endedAtMillis.remove(plan.mission());
        }
    }

    @Override
    public void command(PriorityCommand command) {
        String key = command.signal();
        assertTrue(command.sequence() > sequences.getOrDefault(key, 0L), "the sequence rises at " + key);
        sequences.put(key, command.sequence());
        if (command.hold()) {
            String holder = heldByDesk.put(key, command.mission());
            assertTrue(holder == null || holder.equals(command.mission()), key + " is held for two");
            assertTrue(command.links().length > 0, "a hold lists links");
            assertNoConflict(controllers.get(key).signal, command.links());
            holds++;
        } else {
            String holder = heldByDesk.remove(key);
            assertTrue(command.mission().equals(holder), key + " is released for who does not hold it");
        }
        later(() -> {
            PriorityStatus answer = controllers.get(key).receive(command, trueMillis);
            if (answer != null) {
                later(() -> desk.status(answer));
            }
        });
    }

    @Override
    public void event(EscortEvent event) {
        rests += "release".equals(event.event()) && "bound".equals(event.detail()) ? 1 : 0;
    }

    private void assertTrue(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(name + ", second " + (trueMillis - Town.START_MILLIS) / 1000 + ": " + what);
        }
    }

    int holds() {
        return holds;
    }

    int arrivals() {
        return arrivals;
    }

    int rests() {
        return rests;
    }
}
