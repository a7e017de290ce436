package io.citybrain.sim.traffic;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.VehicleClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Traffic by Newell's simplified car following (A simplified car-following theory: a lower order model, Transportation
 * Research B 36, 2002): a vehicle drives as fast as it may, and never beyond where its leader was a reaction time
 * ago, less the room that a standing vehicle takes. With 1.5 s and 7.5 m a queue flows out at half a vehicle a second and
 * lane (HCM: 1,800 an hour), and grows back over the junction when the next road is full. Lanes are chosen at junctions.
 * Nobody is lost: a vehicle is on one lane until its trip ends. The same seed and lamps give the same traffic.
 */
final class NewellTraffic implements Traffic {
    /** Room of a standing vehicle. */
    static final double JAM_SPACING_METRES = 7.5;
    /** Of the reaction time of 1.5 s, what goes beyond the step of one second. */
    private static final double HALF = 0.5;

    private static final double FAR_METRES = 1e9;
    private static final double STANDS_BELOW = 0.1;
    private static final double AMBULANCE_SPEED_FACTOR = 1.2;

    /** A lane's vehicles, the first one in front, and the one that drove off last. */
    private static final class Row {
        private final List<Vehicle> vehicles = new ArrayList<>();
        private double goneBefore = FAR_METRES;
        private double goneNow = FAR_METRES;
    }

    private final RoadNetwork roads;
    private final Demand demand;
    private final RightOfWay rightOfWay;
    private final Row[] rows;
    private final Map<String, Vehicle> ambulances = new HashMap<>();
    private final List<Vehicle> moved = new ArrayList<>();
    private long steps;
    private long entered;
    private long left;

    NewellTraffic(RoadNetwork roads, Lamps lamps, Demand demand) {
        this.roads = roads;
        this.demand = demand;
        this.rightOfWay = new RightOfWay(roads, lamps, this::first);
        this.rows = new Row[roads.lanes().count()];
        for (int lane = 0; lane < rows.length; lane++) {
            rows[lane] = new Row();
        }
    }

    private Vehicle first(int lane) {
        List<Vehicle> vehicles = rows[lane].vehicles;
        return vehicles.isEmpty() ? null : vehicles.get(0);
    }

    @Override
    public void step() {
        steps++;
        for (int lane = 0; lane < rows.length; lane++) {
            move(lane);
        }
        for (Vehicle vehicle : moved) {
            vehicle.before = vehicle.now;
            vehicle.now = vehicle.next;
        }
        moved.clear();
        demand.step(this::enter);
    }

    private void move(int lane) {
        Row row = rows[lane];
        double speed = roads.lanes().speedMetresPerSecond(lane);
        double goneNext = row.goneNow + speed;
        double limit = behind(row.goneBefore, row.goneNow);
        int place = 0;
        while (place < row.vehicles.size()) {
            Vehicle vehicle = row.vehicles.get(place);
            if (vehicle.crossedAt == steps) {
                place++;
                continue;
            }
            double limitOfNext = behind(vehicle.before, vehicle.now);
            double now = vehicle.now;
            if (drive(vehicle, lane, Math.min(vehicle.now + speed * vehicle.speedFactor, limit))) {
                moved.add(vehicle);
                place++;
            } else {
                row.vehicles.remove(place);
                if (vehicle.crossedAt == steps) {
                    row.goneNow = now;
                    goneNext = Math.min(now + speed, roads.lanes().lengthMetres(lane) + speed);
                }
            }
            limit = limitOfNext;
        }
        row.goneBefore = row.goneNow;
        row.goneNow = goneNext;
    }

    /** Where a follower may be at most, a second from now. */
    private static double behind(double before, double now) {
        return before + (now - before) * HALF - JAM_SPACING_METRES;
    }

    /** False if it is not on this lane any more. */
    private boolean drive(Vehicle vehicle, int lane, double wanted) {
        double end = vehicle.endsHere() ? vehicle.untilMetres : roads.lanes().lengthMetres(lane);
        if (wanted < end) {
            vehicle.next = Math.max(vehicle.now, wanted);
            return true;
        }
        if (vehicle.endsHere() && vehicle.ambulance == null) {
            left++;
            return false;
        }
        if (!vehicle.endsHere() && mayCross(vehicle, lane) && cross(vehicle, wanted - end)) {
            return false;
        }
        vehicle.next = Math.max(vehicle.now, end);
        return true;
    }

    private boolean mayCross(Vehicle vehicle, int lane) {
        return first(lane) == vehicle && rightOfWay.mayGo(vehicle.turn);
    }

    /** Onto the next lane, if there is room behind its last vehicle. */
    private boolean cross(Vehicle vehicle, double beyondMetres) {
        int turn = vehicle.turn;
        double via = roads.turns().viaMetres(turn);
        int onward = turnAfter(vehicle, roads.turns().toEdge(turn));
        int lane = onward == Vehicle.ENDS_HERE
                ? roads.turns().toLane(turn)
                : roads.turns().fromLane(onward);
        List<Vehicle> there = rows[lane].vehicles;
        double place = beyondMetres - via;
        if (!there.isEmpty()) {
            Vehicle last = there.get(there.size() - 1);
            place = Math.min(place, behind(last.before, last.now));
        }
        if (place < -via) {
            return false;
        }
        double shift = roads.lanes().lengthMetres(vehicle.lane) + via;
        vehicle.before -= shift;
        vehicle.now -= shift;
        vehicle.next = place;
        vehicle.crossedAt = steps;
        vehicle.edgesLeft--;
        vehicle.onRoute++;
        settle(vehicle, lane, onward);
        there.add(vehicle);
        moved.add(vehicle);
        return true;
    }

