package io.citybrain.standalone;

import io.citybrain.sim.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds the alerts against the injected faults. Pure. */
final class Judge {
    /** An alert and when it was seen by somebody who listens, in city time. */
    record Seen(StoredAlerts.Episode episode, long seenAtMillis) {}

    /**
     * What came of it.
     *
     * @param injected faults that fit the time and had to be alerted
     * @param alerted of those, the ones alerted within their stated delay
     * @param missed the others
     * @param falseAlerts alerts with no fault behind them, and second alerts of one fault
     */
    record Verdict(int injected, int alerted, List<Fault> missed, List<Seen> falseAlerts) {
        boolean isGood() {
            return missed.isEmpty() && falseAlerts.isEmpty();
        }
    }

    private Judge() {}

    /**
     * Judges a run.
     *
     * @param startMillis city time at which this process began. A fault from before a restart may be alerted as late as if
     *     it had begun with it: silence is counted anew, because nobody listened meanwhile
     * @param endMillis city time at the end: a fault whose deadline lies beyond it does not fit and may be either
     */
    static Verdict judge(List<Fault> faults, List<Seen> alerts, long startMillis, long endMillis) {
        Set<Seen> explained = new HashSet<>();
        List<Fault> missed = new ArrayList<>();
        int injected = 0;
        for (Fault fault : faults) {
            if (fault.expectedRule() == null) {
                continue;
            }
            Seen first = findFirst(fault, alerts);
            if (first != null) {
                explained.add(first);
            }
            long dueMillis = fault.alertByMillis() + Math.max(0, startMillis - fault.injectedAtMillis());
            if (dueMillis <= endMillis) {
                injected++;
                if (first == null || first.seenAtMillis() > dueMillis) {
                    missed.add(fault);
                }
            }
        }
        List<Seen> falseAlerts =
                alerts.stream().filter(alert -> !explained.contains(alert)).toList();
        return new Verdict(injected, injected - missed.size(), missed, falseAlerts);
    }

    private static Seen findFirst(Fault fault, List<Seen> alerts) {
        for (Seen alert : alerts) {
            StoredAlerts.Episode episode = alert.episode();
            if (episode.sensor().equals(fault.sensor())
                    && episode.rule().equals(fault.expectedRule())
                    && episode.raisedAtMillis() >= fault.injectedAtMillis()) {
                return alert;
            }
        }
        return null;
    }
}
