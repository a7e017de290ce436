package io.citybrain.city.greenwave;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Turns;

/**
 * When an ambulance reaches each signal of its route, and when green has to be asked for there so that the queue moves
 * before it comes: start = ETA - (yellow + all-red) - T_clear - margin (Kamalanathsharma and Hancock 2010), with T_clear
 * = start-up loss + headway x vehicles on a lane that the ambulance may use.
 */
final class CorridorPlanner {
    /** Comfortable acceleration of a light lorry: what a stop costs. */
    private static final double ACCELERATION = 2.6;

    private static final double SHORTEST_GREEN_SECONDS = 5;
    private static final double ALL_RED_SECONDS = 1;
    private static final double SHORTEST_YELLOW_SECONDS = 3;
    /** Vehicles that still roll towards the stop line: if it stays red, they will stand before the ambulance as well. */
    private static final double ROLLING_THAT_JOIN = 1;
    /** How far upstream of a stop line its queue is counted. */
    private static final double QUEUE_REACH_METRES = 400;

    /** Instead of the edge that follows on the route: whatever edge follows. */
    private static final int ANY = -1;

    private static final double EXIT_IS_FULL = 0.85;
    private static final double SLOWEST = 1;

    private final RoadNetwork roads;
    private final StreetState street;
    private final EscortSettings.Lead lead;

    CorridorPlanner(RoadNetwork roads, StreetState street, EscortSettings.Lead lead) {
        this.roads = roads;
        this.street = street;
        this.lead = lead;
    }

    /** Plans what is still ahead. */
    void plan(MissionRun run, long nowMillis) {
        Corridor corridor = run.corridor();
        Schedule schedule = run.schedule;
        schedule.resize(corridor.junctions().size());
        double at = run.progress.metresAt(nowMillis);
        double seconds = lossOfStart(run, corridor.edgeAt(at));
        for (int j = 0; j < corridor.junctions().size(); j++) {
            JunctionAhead junction = corridor.junctions().get(j);
            int open = junction.firstOpen(run.progress.metres(), run.progress.marginMetres());
            if (open == junction.lines().size()) {
                continue;
            }
            StopLine line = junction.lines().get(open);
            seconds += drive(corridor, at, line.atMetres());
            double clearing = clearSeconds(corridor, line, at);
            double change = changeSeconds(line);
            double early = Math.min(lead.longestSeconds(), change + clearing + lead.marginSeconds());
            long eta = nowMillis + (long) (seconds * 1000);
            schedule.junction(j, eta, eta - (long) (early * 1000), change + clearing > lead.longestSeconds());
            // a queue that can't be emptied in time holds the ambulance up, and everything after it comes later
            seconds = Math.max(seconds, change + clearing);
            seconds += drive(corridor, line.atMetres(), junction.last().clearedAtMetres());
            schedule.cleared(j, nowMillis + (long) (seconds * 1000));
            at = Math.max(at, junction.last().clearedAtMetres());
        }
        seconds += drive(corridor, at, run.endMetres());
        schedule.arrival(nowMillis + (long) (seconds * 1000));
        flushDownstreamFirst(corridor, schedule);
    }

    /** It must get going first. */
    private double lossOfStart(MissionRun run, int onRoute) {
        double full = fullSpeed(run.corridor().edge(onRoute));
        double missing = Math.max(0, full - run.progress.speedMetresPerSecond());
        return missing * missing / (2 * ACCELERATION * full);
    }

    private double fullSpeed(int edge) {
        return lead.speedFactor() * roads.edges().speedMetresPerSecond(edge);
    }

    /** Seconds from one distance along the route to another with green ahead. */
    private double drive(Corridor corridor, double from, double to) {
        double seconds = 0;
        int edge = corridor.edgeAt(from);
        for (double at = from; at < to; edge++) {
            double edgeEnd = corridor.startMetres(edge) + roads.edges().lengthMetres(corridor.edge(edge));
            double onEdge = Math.max(0, Math.min(to, edgeEnd) - at);
            seconds += onEdge / speed(corridor.edge(edge));
            at = Math.max(at, Math.min(to, edgeEnd));
            if (at < to && edge + 1 < corridor.size()) {
                double turnEnd = corridor.startMetres(edge + 1);
                seconds += turnSeconds(corridor, edge, Math.min(to, turnEnd) - at);
                at = Math.min(to, turnEnd);
            } else if (edge + 1 >= corridor.size()) {
                return seconds;
            }
        }
        return seconds;
    }

    private double turnSeconds(Corridor corridor, int onRoute, double metres) {
        int turn = corridor.turn(onRoute);
        double full = fullSpeed(corridor.edge(onRoute));
        double via = roads.turns().viaMetresPerSecond(turn);
        double speed = via > 0 ? Math.min(full, lead.speedFactor() * via) : full;
        double slowing = full - speed;
        return metres / speed + slowing * slowing / (ACCELERATION * full);
    }

    /** With green ahead it drives at its own speed where lanes let it pass, and with the others where they do not. */
    private double speed(int edge) {
        double full = fullSpeed(edge);
        if (street.isSaturated(edge)) {
            return Math.min(full, Math.max(SLOWEST, street.meanSpeed(edge)));
        }
        double others = street.movingSpeed(edge);
        if (roads.edges().laneCount(edge) > 1 || Double.isNaN(others)) {
            return full;
        }
        return Math.min(full, Math.max(0.6 * full, others));
    }

