package io.citybrain.sim.traffic;

import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.sim.signals.SignalHead;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.EscortTopic;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.PriorityJson;
import io.citybrain.wire.Topics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Signals, traffic and ambulances of a road network, as City Brain sees them: says their telemetry and answers, obeys
 * priority and plans. Each whole second of simulated time brings what was heard, then the controllers, then the traffic,
 * then what is said. {@link #hear} may be called from any thread, everything else from one.
 */
public final class TrafficStreet implements AutoCloseable {
    /** What it listens to. */
    public static final List<String> FILTERS =
            List.of(Topics.ALL_PRIORITY, Topics.ALL_MISSION_REQUESTS, Topics.ALL_MISSION_PLANS);

    private static final long SECOND_MILLIS = 1_000;
    /** Roads fill before anybody looks. */
    private static final int WARM_UP_SECONDS = 900;
    /** Somebody who floods us loses the oldest. */
    private static final int MOST_HEARD = 10_000;

    private static final double VEHICLES_PER_HOUR_AND_EDGE = 620;
    private static final int DETECTORS_SPEAK_EVERY_SECONDS = 5;
    private static final List<String> AMBULANCES = List.of("120-1", "120-2", "120-3");

    private record Heard(String topic, byte[] payload) {}

    private final RoadNetwork roads;
    private final Controllers controllers;
    private final Traffic traffic;
    private final TrafficNews news;
    private final Fleet fleet;
    private final Dispatcher dispatcher;
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final AtomicLong heardCount = new AtomicLong();
    private final Queue<PriorityStatus> answers;
    private long nowMillis;

    private TrafficStreet(Parts parts, Dispatching dispatching, long nowMillis) {
        this.roads = parts.roads();
        this.nowMillis = nowMillis;
        this.controllers = parts.controllers();
        this.traffic = parts.traffic();
        this.answers = parts.answers();
        this.news = new TrafficNews(roads, traffic, parts.lamps(), parts.flowAtMostEverySeconds());
        this.fleet = new Fleet(roads, traffic);
        this.dispatcher = dispatching.everySeconds() <= 0
                ? null
                : new Dispatcher(
                        roads,
                        hospitals(),
                        dispatching.seed(),
                        Math.round(dispatching.everySeconds() * 1_000),
                        nowMillis);
        if (dispatching.hasAmbulances()) {
            station();
        }
    }

    /** What the street is made of. */
    private record Parts(
            RoadNetwork roads,
            Controllers controllers,
            Traffic traffic,
            Lamps lamps,
            Queue<PriorityStatus> answers,
            int flowAtMostEverySeconds) {}

    /** Who asks for escorts, and how often. */
    private record Dispatching(long seed, double everySeconds, boolean hasAmbulances) {}

    /**
     * The built-in traffic.
     *
     * @param roads any network; three ambulances stand at the stations of the built-in district if it is that one
     * @param nowMillis simulated time, epoch milliseconds
     * @param missionEverySeconds how often a dispatcher asks for an escort; 0 = never
     */
    public static TrafficStreet builtIn(RoadNetwork roads, long seed, long nowMillis, double missionEverySeconds) {
        long second = nowMillis / SECOND_MILLIS * SECOND_MILLIS;
        Queue<PriorityStatus> answers = new ArrayDeque<>();
        Controllers controllers = new Controllers(roads, 0, signal -> SILENT_LAMPS, answers::add);
        Demand demand = new Demand(roads, seed, VEHICLES_PER_HOUR_AND_EDGE);
        Traffic traffic = new NewellTraffic(roads, controllers::state, demand);
        Parts parts =
                new Parts(roads, controllers, traffic, controllers::state, answers, DETECTORS_SPEAK_EVERY_SECONDS);
        for (int i = WARM_UP_SECONDS; i > 0; i--) {
            controllers.tick(second - i * SECOND_MILLIS);
            traffic.step();
        }
        return new TrafficStreet(parts, new Dispatching(seed, missionEverySeconds, true), second);
    }

    /**
     * A SUMO of its own, from now on.
     *
     * @param nowMillis simulated time, epoch milliseconds
     * @param missionEverySeconds how often a dispatcher sends one of three ambulances; 0 = never: there are only those
     *     that a mission's request names
     */
    public static TrafficStreet sumo(SumoScene scene, long seed, long nowMillis, double missionEverySeconds) {
        long second = nowMillis / SECOND_MILLIS * SECOND_MILLIS;
        Queue<PriorityStatus> answers = new ArrayDeque<>();
        SumoTraffic traffic = SumoTraffic.start(scene, seed);
        // A step of SUMO shows what is decided at its begin, and is told at its end.
        long zeroMillis = second - Math.round(traffic.timeSeconds() * SECOND_MILLIS) + SECOND_MILLIS;
        Controllers controllers = new Controllers(scene.roads(), zeroMillis, traffic::head, answers::add);
        Parts parts = new Parts(scene.roads(), controllers, traffic, traffic, answers, 1);
        return new TrafficStreet(parts, new Dispatching(seed, missionEverySeconds, missionEverySeconds > 0), second);
    }

    /** The model asks the controllers what they show. */
    private static final SignalHead SILENT_LAMPS = new SignalHead() {
        @Override
        public void show(String state) {}

        @Override
        public void runOwnProgramme() {}
    };

    private List<Dispatcher.Hospital> hospitals() {
        List<Dispatcher.Hospital> hospitals = new ArrayList<>();
        for (DistrictPlan.House house : houses("hospital")) {
            hospitals.add(new Dispatcher.Hospital(roads.edges().get(house.edge()), house.metres()));
        }
        return hospitals;
    }

    /** The district's houses of a kind, if this network has their streets. */
    private List<DistrictPlan.House> houses(String kind) {
        boolean isDistrict = roads.projection()
                .toString()
                .equals(new DistrictPlan().projection().toString());
        return DistrictPlan.HOUSES.stream()
                .filter(house ->
                        isDistrict && house.kind().equals(kind) && roads.edges().find(house.edge()) >= 0)
                .toList();
    }

    private void station() {
        List<DistrictPlan.House> stations = houses("station");
        for (int i = 0; i < AMBULANCES.size(); i++) {
            boolean hasStation = i < stations.size();
            int edge = hasStation
                    ? roads.edges().get(stations.get(i).edge())
                    : roads.edges().count() * (i + 1) / (AMBULANCES.size() + 1);
            double metres =
                    hasStation ? stations.get(i).metres() : roads.edges().lengthMetres(edge) / 2;
            fleet.station(AMBULANCES.get(i), edge, metres, nowMillis);
        }
    }

    /** Signals, edges and ambulances as sensors. */
    public List<SensorEntry> registry() {
        return TrafficRegistry.of(roads, fleet.all());
    }

    /** True while every signal runs its own programme. */
    public boolean isFree() {
        return controllers.areFree();
    }

    /** A message from the broker, of {@link #FILTERS}; it counts from the next second. */
    public void hear(String topic, byte[] payload) {
        heard.add(new Heard(topic, payload));
        if (heardCount.incrementAndGet() > MOST_HEARD && heard.poll() != null) {
            heardCount.decrementAndGet();
        }
    }

    /** Everything up to that moment; a moment before the last call's gives nothing. */
    public void advance(long untilMillis, TrafficVoice voice) throws InterruptedException {
        while (nowMillis + SECOND_MILLIS <= untilMillis) {
            nowMillis += SECOND_MILLIS;
            controllers.at(nowMillis);
            takeHeard();
            controllers.tick(nowMillis);
            traffic.step();
            fleet.step(nowMillis);
            for (PriorityStatus answer = answers.poll(); answer != null; answer = answers.poll()) {
                voice.say(null, Topics.priorityStatus(answer.signal()), PriorityJson.write(answer));
            }
            news.say(nowMillis, controllers, fleet.all(), voice);
            if (dispatcher != null) {
                dispatcher.step(nowMillis, fleet.all(), voice);
            }
        }
    }

    private void takeHeard() {
        for (Heard next = heard.poll(); next != null; next = heard.poll()) {
            heardCount.decrementAndGet();
            EscortTopic topic = EscortTopic.parse(next.topic());
            if (!topic.isRefused() && next.payload().length > 0) {
                take(topic, next.payload());
            }
        }
    }

    /** What can't be read is City Brain's to refuse. */
    private void take(EscortTopic topic, byte[] payload) {
        switch (topic.type()) {
            case PRIORITY -> {
                Decoded<PriorityCommand> command = PriorityJson.read(topic.id(), payload);
                if (!command.isRefused()) {
                    controllers.hear(command.value());
                }
            }
            case MISSION_REQUEST -> {
                Decoded<MissionRequest> request = MissionJson.readRequest(topic.id(), payload);
                if (!request.isRefused()) {
                    fleet.hear(request.value(), nowMillis);
                }
            }
            case MISSION_PLAN -> {
                Decoded<MissionPlan> plan = MissionJson.readPlan(payload);
                if (!plan.isRefused()) {
                    fleet.hear(plan.value(), nowMillis);
                }
            }
            default -> {} // nothing that we listen to
        }
    }

    @Override
    public void close() {
        traffic.close();
    }
}
