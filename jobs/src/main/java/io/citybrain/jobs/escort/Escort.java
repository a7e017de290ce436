package io.citybrain.jobs.escort;

import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.greenwave.EscortDesk;
import io.citybrain.city.greenwave.EscortEvent;
import io.citybrain.city.greenwave.Mission;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.ReleaseAll;
import io.citybrain.city.greenwave.SignalLease;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.jobs.sensing.CityTime;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The one stateful operator of escorts: a desk for each control zone, which plans all its missions and arbitrates all its
 * signals.
 *
 * <p>Time is the city clock: on an external clock each tick drives the desk at once, live a timer does each second; a
 * lease's renewal waits for no watermark. Missing positions end holds after ten seconds, missing ticks end them by their
 * leases. Late, doubled and reordered messages change nothing, see {@link EscortDesk}. Missions and leases are state, an
 * ended mission for an hour; traffic, signal states and alerts are not, the feed brings them again. After a restore the
 * next tick renews or releases every hold, with sequences above all that were sent before.
 */
final class Escort extends KeyedProcessFunction<String, EscortMessage, MissionPlan> {
    private static final long serialVersionUID = 1;

    static final OutputTag<PriorityCommand> COMMANDS =
            new OutputTag<>("commands", TypeInformation.of(PriorityCommand.class));
    static final OutputTag<EscortLine> STORED = new OutputTag<>("stored", TypeInformation.of(EscortLine.class));
    static final OutputTag<CommandOutcome> OUTCOMES =
            new OutputTag<>("outcomes", TypeInformation.of(CommandOutcome.class));

    private static final long SECOND_MILLIS = 1_000;
    /** A clock may tick more often than a lease needs. */
    private static final long LEAST_STEP_MILLIS = 500;
    /** A clock that is set back further has begun another run: what the street said before is of another time. */
    private static final long ANOTHER_RUN_MILLIS = 10_000;

    /** Where the roads come from: read on the machine that plans. */
    interface Roads extends Serializable {
        RoadNetwork read();
    }

    private final GreenWaveSettings settings;
    private final Roads source;

    private transient RoadNetwork roads;
    private transient Decisions decisions;
    private transient Map<String, Zone> zones;
    private transient ListState<Mission> missions;
    private transient ListState<SignalLease> leases;
    private transient ValueState<Long> clock;

    /** One zone's desk and what the sensing job says of its signals. */
    private static final class Zone {
        private EscortDesk desk;
        private final SignalFaults faults = new SignalFaults();
        private long tickMillis;
    }

    Escort(GreenWaveSettings settings, Roads source) {
        this.settings = settings;
        this.source = source;
    }

