package io.citybrain.bench;

import io.citybrain.city.greenwave.MissionCancel;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.greenwave.RoadPlace;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.EscortTopic;
import io.citybrain.wire.FlowJson;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.PriorityJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * City Brain behind a broker: the {@code mqtt} path. A second of the simulation takes a tenth of a second here; what has
 * come back by then counts, the rest in the next second. Missions have names and days of their own, because City Brain
 * runs on from trip to trip.
 */
final class MqttEscort implements Escort {
    static final double SPEED = 10;

    private static final long TICK_NANOS = (long) (TimeUnit.SECONDS.toNanos(1) / SPEED);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long DAY_MILLIS = 86_400_000;

    private final Street street;
    private final long shiftMillis;
    private final String suffix;
    private final MqttPublisher publisher;
    private final MqttSubscriber subscriber;
    private final Queue<MqttMessage> heard = new ConcurrentLinkedQueue<>();
    private final List<Double> lagSeconds;
    private long dueNanos = System.nanoTime();
    private long nowMillis;
    private final List<String> missions = new ArrayList<>();
    private final Set<String> planned = new HashSet<>();

    /**
     * Connects.
     *
     * @param trip of this City Brain, from 0
     * @param lagSeconds takes the age of each command when it is obeyed
     */
    MqttEscort(MqttConnection broker, Street street, int trip, List<Double> lagSeconds) throws InterruptedException {
        this.street = street;
        this.shiftMillis = trip * DAY_MILLIS;
        this.suffix = "-" + trip;
        this.lagSeconds = lagSeconds;
        this.publisher = MqttPublisher.open(broker, PublisherOptions.of("bench-street" + suffix));
        this.subscriber = MqttSubscriber.open(
                broker,
                SessionOptions.transientSession("bench-ear" + suffix),
                List.of(Topics.ALL_PRIORITY, Topics.ALL_MISSION_PLANS),
                heard::add);
        if (!subscriber.awaitSubscribed(PATIENCE.toMillis())) {
            throw new CannotMeasure("Mosquitto did not grant a subscription.");
        }
    }

