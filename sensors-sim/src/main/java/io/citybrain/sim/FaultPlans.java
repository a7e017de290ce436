package io.citybrain.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the plan of any window from settings and devices alone, so that a resumed run finds the same one. */
final class FaultPlans {
    private final SimSettings settings;
    private final List<StreetDevice> devices;
    private final FaultSchedule schedule;
    private final List<FaultSlot> requested;

    /** @throws IllegalArgumentException with all requested faults that can't be placed */
    FaultPlans(SimSettings settings, List<StreetDevice> devices) {
        this.settings = settings;
        this.devices = devices;
        this.schedule = new FaultSchedule(settings);
        this.requested = settings.faults() == null ? null : requestedSlots();
    }

    FaultSchedule schedule() {
        return schedule;
    }

    FaultPlan plan(long window) {
        boolean tight = requested != null || (schedule.windows() == 1 && isShort());
        FaultPlacement placement = new FaultPlacement(settings, devices, window, tight);
        for (FaultSlot slot : requested != null ? requested : schedule.slots(window)) {
            placement.place(slot); // a district without gauges has no gauge faults: what can't be placed is left out
        }
        return plan(placement.placed());
    }

    private FaultPlan plan(Map<Integer, Fault> placed) {
        List<Event> messages = new ArrayList<>();
        placed.forEach((device, fault) -> messages.addAll(FaultMessages.of(fault, devices.get(device))));
        messages.sort(Comparator.comparingLong(Event::atMillis).thenComparing(Event::topic));
        List<Fault> faults = new ArrayList<>(placed.values());
        faults.sort(Comparator.comparingLong(Fault::injectedAtMillis).thenComparing(Fault::faultId));
        return new FaultPlan(List.copyOf(faults), Map.copyOf(placed), List.copyOf(messages));
    }

    private boolean isShort() {
        return settings.endMillis() - settings.startMillis() < 600_000 + settings.slackMillis();
    }

    private List<FaultSlot> requestedSlots() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < devices.size(); i++) {
            numbers.put(devices.get(i).entry().sensor(), i);
        }
        List<FaultSlot> slots = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        FaultPlacement trial = new FaultPlacement(settings, devices, 0, true);
        for (FaultRequest request : settings.faults()) {
            String error = findError(request, numbers);
            if (error == null) {
                FaultSlot slot = slot(request, numbers);
                slots.add(slot);
                error = trial.place(slot);
            }
            if (error != null) {
                errors.add(request.where() + ": " + error);
            }
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", errors));
        }
        return slots;
    }

    private String findError(FaultRequest request, Map<String, Integer> numbers) {
        FaultType type = FaultType.find(request.fault());
        if (type == null) {
            return "no fault is called " + request.fault() + ": use one of " + FaultFile.words();
        }
        if (request.sensor() == null) {
            return null;
        }
        Integer number = numbers.get(request.sensor());
        if (number == null) {
            return "no sensor " + request.sensor() + " in this district: ids are MH-00001, WL-001, TS-001 and so on";
        }
        return type.fits(devices.get(number).entry().kind())
                ? null
                : type.word() + " can't happen to " + request.sensor() + ", which is a "
                        + devices.get(number).entry().kind().topicName();
    }

    private FaultSlot slot(FaultRequest request, Map<String, Integer> numbers) {
        return new FaultSlot(
                FaultType.find(request.fault()),
                null,
                request.sensor() == null ? -1 : numbers.get(request.sensor()),
                settings.startMillis() + Math.round(1_000 * request.atSeconds()),
                Double.isNaN(request.forSeconds()) ? -1 : Math.round(1_000 * request.forSeconds()));
    }
}
