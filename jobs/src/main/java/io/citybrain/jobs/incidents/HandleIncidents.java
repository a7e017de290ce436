package io.citybrain.jobs.incidents;

import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.incident.CityGrids;
import io.citybrain.city.incident.Incident;
import io.citybrain.city.incident.IncidentDesk;
import io.citybrain.city.incident.IncidentEvent;
import io.citybrain.city.incident.IncidentOutputs;
import io.citybrain.city.incident.IncidentSettings;
import io.citybrain.city.incident.Notification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The one stateful operator of incidents: a desk for each district, which joins alerts, answers commands and watches
 * limits.
 *
 * <p>Time is the city clock, in-band as the watermark; one timer a district, at what is due first. A limit that passed
 * while the job was down is found with the first watermark after its start. Missing alerts begin nothing; late, doubled
 * and reordered ones change nothing or join all the same, see {@link IncidentDesk}. State: an incident while it is open,
 * then as long as it may be reopened; and the number of the district's newest event.
 */
final class HandleIncidents extends KeyedProcessFunction<String, IncidentMessage, IncidentChange> {
    private static final long serialVersionUID = 1;

    static final OutputTag<Notification> NOTIFICATIONS =
            new OutputTag<>("notifications", TypeInformation.of(Notification.class));
    static final OutputTag<CommandOutcome> OUTCOMES =
            new OutputTag<>("outcomes", TypeInformation.of(CommandOutcome.class));
    static final OutputTag<IncidentLine> STORED = new OutputTag<>("stored", TypeInformation.of(IncidentLine.class));

    private final CityGrids grids;
    private final IncidentSettings settings;

    private transient Map<String, District> districts;
    private transient MapState<String, Incident> incidents;
    private transient ValueState<Long> sequence;

    /** A district's desk, what it has just decided, and the timer that it waits for. */
    private static final class District implements IncidentOutputs {
        private final IncidentDesk desk;
        private final Map<String, Incident> changed = new HashMap<>();
        private final List<String> forgotten = new ArrayList<>();
        private final List<IncidentChange> changes = new ArrayList<>();
        private final List<Notification> notifications = new ArrayList<>();
        private final List<CommandOutcome> outcomes = new ArrayList<>();
        private long timerAtMillis = Long.MAX_VALUE;

        District(String name, CityGrids grids, IncidentSettings settings) {
            desk = new IncidentDesk(name, grids, settings, this);
        }

        @Override
        public void happened(Incident incident, IncidentEvent event, String formerCrew) {
            changed.put(incident.incidentId(), incident);
            changes.add(new IncidentChange(incident.incidentId(), incident, event, formerCrew));
        }

        @Override
        public void kept(Incident incident) {
            changed.put(incident.incidentId(), incident);
        }

        @Override
        public void forgotten(String incidentId) {
            changed.remove(incidentId);
            forgotten.add(incidentId);
        }

        @Override
        public void notification(Notification notification) {
            notifications.add(notification);
        }

        @Override
        public void outcome(CommandOutcome outcome) {
            outcomes.add(outcome);
        }

        void clear() {
            changed.clear();
            forgotten.clear();
            changes.clear();
            notifications.clear();
            outcomes.clear();
        }
    }

    HandleIncidents(CityGrids grids, IncidentSettings settings) {
        this.grids = grids;
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        districts = new HashMap<>();
        incidents = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "incidents",
                        StringSerializer.INSTANCE,
                        new UnchangingSerializer<>(
                                getRuntimeContext().createSerializer(TypeInformation.of(Incident.class)))));
        sequence = getRuntimeContext().getState(new ValueStateDescriptor<>("sequence", Types.LONG));
        getRuntimeContext().getMetricGroup().gauge("incidentsKept", (Gauge<Integer>) () ->
                districts.values().stream().mapToInt(one -> one.desk.size()).sum());
    }

    @Override
    public void processElement(IncidentMessage message, Context context, Collector<IncidentChange> out)
            throws Exception {
        District district = district(context.getCurrentKey());
        long now = cityMillis(context);
        if (message.alert() != null) {
            district.desk.hear(message.alert(), now, message.retained());
        } else if (message.command() != null) {
            district.desk.command(message.command(), now);
        } else if (message.published() != null) {
            takeOrphan(district, message.published(), out);
        } else {
            republish(out);
        }
        decided(district, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<IncidentChange> out) throws Exception {
        long now = context.timerService().currentWatermark();
        // The end of the input (a bounded source, stop with drain) is no time of the city.
        if (now == Long.MAX_VALUE) {
            return;
        }
        District district = district(context.getCurrentKey());
        if (district.timerAtMillis == timestamp) {
            district.timerAtMillis = Long.MAX_VALUE;
        }
        district.desk.pass(now);
        decided(district, context, out);
    }

    /** 0 = not known yet. */
    private static long cityMillis(Context context) {
        long watermark = context.timerService().currentWatermark();
        return watermark == Long.MAX_VALUE ? 0 : Math.max(0, watermark);
    }

    /** The desk of the current key; after a restore it begins with what was stored. */
    private District district(String name) throws Exception {
        District known = districts.get(name);
        if (known != null) {
            return known;
        }
        District made = new District(name, grids, settings);
        Long last = sequence.value();
        if (last != null) {
            made.desk.restore(incidents.values(), last);
        }
        districts.put(name, made);
        return made;
    }

    /** What the broker kept of an incident that is not open here any more is taken away. */
    private static void takeOrphan(
            District district, IncidentMessage.PublishedBefore published, Collector<IncidentChange> out) {
        if (district.desk.isOrphan(published.incidentId())) {
            out.collect(IncidentChange.orphan(published));
        }
    }

    /** The broker has lost what it retained. */
    private void republish(Collector<IncidentChange> out) throws Exception {
        for (Incident incident : incidents.values()) {
            if (incident.isOpen()) {
                out.collect(IncidentChange.again(incident));
            }
        }
    }

    /** Stores what must survive, then tells: nothing leaves that the state does not know. */
    private void decided(District district, Context context, Collector<IncidentChange> out) throws Exception {
        for (Map.Entry<String, Incident> one : district.changed.entrySet()) {
            incidents.put(one.getKey(), one.getValue());
        }
        for (String incidentId : district.forgotten) {
            incidents.remove(incidentId);
        }
        keepSequence(district);
        for (IncidentChange change : district.changes) {
            out.collect(change);
            context.output(STORED, new IncidentLine(change.incident(), change.event(), null));
        }
        district.notifications.forEach(notification -> context.output(NOTIFICATIONS, notification));
        district.outcomes.forEach(outcome -> context.output(OUTCOMES, outcome));
        district.clear();
        schedule(district, context);
    }

    /** A district without incidents has no state. */
    private void keepSequence(District district) throws Exception {
        boolean changes = !district.changed.isEmpty() || !district.forgotten.isEmpty();
        if (changes && district.desk.size() == 0) {
            sequence.clear();
        } else if (changes) {
            sequence.update(district.desk.sequence());
        }
    }

    /** One lazy timer a district: it moves earlier, never later; firing early it finds nothing to do. */
    private static void schedule(District district, Context context) {
        long due = district.desk.nextDueMillis();
        if (due < district.timerAtMillis) {
            context.timerService().registerEventTimeTimer(due);
            district.timerAtMillis = due;
        }
    }
}
