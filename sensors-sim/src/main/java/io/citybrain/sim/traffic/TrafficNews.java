package io.citybrain.sim.traffic;

import io.citybrain.city.roads.Projection;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.wire.FlowJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * What the street tells of itself, in the contract's rhythm: a signal at each change and every 5 s, an edge when its
 * vehicles have changed and every 30 s, an ambulance each second while it drives and every 5 s while it stands.
 */
final class TrafficNews {
    private static final int SIGNAL_EVERY_SECONDS = 5;
    private static final int FLOW_EVERY_SECONDS = 30;
    private static final int STANDING_EVERY_SECONDS = 5;
    /** After an arrival the next seconds are still of interest. */
    private static final long JUST_STOPPED_MILLIS = 10_000;

    private final RoadNetwork roads;
    private final Traffic traffic;
    private final Lamps lamps;
    private final int flowAtMostEverySeconds;
    private final String[] saidSignals;
    private final int[] saidFlows;

    /** @param flowAtMostEverySeconds a detector counts so long before it speaks, each edge's at another second */
    TrafficNews(RoadNetwork roads, Traffic traffic, Lamps lamps, int flowAtMostEverySeconds) {
        this.roads = roads;
        this.traffic = traffic;
        this.lamps = lamps;
        this.flowAtMostEverySeconds = flowAtMostEverySeconds;
        this.saidSignals = new String[roads.signals().count()];
        this.saidFlows = new int[roads.edges().count()];
    }

    void say(long nowMillis, Controllers controllers, List<Ambulance> ambulances, TrafficVoice voice)
            throws InterruptedException {
        long second = nowMillis / 1_000;
        for (int signal = 0; signal < controllers.count(); signal++) {
            String shown = controllers.program(signal) + lamps.state(signal);
            if (!shown.equals(saidSignals[signal]) || (second + signal) % SIGNAL_EVERY_SECONDS == 0) {
                saidSignals[signal] = shown;
                say(
                        controllers
                                .tell(signal)
                                .with(Quantity.STATE, lamps.state(signal))
                                .with(Quantity.FAULT, "none"),
                        voice);
            }
        }
        for (int edge = 0; edge < saidFlows.length; edge++) {
            if ((second + edge) % flowAtMostEverySeconds == 0) {
                sayFlow(nowMillis, edge, voice);
            }
        }
        for (Ambulance ambulance : ambulances) {
            boolean isOfInterest = ambulance.drives() || nowMillis - ambulance.standsSinceMillis < JUST_STOPPED_MILLIS;
            if (isOfInterest || second % STANDING_EVERY_SECONDS == 0) {
                say(position(nowMillis, ambulance), voice);
            }
        }
    }

    private static void say(Reading reading, TrafficVoice voice) throws InterruptedException {
        voice.say(reading.kind(), Topics.telemetry(reading.kind(), reading.sensor()), TelemetryJson.write(reading));
    }

    private void sayFlow(long nowMillis, int edge, TrafficVoice voice) throws InterruptedException {
        List<FlowJson.Lane> lanes = new ArrayList<>();
        int vehicles = 0;
        int queued = 0;
        int first = roads.edges().firstLane(edge);
        for (int lane = 0; lane < roads.edges().laneCount(edge); lane++) {
            FlowJson.Lane counts =
                    new FlowJson.Lane(lane, traffic.vehicles(first + lane), traffic.queued(first + lane));
            lanes.add(counts);
            vehicles += counts.vehicles();
            queued += counts.queuedVehicles();
        }
        int figures = 1 + vehicles * 10_000 + queued;
        boolean isDue = nowMillis / 1_000 % FLOW_EVERY_SECONDS < flowAtMostEverySeconds;
        if (figures == saidFlows[edge] && !isDue) {
            return;
        }
        saidFlows[edge] = figures;
        String id = roads.edges().id(edge);
        Reading reading = Reading.of(id, Kind.TRAFFIC_FLOW, nowMillis)
                .with(Quantity.EDGE, id)
                .with(Quantity.VEHICLES, vehicles)
                .with(Quantity.QUEUED_VEHICLES, queued)
                .with(Quantity.MEAN_SPEED_METRES_PER_SECOND, rounded(traffic.meanSpeed(edge)));
        voice.say(Kind.TRAFFIC_FLOW, Topics.telemetry(Kind.TRAFFIC_FLOW, id), FlowJson.write(reading, lanes));
    }

    private Reading position(long nowMillis, Ambulance ambulance) {
        Traffic.Whereabouts place = ambulance.place;
        Reading reading = Reading.of(ambulance.id, Kind.AMBULANCE, nowMillis)
                .with(Quantity.EDGE, place.edgeId() == null ? roads.edges().id(place.edge()) : place.edgeId())
                .with(Quantity.LANE, place.lane())
                .with(Quantity.POSITION_METRES, rounded(place.metres()))
                .with(Quantity.SPEED_METRES_PER_SECOND, rounded(place.speedMetresPerSecond()))
                .with(Quantity.HEADING_DEGREES, rounded(place.headingDegrees()));
        if (!roads.projection().isOnEarth()) {
            return reading.with(Quantity.X, rounded(place.x())).with(Quantity.Y, rounded(place.y()));
        }
        Projection.Point degrees = roads.projection().toEarth(place.x(), place.y());
        return reading.with(Quantity.LONGITUDE, Math.rint(degrees.x() * 1e6) / 1e6)
                .with(Quantity.LATITUDE, Math.rint(degrees.y() * 1e6) / 1e6);
    }

    private static double rounded(double value) {
        return Math.rint(value * 100) / 100;
    }
}