    private int turnAfter(Vehicle vehicle, int edge) {
        if (vehicle.ambulance == null) {
            return vehicle.edgesLeft <= 1 ? Vehicle.ENDS_HERE : demand.turnFrom(edge, this::vehicles);
        }
        int at = vehicle.onRoute + 1;
        return at + 1 >= vehicle.route.length
                ? Vehicle.ENDS_HERE
                : demand.turnInto(edge, vehicle.route[at + 1], VehicleClass.EMERGENCY, this::vehicles);
    }

    private void settle(Vehicle vehicle, int lane, int turn) {
        vehicle.lane = lane;
        vehicle.turn = turn;
        if (turn == Vehicle.ENDS_HERE && vehicle.ambulance == null) {
            vehicle.untilMetres = demand.endShare() * roads.lanes().lengthMetres(lane);
        }
    }

    /** A trip begins at the begin of an edge, if there is room. */
    private boolean enter(int edge) {
        Vehicle vehicle = new Vehicle(null, 1);
        vehicle.edgesLeft = demand.tripEdges();
        int turn = vehicle.edgesLeft <= 1 ? Vehicle.ENDS_HERE : demand.turnFrom(edge, this::vehicles);
        int lane = turn == Vehicle.ENDS_HERE
                ? roads.edges().firstLane(edge)
                : roads.turns().fromLane(turn);
        List<Vehicle> there = rows[lane].vehicles;
        if (!there.isEmpty() && there.get(there.size() - 1).now < JAM_SPACING_METRES) {
            return false;
        }
        settle(vehicle, lane, turn);
        there.add(vehicle);
        entered++;
        return true;
    }

    /** Vehicles that began a trip so far, ambulances not counted. */
    long entered() {
        return entered;
    }

    /** Vehicles whose trip ended so far. */
    long left() {
        return left;
    }

    @Override
    public int vehicles(int lane) {
        return rows[lane].vehicles.size();
    }

    @Override
    public int queued(int lane) {
        int queued = 0;
        for (Vehicle vehicle : rows[lane].vehicles) {
            queued += vehicle.speed() < STANDS_BELOW ? 1 : 0;
        }
        return queued;
    }

    @Override
    public double meanSpeed(int edge) {
        double metres = 0;
        int vehicles = 0;
        int first = roads.edges().firstLane(edge);
        for (int lane = first; lane < first + roads.edges().laneCount(edge); lane++) {
            for (Vehicle vehicle : rows[lane].vehicles) {
                metres += vehicle.speed();
                vehicles++;
            }
        }
        return vehicles == 0 ? Double.NaN : metres / vehicles;
    }

    @Override
    public void driveOff(String ambulance, int[] route, double fromMetres, double untilMetres) {
        pullOver(ambulance);
        Vehicle vehicle = new Vehicle(ambulance, AMBULANCE_SPEED_FACTOR);
        vehicle.now = fromMetres;
        vehicle.before = fromMetres;
        ambulances.put(ambulance, vehicle);
        follow(vehicle, route, untilMetres);
        join(vehicle);
    }

    @Override
    public void turnOff(String ambulance, int[] route, double untilMetres) {
        Vehicle vehicle = ambulances.get(ambulance);
        if (vehicle == null || roads.lanes().edge(vehicle.lane) != route[0]) {
            return;
        }
        rows[vehicle.lane].vehicles.remove(vehicle);
        follow(vehicle, route, untilMetres);
        join(vehicle);
    }

    private void follow(Vehicle vehicle, int[] route, double untilMetres) {
        vehicle.route = route;
        vehicle.onRoute = 0;
        vehicle.untilMetres = untilMetres;
        int turn = route.length == 1
                ? Vehicle.ENDS_HERE
                : demand.turnInto(route[0], route[1], VehicleClass.EMERGENCY, this::vehicles);
        int lane = turn == Vehicle.ENDS_HERE
                ? roads.edges().firstLane(route[0])
                : roads.turns().fromLane(turn);
        settle(vehicle, lane, turn);
    }

    /** Others let it in where it is. */
    private void join(Vehicle vehicle) {
        List<Vehicle> there = rows[vehicle.lane].vehicles;
        int place = 0;
        while (place < there.size() && there.get(place).now > vehicle.now) {
            place++;
        }
        there.add(place, vehicle);
    }

    @Override
    public void pullOver(String ambulance) {
        Vehicle vehicle = ambulances.remove(ambulance);
        if (vehicle != null) {
            rows[vehicle.lane].vehicles.remove(vehicle);
        }
    }

    @Override
    public Whereabouts find(String ambulance) {
        Vehicle vehicle = ambulances.get(ambulance);
        if (vehicle == null) {
            return null;
        }
        int edge = roads.lanes().edge(vehicle.lane);
        double metres = Math.max(0, vehicle.now);
        return LanePlace.of(roads, vehicle.lane)
                .at(metres, vehicle.speed(), edge, vehicle.lane - roads.edges().firstLane(edge));
    }
}