    /** Yellow and all-red of what is green now, and the rest of its shortest green; nothing if it is ours already. */
    private double changeSeconds(StopLine line) {
        if (street.areGreen(line.signal(), line.own())) {
            return 0;
        }
        double shown = street.phaseSeconds(line.signal());
        double rest = Double.isNaN(shown) ? 0 : Math.max(0, SHORTEST_GREEN_SECONDS - shown);
        return rest + SHORTEST_YELLOW_SECONDS + ALL_RED_SECONDS;
    }

    /** How long the vehicles between the ambulance and the stop line need to be gone; 0 if there are none. */
    double clearSeconds(Corridor corridor, StopLine line, double fromMetres) {
        double perLane = 0;
        double reachedBack = 0;
        for (int i = line.edgeOnRoute(); i >= 0 && reachedBack < QUEUE_REACH_METRES; i--) {
            int edge = corridor.edge(i);
            double length = roads.edges().lengthMetres(edge);
            double ahead = Math.min(length, corridor.startMetres(i) + length - fromMetres);
            if (ahead <= 0 || (i < line.edgeOnRoute() && isSignal(corridor.turn(i)))) {
                break;
            }
            perLane += vehiclesAhead(edge, i + 1 < corridor.size() ? corridor.edge(i + 1) : ANY, ahead, length);
            reachedBack += length;
        }
        return perLane < 0.5 ? 0 : lead.startUpSeconds() + lead.secondsPerVehicle() * perLane;
    }

    private boolean isSignal(int turn) {
        return roads.turns().signal(turn) != Turns.UNCONTROLLED;
    }

    /** Vehicles on a lane before the ambulance: the queued stand at the edge's end, the others are spread over it. */
    private double vehiclesAhead(int edge, int next, double ahead, double length) {
        Turns turns = roads.turns();
        double queued = 0;
        double rolling = 0;
        int lanes = 0;
        for (int turn = turns.firstFrom(edge); turn < turns.endFrom(edge); turn++) {
            if (next == ANY || turns.toEdge(turn) == next) {
                int lane = turns.fromLane(turn) - roads.edges().firstLane(edge);
                double standing = street.queuedOnLane(edge, lane);
                queued += standing;
                rolling += Math.max(0, street.vehiclesOnLane(edge, lane) - standing);
                lanes++;
            }
        }
        if (lanes == 0) {
            return 0;
        }
        double room = ahead / StreetState.METRES_PER_VEHICLE;
        return Math.min(room, queued / lanes) + ROLLING_THAT_JOIN * rolling / lanes * ahead / length;
    }

    /** Where the road between two signals is filling, the one downstream has to be green first. */
    private void flushDownstreamFirst(Corridor corridor, Schedule schedule) {
        for (int j = corridor.junctions().size() - 2; j >= 0; j--) {
            StopLine line = corridor.junctions().get(j).last();
            StopLine next = corridor.junctions().get(j + 1).first();
            boolean close = next.atMetres() - line.clearedAtMetres() < QUEUE_REACH_METRES;
            if (close && street.filledShare(corridor.edge(line.edgeOnRoute() + 1)) > EXIT_IS_FULL / 2) {
                schedule.greenNotAfter(j + 1, schedule.greenFrom(j));
            }
        }
    }

    /**
     * True if everybody stands on the road between two junctions of the route, so that the first can't empty.
     *
     * @param isBeingEmptied then it goes on until there is room, not only until the first vehicles move
     */
    boolean isBlockedBetween(Corridor corridor, JunctionAhead junction, JunctionAhead next, boolean isBeingEmptied) {
        boolean close = next.first().atMetres() - junction.last().clearedAtMetres() < QUEUE_REACH_METRES;
        int between = corridor.edge(junction.last().edgeOnRoute() + 1);
        double share = isBeingEmptied ? street.filledShare(between) : street.standingShare(between);
        return close && share > StreetState.SATURATED;
    }

    /** True if vehicles that wait at the signal at the end of its street stand between the ambulance and its destination. */
    boolean isDestinationBarred(MissionRun run) {
        StopLine line = run.corridor().atDestination().first();
        int edge = run.corridor().edge(line.edgeOnRoute());
        double queued = street.queuedVehicles(edge);
        double tail = roads.edges().lengthMetres(edge) - StreetState.METRES_PER_VEHICLE * queued / line.lanes();
        return queued >= 1 && tail <= run.destinationMetres();
    }

    /** So long before the ambulance comes the vehicles before a stop line have to be let go. */
    double earlySeconds(MissionRun run, StopLine line, long nowMillis) {
        double clearing = clearSeconds(run.corridor(), line, run.progress.metresAt(nowMillis));
        return Math.min(lead.longestSeconds(), changeSeconds(line) + clearing + lead.marginSeconds());
    }

    /** True if the road after the junction can take what a green would send into it. */
    boolean hasExitRoom(Corridor corridor, JunctionAhead junction) {
        return street.filledShare(corridor.edge(junction.last().edgeOnRoute() + 1)) < EXIT_IS_FULL;
    }
}
