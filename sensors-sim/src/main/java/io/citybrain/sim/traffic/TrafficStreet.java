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
    private static final int FLOW_AT_MOST_EVERY_SECONDS = 5;
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
    private final Queue<PriorityStatus> answers = new ArrayDeque<>();
    private long nowMillis;

    private TrafficStreet(RoadNetwork roads, long seed, long nowMillis, long missionEveryMillis) {
        this.roads = roads;
        this.nowMillis = nowMillis / SECOND_MILLIS * SECOND_MILLIS;
        this.controllers = new Controllers(roads, signal -> SILENT_LAMPS, answers::add);
        this.traffic =
                new NewellTraffic(roads, controllers::state, new Demand(roads, seed, VEHICLES_PER_HOUR_AND_EDGE));
        this.news = new TrafficNews(roads, traffic, FLOW_AT_MOST_EVERY_SECONDS);
        this.fleet = new Fleet(roads, traffic);
        this.dispatcher = missionEveryMillis <= 0
                ? null
                : new Dispatcher(roads, hospitals(), seed, missionEveryMillis, this.nowMillis);
        station();
    }

    /**
     * The built-in traffic.
     *
     * @param roads any network; three ambulances stand at the stations of the built-in district if it is that one
     * @param nowMillis simulated time, epoch milliseconds
     * @param missionEverySeconds how often a dispatcher asks for an escort; 0 = never
     */
    public static TrafficStreet builtIn(RoadNetwork roads, long seed, long nowMillis, double missionEverySeconds) {
        TrafficStreet street = new TrafficStreet(roads, seed, nowMillis, Math.round(missionEverySeconds * 1_000));
        for (int i = WARM_UP_SECONDS; i > 0; i--) {
            street.controllers.tick(street.nowMillis - i * SECOND_MILLIS);
            street.traffic.step();
        }
        return street;
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
        List<DistrictPlan.House> stations = houses("ambulance-station");
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
        return TrafficRegistry.of(roads, fleet.all(), nowMillis);
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
                    fleet.hear(request.value());
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
