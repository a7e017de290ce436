package io.citybrain.jobs.escort;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.greenwave.FlowReading;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.jobs.sensing.CityTime;
import io.citybrain.jobs.sensing.FeedState;
import io.citybrain.jobs.sensing.Inbound;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.EscortTopic;
import io.citybrain.wire.FlowJson;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.PriorityJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.TopicName;
import io.citybrain.wire.Topics;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Bytes to what the escort hears. Wrong messages of the escort's own topics leave as a {@link Rejection}; wrong
 * telemetry, alerts and ticks are only counted, the sensing job tells them. It runs in the source's own thread and has
 * no state: the city's time is known again with the next tick.
 */
final class DecodeEscort extends ProcessFunction<Inbound, EscortMessage> {
    private static final long serialVersionUID = 1;

    static final OutputTag<Rejection> REFUSED = new OutputTag<>("refused", TypeInformation.of(Rejection.class));

    /** A time further ahead of the city clock than this is suspect. */
    private static final long FUTURE_MILLIS = 60_000;

    private final CityTime time;

    private transient long tickMillis;
    private transient boolean readingBack;
    private transient Counter received;
    private transient Counter refused;
    private transient Counter unusable;
    private transient Counter caughtUp;

    DecodeEscort(CityTime time) {
        this.time = time;
    }

    @Override
    public void open(OpenContext context) {
        var metrics = getRuntimeContext().getMetricGroup();
        received = metrics.counter("escortReceived");
        refused = metrics.counter("escortRejected");
        unusable = metrics.counter("escortUnusable");
        caughtUp = metrics.counter("caughtUp");
    }

    @Override
    public void processElement(Inbound in, Context context, Collector<EscortMessage> out) {
        if (in.feed() != null) {
            readingBack = in.feed() == FeedState.CAUGHT_UP;
            if (readingBack) {
                caughtUp.inc();
            }
            return;
        }
        received.inc();
        EscortTopic topic = EscortTopic.parse(in.topic());
        String reason = topic.isRefused()
                ? topic.reason()
                : topic.type() == EscortTopic.Type.OTHER ? street(in, out) : escort(topic, in, out);
        if (reason != null) {
            refused.inc();
            context.output(REFUSED, new Rejection(reason, in.topic(), in.payload(), in.receivedAtMillis()));
        }
    }

    /** The city's time; 0 as long as no clock has ticked. */
    private long nowMillis(Inbound in) {
        return time == CityTime.EXTERNAL ? tickMillis : in.receivedAtMillis();
    }

    private boolean isSuspect(long atMillis, Inbound in) {
        long now = nowMillis(in);
        return now > 0 && atMillis - now > FUTURE_MILLIS;
    }

    private String escort(EscortTopic topic, Inbound in, Collector<EscortMessage> out) {
        String id = topic.id();
        byte[] payload = in.payload();
        return switch (topic.type()) {
            case MISSION_REQUEST ->
                take(
                        MissionJson.readRequest(id, payload),
                        request -> request.requestedAtMillis(),
                        EscortMessage::of,
                        in,
                        out);
            case MISSION_APPROVAL ->
                take(
                        MissionJson.readApproval(id, payload),
                        approval -> approval.atMillis(),
                        EscortMessage::of,
                        in,
                        out);
            case MISSION_CANCEL ->
                take(
                        MissionJson.readCancel(id, payload),
                        cancel -> cancel.requestedAtMillis(),
                        EscortMessage::of,
                        in,
                        out);
            case COMMAND -> command(in, out);
            case PRIORITY_STATUS ->
                take(
                        PriorityJson.readStatus(id, payload),
                        status -> status.observedAtMillis(),
                        status -> EscortMessage.of(timed(status, in)),
                        in,
                        out);
            case MISSION_PLAN -> retainedPlan(id, in, out);
            case PRIORITY, OTHER -> null; // our own commands come back through a broad filter
        };
    }

    /** One that the broker kept from before would take the priority of missions that began since. */
    private String command(Inbound in, Collector<EscortMessage> out) {
        if (in.retained()) {
            return in.payload().length == 0
                    ? null
                    : "a command must not be retained, it would be carried out again at each start: remove it with an"
                            + " empty retained message, and send it without retain";
        }
        return take(MissionJson.readCommand(in.payload()), command -> command.atMillis(), EscortMessage::of, in, out);
    }

