package io.citybrain.sim;

import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * A district on simulated time: what its sensors send, and which faults were put into it. Pure: no clock, no thread, no
 * connection. The same settings give the same bytes. Not safe for use by several threads.
 */
public final class SimulatedCity {
    private final SimSettings settings;
    private final List<StreetDevice> devices;
    private final String[] topics;
    private final FaultPlans plans;
    private final SendQueue queue;
    private long nowMillis;
    private long window;
    private FaultPlan plan;
    private int nextMessage;

    /** @throws IllegalArgumentException with all faults that were asked for and can't be placed */
    public SimulatedCity(SimSettings settings) {
        this(settings, settings.startMillis() - 1);
    }

    /** As {@link #SimulatedCity(SimSettings)}, but all events up to that moment have been given out before. */
    SimulatedCity(SimSettings settings, long nowMillis) {
        this.settings = settings;
        this.nowMillis = nowMillis;
        this.devices = District.build(settings);
        this.plans = new FaultPlans(settings, devices);
        this.queue = new SendQueue(settings.startMillis());
        this.topics = new String[devices.size()];
        for (int i = 0; i < topics.length; i++) {
            SensorEntry entry = devices.get(i).entry();
            topics[i] = Topics.telemetry(entry.kind(), entry.sensor());
            queue.add(devices.get(i).nextSendAfter(nowMillis), i);
        }
        openWindow(plans.schedule().windowAt(Math.max(nowMillis, settings.startMillis())));
    }

    private void openWindow(long newWindow) {
        window = newWindow;
        plan = plans.plan(newWindow);
        nextMessage = 0;
        while (nextMessage < plan.messages().size()
                && plan.messages().get(nextMessage).atMillis() <= nowMillis) {
            nextMessage++;
        }
    }

    public SimSettings settings() {
        return settings;
    }

    /** One entry per sensor, those that will never speak included. */
    public List<SensorEntry> registry() {
        return devices.stream().map(StreetDevice::entry).toList();
    }

    /** Simulated time up to which all events have been given out, epoch milliseconds. */
    public long nowMillis() {
        return nowMillis;
    }

    /**
     * Ground truth: every fault injected before that moment, in the order of injection.
     *
     * @param untilMillis simulated, epoch milliseconds, exclusive; at most the end of a run that has one
     */
    public List<Fault> faults(long untilMillis) {
        List<Fault> faults = new ArrayList<>();
        FaultSchedule schedule = plans.schedule();
        for (long w = 0; w < schedule.windows() && schedule.beginsAt(w) < untilMillis; w++) {
            for (Fault fault : (w == window ? plan : plans.plan(w)).faults()) {
                if (fault.injectedAtMillis() < untilMillis) {
                    faults.add(fault);
                }
            }
        }
        return faults;
    }

    /**
     * All messages after the last call's moment up to this one, in the order of time.
     *
     * @param untilMillis simulated, epoch milliseconds, inclusive; a moment before the last call's gives nothing
     */
    public List<Event> advance(long untilMillis) {
        List<Event> events = new ArrayList<>();
        while (true) {
            long regular = queue.nextAtMillis();
            long extra = nextMessage < plan.messages().size()
                    ? plan.messages().get(nextMessage).atMillis()
                    : Long.MAX_VALUE;
            long next = Math.min(regular, extra);
            if (Math.min(next, untilMillis) >= plans.schedule().endsAt(window)) {
                openWindow(window + 1);
            } else if (next > untilMillis) {
                nowMillis = Math.max(nowMillis, untilMillis);
                return events;
            } else if (extra < regular) {
                events.add(plan.messages().get(nextMessage++));
                nowMillis = extra;
            } else {
                send(events);
                nowMillis = regular;
            }
        }
    }

    private void send(List<Event> events) {
        long at = queue.nextAtMillis();
        int number = queue.nextDevice();
        StreetDevice device = devices.get(number);
        Fault fault = plan.findActive(number, at);
        if (fault == null || !FaultType.find(fault.type()).silences()) {
            Reading reading = device.readAt(at, fault);
            events.add(new Event(at, reading.kind(), topics[number], TelemetryJson.write(reading), false));
        }
        queue.moveNext(device.nextSendAfter(at));
    }
}
