package io.citybrain.jobs.incidents;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.incident.CityGrids;
import io.citybrain.city.incident.Grid;
import io.citybrain.city.incident.Incident;
import io.citybrain.city.incident.IncidentCommand;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.jobs.sensing.FeedState;
import io.citybrain.jobs.sensing.Inbound;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.IncidentCommandJson;
import io.citybrain.wire.IncidentJson;
import io.citybrain.wire.IncidentTopic;
import io.citybrain.wire.PublishedIncident;
import io.citybrain.wire.TopicName;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Bytes to what concerns the incidents of a district: an alert's is that of its place, an incident's begins its id. Wrong
 * commands leave as a {@link Rejection}; wrong alerts are only counted. It runs in the source's own thread and has no
 * state.
 */
final class DecodeIncidents extends ProcessFunction<Inbound, IncidentMessage> {
    private static final long serialVersionUID = 1;

    static final OutputTag<Rejection> REFUSED = new OutputTag<>("refused", TypeInformation.of(Rejection.class));

    private final CityGrids grids;

    private transient Set<String> districts;
    private transient boolean readingBack;
    private transient Counter received;
    private transient Counter refused;
    private transient Counter unusable;
    private transient Counter caughtUp;

    DecodeIncidents(CityGrids grids) {
        this.grids = grids;
    }

    @Override
    public void open(OpenContext context) {
        districts = new TreeSet<>();
        districts.add(CityGrids.OUTSIDE);
        grids.grids().stream().map(Grid::district).forEach(districts::add);
        var metrics = getRuntimeContext().getMetricGroup();
        received = metrics.counter("incidentsReceived");
        refused = metrics.counter("incidentsRejected");
        unusable = metrics.counter("incidentsUnusable");
        caughtUp = metrics.counter("caughtUp");
    }

    @Override
    public void processElement(Inbound in, Context context, Collector<IncidentMessage> out) {
        if (in.feed() != null) {
            news(in.feed(), out);
            return;
        }
        received.inc();
        IncidentTopic topic = IncidentTopic.parse(in.topic());
        String reason = topic.isRefused() ? topic.reason() : decode(topic, in, out);
        if (reason != null) {
            refused.inc();
            context.output(REFUSED, new Rejection(reason, in.topic(), in.payload(), in.receivedAtMillis()));
        }
    }

    private void news(FeedState feed, Collector<IncidentMessage> out) {
        readingBack = feed == FeedState.CAUGHT_UP;
        if (readingBack) {
            caughtUp.inc();
        }
        if (feed == FeedState.SESSION_LOST) {
            districts.forEach(district -> out.collect(IncidentMessage.republish(district)));
        }
    }

    private String decode(IncidentTopic topic, Inbound in, Collector<IncidentMessage> out) {
        return switch (topic.type()) {
            case COMMAND -> command(topic.id(), in, out);
            case INCIDENT -> readBack(topic.id(), in, out);
            case OTHER -> alert(TopicName.parse(in.topic()), in, out);
        };
    }

    private static String command(String incidentId, Inbound in, Collector<IncidentMessage> out) {
        Decoded<IncidentCommand> command = IncidentCommandJson.read(incidentId, in.payload());
        if (!command.isRefused()) {
            out.collect(IncidentMessage.of(Incident.districtOf(incidentId), command.value()));
        }
        return command.reason();
    }

    /** Our own incidents as the broker kept them from before the start, once the backlog is through. */
    private String readBack(String incidentId, Inbound in, Collector<IncidentMessage> out) {
        if (in.payload().length == 0 || !in.retained() || !readingBack) {
            return null;
        }
        Decoded<PublishedIncident> incident = IncidentJson.read(in.payload());
        if (incident.isRefused()) {
            return incident.reason();
        }
        String crew = incident.value().crew();
        out.collect(IncidentMessage.of(
                Incident.districtOf(incidentId), new IncidentMessage.PublishedBefore(incidentId, crew)));
        return null;
    }

    /** Always null: it is for the sensing job to refuse. What is wrong with our own input is no crew's to mend. */
    private String alert(TopicName topic, Inbound in, Collector<IncidentMessage> out) {
        if (topic.isRefused() || topic.type() != TopicName.Type.ALERT || in.payload().length == 0) {
            return null;
        }
        Decoded<Alert> alert = AlertJson.read(in.payload());
        if (alert.isRefused()) {
            unusable.inc();
        } else if (!alert.value().kind().equals(Alert.FEED)) {
            String district = grids.district(alert.value().place());
            out.collect(IncidentMessage.of(district, alert.value(), in.retained()));
        }
        return null;
    }
}