    private void say(String topic, byte[] payload) {
        try {
            publisher.publish(MqttPublication.of(topic, payload), settled -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("Interrupted.");
        }
    }

    private void say(Reading reading) {
        say(Topics.telemetry(reading.kind(), reading.sensor()), TelemetryJson.write(reading));
    }

    @Override
    public void request(Request request) {
        String mission = request.mission();
        missions.add(mission);
        say(
                Topics.missionRequest(mission + suffix),
                MissionJson.write(new MissionRequest(
                        mission + suffix,
                        request.requestedAtMillis() + shiftMillis,
                        request.ambulance(),
                        request.urgency(),
                        RoadPlace.onEdge(request.origin(), 0),
                        RoadPlace.onEdge(request.destination(), Double.NaN),
                        request.route())));
        awaitPlan(mission);
    }

    /** The crew sets out with the plan in its hands. */
    private void awaitPlan(String mission) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!planned.contains(mission)) {
            if (System.nanoTime() > deadline) {
                throw new CannotMeasure("City Brain did not plan mission " + mission + suffix + " within " + PATIENCE);
            }
            sleep(TimeUnit.MILLISECONDS.toNanos(1));
            obey();
        }
        dueNanos = System.nanoTime();
    }

    @Override
    public void signal(Signal signal) {
        say(Reading.of(signal.signal(), Kind.TRAFFIC_SIGNAL, signal.observedAtMillis() + shiftMillis)
                .with(Quantity.PROGRAM, signal.program())
                .with(Quantity.STATE, signal.state())
                .with(Quantity.REMAINING_SECONDS, signal.remainingSeconds())
                .with(Quantity.FAULT, "none"));
    }

    @Override
    public void flow(Flow flow) {
        Reading reading = Reading.of(flow.edge(), Kind.TRAFFIC_FLOW, flow.observedAtMillis() + shiftMillis)
                .with(Quantity.EDGE, flow.edge())
                .with(Quantity.VEHICLES, flow.vehicles())
                .with(Quantity.QUEUED_VEHICLES, flow.queuedVehicles())
                .with(Quantity.MEAN_SPEED_METRES_PER_SECOND, flow.meanSpeedMetresPerSecond())
                .with(Quantity.OCCUPANCY_PERCENT, Math.min(100, flow.occupancyPercent()));
        List<FlowJson.Lane> lanes = new ArrayList<>();
        for (int lane = 0; lane < flow.laneVehicles().length; lane++) {
            lanes.add(new FlowJson.Lane(lane, flow.laneVehicles()[lane], flow.laneQueued()[lane]));
        }
        say(Topics.telemetry(Kind.TRAFFIC_FLOW, flow.edge()), FlowJson.write(reading, lanes));
    }

    @Override
    public void position(Position position) {
        Reading reading = Reading.of(position.ambulance(), Kind.AMBULANCE, position.observedAtMillis() + shiftMillis)
                .with(Quantity.X, position.x())
                .with(Quantity.Y, position.y())
                .with(Quantity.SPEED_METRES_PER_SECOND, position.speedMetresPerSecond())
                .with(Quantity.HEADING_DEGREES, position.headingDegrees());
        if (position.edge() != null) {
            reading = reading.with(Quantity.EDGE, position.edge())
                    .with(Quantity.LANE, position.lane())
                    .with(Quantity.POSITION_METRES, Math.max(0, position.positionMetres()));
        }
        say(reading);
    }

    @Override
    public void answer(Answer answer) {
        say(
                Topics.priorityStatus(answer.signal()),
                PriorityJson.write(new PriorityStatus(
                        answer.signal(),
                        answer.mission() + suffix,
                        answer.sequence(),
                        answer.status(),
                        answer.reason(),
                        answer.observedAtMillis() + shiftMillis)));
    }

    @Override
    public void tick(long cityMillis) {
        nowMillis = cityMillis;
        say(Topics.CLOCK, ClockJson.write(new ClockTick(cityMillis + shiftMillis, SPEED, false)));
        dueNanos = Math.max(dueNanos + TICK_NANOS, System.nanoTime() - TICK_NANOS);
        sleep(dueNanos - System.nanoTime());
        obey();
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("Interrupted.");
        }
    }

    private void obey() {
        for (MqttMessage message = heard.poll(); message != null; message = heard.poll()) {
            EscortTopic topic = EscortTopic.parse(message.topic());
            if (message.payload().length > 0 && topic.type() == EscortTopic.Type.PRIORITY) {
                obey(PriorityJson.read(topic.id(), message.payload()).value());
            } else if (message.payload().length > 0 && topic.id().endsWith(suffix)) {
                follow(MissionJson.readPlan(message.payload()).value());
            }
        }
    }

    private void follow(MissionPlan plan) {
        String mission = ownName(plan.mission());
        if (!plan.route().isEmpty()) {
            planned.add(mission);
        }
        street.route(mission, plan.route());
    }

    /** As the simulation calls it. */
    private String ownName(String mission) {
        return mission.substring(0, mission.length() - suffix.length());
    }

    /** A command of the trip before finds its signals free. */
    private void obey(PriorityCommand command) {
        if (!command.mission().endsWith(suffix)) {
            return;
        }
        String mission = ownName(command.mission());
        lagSeconds.add((nowMillis + shiftMillis - command.sentAtMillis()) / 1_000.0);
        if (command.hold()) {
            street.hold(
                    command.signal(),
                    mission,
                    command.sequence(),
                    command.links(),
                    command.leaseSeconds(),
                    command.validUntilMillis() - shiftMillis);
        } else {
            street.release(command.signal(), mission, command.sequence());
        }
    }

    /** A mission that has not arrived would hold the next trip's signals. */
    @Override
    public void close() {
        for (String mission : missions) {
            say(
                    Topics.missionCancel(mission + suffix),
                    MissionJson.write(
                            new MissionCancel(mission + suffix, "the trip is over", nowMillis + shiftMillis)));
        }
        try {
            publisher.flush(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        subscriber.close();
        publisher.close();
    }
}