    private <T> String take(
            Decoded<T> decoded,
            ToLongFunction<T> at,
            Function<T, EscortMessage> message,
            Inbound in,
            Collector<EscortMessage> out) {
        if (decoded.isRefused()) {
            return decoded.reason();
        }
        if (isSuspect(at.applyAsLong(decoded.value()), in)) {
            return "its time is more than 60 s ahead of the city clock: set the sender's clock";
        }
        out.collect(message.apply(decoded.value()));
        return null;
    }

    /** A controller without a clock answers now. */
    private PriorityStatus timed(PriorityStatus status, Inbound in) {
        return status.observedAtMillis() != 0
                ? status
                : new PriorityStatus(
                        status.signal(),
                        status.mission(),
                        status.sequence(),
                        status.status(),
                        status.reason(),
                        nowMillis(in));
    }

    /** Our own plans as the broker kept them from before the start, once the backlog is through. */
    private String retainedPlan(String mission, Inbound in, Collector<EscortMessage> out) {
        if (in.payload().length == 0 || !in.retained() || !readingBack) {
            return null;
        }
        Decoded<MissionPlan> plan = MissionJson.readPlan(in.payload());
        if (plan.isRefused()) {
            return plan.reason();
        }
        if (!plan.value().mission().equals(mission)) {
            return "this retained plan is of mission " + plan.value().mission() + ", not of " + mission
                    + ": remove it with an empty retained message";
        }
        out.collect(EscortMessage.retained(plan.value()));
        return null;
    }

    /** What the sensing job reads, too. Always null: it is for that job to refuse. */
    private String street(Inbound in, Collector<EscortMessage> out) {
        TopicName topic = TopicName.parse(in.topic());
        EscortMessage message = topic.isRefused()
                ? null
                : switch (topic.type()) {
                    case TELEMETRY -> telemetry(topic, in);
                    case ALERT -> alert(topic, in);
                    case CLOCK -> clock(in);
                    default -> null;
                };
        if (message == null) {
            unusable.inc();
        } else {
            out.collect(message);
        }
        return null;
    }

    private EscortMessage telemetry(TopicName topic, Inbound in) {
        return switch (topic.kind()) {
            case TRAFFIC_FLOW -> {
                Decoded<FlowReading> flow = FlowJson.read(topic.sensor(), in.payload());
                yield flow.isRefused() || isSuspect(flow.value().observedAtMillis(), in)
                        ? null
                        : EscortMessage.of(flow.value());
            }
            case AMBULANCE, TRAFFIC_SIGNAL -> reading(topic, in);
            default -> null;
        };
    }

    private EscortMessage reading(TopicName topic, Inbound in) {
        Decoded<Reading> decoded = TelemetryJson.read(topic.kind(), topic.sensor(), in.payload());
        if (decoded.isRefused() || isSuspect(decoded.value().observedAtMillis(), in)) {
            return null;
        }
        return switch (topic.kind()) {
            case AMBULANCE -> EscortMessage.of(StreetNews.position(decoded.value()));
            default -> EscortMessage.of(StreetNews.signal(decoded.value()));
        };
    }

    private EscortMessage alert(TopicName topic, Inbound in) {
        if (in.payload().length == 0) {
            return EscortMessage.of(new SignalAlert(topic.sensor(), topic.rule(), false, nowMillis(in)));
        }
        Decoded<Alert> decoded = AlertJson.read(in.payload());
        if (decoded.isRefused()) {
            return null;
        }
        Alert alert = decoded.value();
        return EscortMessage.of(new SignalAlert(
                topic.sensor(), topic.rule(), alert.state() != AlertState.CLEARED, alert.changedAtMillis()));
    }

    private EscortMessage clock(Inbound in) {
        Decoded<ClockTick> tick = ClockJson.read(in.payload());
        if (time != CityTime.EXTERNAL || tick.isRefused() || !in.topic().equals(Topics.CLOCK)) {
            return null;
        }
        tickMillis = tick.value().nowMillis();
        return EscortMessage.clock(tickMillis);
    }
}
