package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import java.util.Arrays;

/**
 * A traffic signal with four phases; it speaks at each change and every 5 s between changes.
 *
 * @param cycleAtMillis a moment at which its programme began
 */
record Signal(SensorEntry entry, SignalProgramme programme, long cycleAtMillis) implements StreetDevice {

    private static final int PHASE = Kind.TRAFFIC_SIGNAL.index(Quantity.PHASE);
    private static final int ELAPSED = Kind.TRAFFIC_SIGNAL.index(Quantity.ELAPSED_SECONDS);
    private static final int REMAINING = Kind.TRAFFIC_SIGNAL.index(Quantity.REMAINING_SECONDS);
    private static final int PROGRAM = Kind.TRAFFIC_SIGNAL.index(Quantity.PROGRAM);
    private static final int STATE = Kind.TRAFFIC_SIGNAL.index(Quantity.STATE);
    private static final int FAULT = Kind.TRAFFIC_SIGNAL.index(Quantity.FAULT);

    @Override
    public long nextSendAfter(long atMillis) {
        long inCycle = Math.floorMod(atMillis - cycleAtMillis, programme.cycleMillis());
        return atMillis - inCycle + programme.nextSendAfter(inCycle);
    }

    @Override
    public Reading readAt(long atMillis, Fault fault) {
        double[] numbers = new double[Kind.TRAFFIC_SIGNAL.numbers().size()];
        Arrays.fill(numbers, Double.NaN);
        String[] texts = new String[Kind.TRAFFIC_SIGNAL.texts().size()];
        texts[PROGRAM] = programme.name();
        if (fault != null && fault.is(FaultType.SIGNAL_DARK)) {
            texts[STATE] = SignalProgramme.DARK;
            texts[FAULT] = "dark";
        } else {
            run(atMillis, numbers, texts);
            if (fault != null && fault.is(FaultType.SIGNAL_CONFLICT)) {
                texts[STATE] = SignalProgramme.CONFLICT;
                // Every other controller notices by itself; with the rest only the letters show it.
                texts[FAULT] = fault.shape() == 0 ? "conflict" : "none";
            }
        }
        return new Reading(entry.sensor(), Kind.TRAFFIC_SIGNAL, atMillis, -1, numbers, texts);
    }

    /** A signal keeps no history: what it would have said then, with nothing beyond limits. */
    @Override
    public Reading readPast(long atMillis, boolean beyondLimits) {
        return readAt(atMillis, null);
    }

    private void run(long atMillis, double[] numbers, String[] texts) {
        long inCycle = Math.floorMod(atMillis - cycleAtMillis, programme.cycleMillis());
        int step = programme.stepAt(inCycle);
        numbers[PHASE] = step;
        numbers[ELAPSED] = (inCycle - programme.beginsAt(step)) / 1_000.0;
        numbers[REMAINING] = (programme.endsAt(step) - inCycle) / 1_000.0;
        texts[STATE] = programme.state(step);
        texts[FAULT] = "none";
    }
}