    @Override
    public void open(OpenContext context) {
        roads = source.read();
        decisions = new Decisions();
        zones = new HashMap<>();
        missions = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("missions", TypeInformation.of(Mission.class)));
        leases = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("leases", TypeInformation.of(SignalLease.class)));
        clock = getRuntimeContext().getState(new ValueStateDescriptor<>("clock", Types.LONG));
    }

    @Override
    public void processElement(EscortMessage message, Context context, Collector<MissionPlan> out) throws Exception {
        Zone zone = zone(context);
        boolean ticks = message.clockMillis() > 0;
        if (ticks) {
            tick(zone, message.clockMillis());
        } else if (message.retained() != null) {
            endOrphan(zone, message.retained(), context, out);
        } else {
            hear(zone, message, context);
        }
        decided(zone, ticks, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<MissionPlan> out) throws Exception {
        Zone zone = zone(context);
        long now = context.timerService().currentProcessingTime();
        tick(zone, now);
        scheduleTick(now, context);
        decided(zone, true, context, out);
    }

    private static void scheduleTick(long nowMillis, Context context) {
        context.timerService().registerProcessingTimeTimer((nowMillis / SECOND_MILLIS + 1) * SECOND_MILLIS);
    }

    /** The desk of the current key; after a restore it begins with what was stored. */
    private Zone zone(Context context) throws Exception {
        Zone zone = zones.get(context.getCurrentKey());
        if (zone != null) {
            return zone;
        }
        Zone made = new Zone();
        Long stored = clock.value();
        boolean isLive = settings.city().time() != CityTime.EXTERNAL;
        if (stored == null && isLive) {
            scheduleTick(context.timerService().currentProcessingTime(), context);
        }
        made.desk = new EscortDesk(roads, settings.escort(), decisions);
        if (stored != null) {
            // Nobody listened meanwhile: live, that time does not count as silence.
            long now = isLive ? context.timerService().currentProcessingTime() : stored;
            made.desk.restore(listOf(missions), listOf(leases), now);
            made.tickMillis = now;
        }
        zones.put(context.getCurrentKey(), made);
        return made;
    }

    private static <T> List<T> listOf(ListState<T> state) throws Exception {
        List<T> list = new ArrayList<>();
        state.get().forEach(list::add);
        return list;
    }

    private void tick(Zone zone, long nowMillis) {
        long step = nowMillis - zone.tickMillis;
        if (step >= 0 && step < LEAST_STEP_MILLIS) {
            return;
        }
        if (step < -ANOTHER_RUN_MILLIS) {
            beginAnew(zone, nowMillis);
        }
        zone.tickMillis = nowMillis;
        zone.desk.tick(nowMillis);
    }

    /**
     * What the street said is of another time, and the sequences are not. A wall clock that was put right changes no
     * mission; a simulation that begins again sends its own, perhaps under the same ids.
     */
    private void beginAnew(Zone zone, long nowMillis) {
        EscortDesk before = zone.desk;
        boolean isWallClock = settings.city().time() != CityTime.EXTERNAL;
        if (!isWallClock) {
            before.endAll("the clock has begun another run: ask again / 时钟已重新开始，请重新申请", zone.tickMillis);
        }
        zone.desk = new EscortDesk(roads, settings.escort(), decisions);
        zone.desk.restore(isWallClock ? before.missions() : List.of(), before.leases(), nowMillis);
    }

    private void hear(Zone zone, EscortMessage message, Context context) {
        EscortDesk desk = zone.desk;
        if (message.position() != null) {
            desk.position(message.position());
        } else if (message.flow() != null) {
            desk.flow(message.flow());
        } else if (message.signal() != null) {
            desk.signal(zone.faults.withAlerts(message.signal()));
        } else if (message.alert() != null) {
            desk.signal(zone.faults.hear(message.alert()));
        } else if (message.status() != null) {
            desk.status(message.status());
        } else {
            ask(desk, message, context);
        }
    }

    private void ask(EscortDesk desk, EscortMessage message, Context context) {
        if (message.request() != null) {
            desk.request(message.request());
        } else if (message.approval() != null) {
            desk.approve(message.approval());
        } else if (message.cancel() != null) {
            desk.cancel(
                    message.cancel().mission(),
                    message.cancel().reason(),
                    message.cancel().requestedAtMillis());
        } else {
            ReleaseAll command = message.releaseAll();
            desk.releaseAll(command.by(), command.atMillis());
            context.output(OUTCOMES, new CommandOutcome(command.commandId(), true, null, "released"));
        }
    }

    /** A plan that the broker kept of a mission that does not run here any more is taken away. */
    private static void endOrphan(Zone zone, MissionPlan plan, Context context, Collector<MissionPlan> out) {
        boolean runs = zone.desk.missions().stream()
                .anyMatch(mission -> mission.mission().equals(plan.mission())
                        && !mission.status().isEnd());
        if (runs) {
            return;
        }
        long now = Math.max(zone.tickMillis, plan.plannedAtMillis());
        out.collect(new MissionPlan(
                plan.mission(),
                plan.ambulance(),
                plan.revision() + 1,
                now,
                MissionStatus.LOST,
                "not running any more: ask again / 任务已不在执行，请重新申请",
                plan.route(),
                0,
                0,
                List.of(),
                Double.NaN));
        context.output(
                STORED,
                EscortLine.of(new EscortEvent(now, plan.mission(), null, "orphan-plan-ended", "city-brain", "", 0)));
    }

    /** Tells what was decided, and stores what must survive: nothing leaves that the state does not know. */
    private void decided(Zone zone, boolean ticked, Context context, Collector<MissionPlan> out) throws Exception {
        if (!ticked && decisions.isEmpty()) {
            return;
        }
        List<Mission> records = zone.desk.missions();
        missions.update(records);
        leases.update(zone.desk.leases());
        clock.update(zone.tickMillis);
        for (PriorityCommand command : decisions.commands) {
            context.output(COMMANDS, command);
        }
        for (EscortEvent event : decisions.events) {
            context.output(STORED, EscortLine.of(event));
        }
        for (MissionPlan plan : decisions.plans) {
            out.collect(plan);
            records.stream()
                    .filter(mission -> mission.mission().equals(plan.mission()))
                    .forEach(mission -> context.output(STORED, EscortLine.of(MissionLine.of(plan, mission))));
        }
        decisions.clear();
    }
}
