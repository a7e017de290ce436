package io.citybrain.city.greenwave;

import io.citybrain.city.roads.VehicleTrack;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A mission while it is in memory: its record, unpacked, and what is known of its way. */
final class MissionRun {
    final String mission;
    final String ambulance;
    final int urgency;
    final long requestedAtMillis;
    private MissionStatus status;
    private String reason;
    private String decidedBy;
    private boolean withoutPriority;
    private int revision;
    private String[] route = {};
    private boolean routeGiven;
    private double destinationMetres;
    private long startedAtMillis;
    private long expectedAtMillis;
    private long statusAtMillis;
    private double savedSeconds = Double.NaN;
    private final Map<String, Long> seizedMillis = new TreeMap<>();

    private Corridor corridor;
    final Progress progress = new Progress();
    final Schedule schedule = new Schedule();
    PlanBoard.Shown shown;
    /** When its way ahead was last looked at for something that blocks it. */
    long lookedAheadAtMillis;
    /** Of an ambulance that only knows coordinates; null before. */
    VehicleTrack track;

    private final Map<String, String> answers = new HashMap<>();

    MissionRun(String mission, String ambulance, int urgency, long requestedAtMillis) {
        this.mission = mission;
        this.ambulance = ambulance;
        this.urgency = urgency;
        this.requestedAtMillis = requestedAtMillis;
    }

    static MissionRun of(Mission record) {
        MissionRun run =
                new MissionRun(record.mission(), record.ambulance(), record.urgency(), record.requestedAtMillis());
        run.status = record.status();
        run.reason = record.reason();
        run.decidedBy = record.decidedBy();
        run.withoutPriority = record.withoutPriority();
        run.revision = record.revision();
        run.route = record.route();
        run.routeGiven = record.routeGiven();
        run.destinationMetres = record.destinationMetres();
        run.startedAtMillis = record.startedAtMillis();
        run.expectedAtMillis = record.expectedAtMillis();
        run.statusAtMillis = record.statusAtMillis();
        run.savedSeconds = record.savedSeconds();
        for (int i = 0; i < record.seizedSignals().length; i++) {
            run.seizedMillis.put(record.seizedSignals()[i], record.seizedMillis()[i]);
        }
        run.progress.restore(record);
        return run;
    }

    Mission toRecord() {
        return new Mission(
                mission,
                ambulance,
                urgency,
                requestedAtMillis,
                status,
                reason,
                decidedBy,
                withoutPriority,
                revision,
                route,
                routeGiven,
                destinationMetres,
                startedAtMillis,
                expectedAtMillis,
                progress.lastPositionAtMillis(),
                progress.silentMillis(),
                progress.edgeOnRoute(),
                progress.metresOnEdge(),
                progress.leftRouteFixes(),
                statusAtMillis,
                seizedMillis.keySet().toArray(String[]::new),
                seizedMillis.values().stream().mapToLong(Long::longValue).toArray(),
                savedSeconds);
    }

    MissionStatus status() {
        return status;
    }

    boolean is(MissionStatus other) {
        return status == other;
    }

    /** True if signals may be held for it. */
    boolean wantsPriority() {
        return status == MissionStatus.UNDER_WAY
                && !withoutPriority
                && corridor != null
                && !progress.isSurelyOffRoute();
    }

    void become(MissionStatus next, String why, long nowMillis) {
        status = next;
        reason = why;
        statusAtMillis = nowMillis;
    }

    void decidedBy(String by) {
        decidedBy = by;
    }

    void start(long nowMillis, long expectedWithoutPriorityAtMillis) {
        startedAtMillis = nowMillis;
        expectedAtMillis = expectedWithoutPriorityAtMillis;
    }

    /** Against what was expected at its start. */
    void arrive(long nowMillis) {
        savedSeconds = expectedAtMillis == 0 ? Double.NaN : (expectedAtMillis - nowMillis) / 1000.0;
        become(MissionStatus.ARRIVED, null, nowMillis);
    }

    void goOnWithoutPriority(String why) {
        withoutPriority = true;
        reason = why;
    }

    /** What is to be said of it while all is well: null, or that no signal is held for it. */
    String standing() {
        return withoutPriority ? "without priority: all signals were released / 已全部释放，无信号优先" : null;
    }

    void drive(Corridor along, String[] edgeIds, boolean given, double toMetres) {
        corridor = along;
        route = edgeIds;
        routeGiven = given;
        destinationMetres = toMetres;
        answers.clear();
        schedule.clear();
    }

    /** After a restart: the same route on the network as it is now; null if it is not there any more. */
    void resume(Corridor along) {
        corridor = along;
    }

    void countSeized(String signal, long millis) {
        seizedMillis.merge(signal, millis, Long::sum);
    }

    Corridor corridor() {
        return corridor;
    }

    String[] route() {
        return route;
    }

    boolean routeGiven() {
        return routeGiven;
    }

    double destinationMetres() {
        return destinationMetres;
    }

    /** Where the destination is, along the route. */
    double endMetres() {
        return corridor.startMetres(corridor.size() - 1) + destinationMetres;
    }

    long startedAtMillis() {
        return startedAtMillis;
    }

    long statusAtMillis() {
        return statusAtMillis;
    }

    String reason() {
        return reason;
    }

    double savedSeconds() {
        return savedSeconds;
    }

    Map<String, Long> seizedMillis() {
        return seizedMillis;
    }

    int revision() {
        return revision;
    }

    int nextRevision() {
        return ++revision;
    }

    /** What the plan says of a signal ahead; null if nothing new. */
    String answer(String signal) {
        return answers.getOrDefault(signal, "planned");
    }

    /** True if that is news. */
    boolean answer(String signal, String text) {
        return !text.equals(answers.put(signal, text));
    }
}
