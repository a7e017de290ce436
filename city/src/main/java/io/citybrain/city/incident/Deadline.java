package io.citybrain.city.incident;

import java.util.Locale;

/** What must happen in time, in its order. Append only: the bits are stored. */
enum Deadline {
    ACKNOWLEDGE(1, "超时未受理", "Not acknowledged in time"),
    ARRIVE(2, "超时未到场", "Nobody there in time"),
    RESOLVE(4, "超时未办结", "Not resolved in time");

    private final int bit;
    private final String overdueZh;
    private final String overdueEn;

    Deadline(int bit, String overdueZh, String overdueEn) {
        this.bit = bit;
        this.overdueZh = overdueZh;
        this.overdueEn = overdueEn;
    }

    String overdueZh() {
        return overdueZh;
    }

    String overdueEn() {
        return overdueEn;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    int bit() {
        return bit;
    }

    static Deadline of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** When it is over; Long.MAX_VALUE = there is none any more: it was kept, missed before, or never set. */
    long overAtMillis(Standing standing) {
        long at = switch (this) {
            case ACKNOWLEDGE -> standing.deadlines().acknowledgeByMillis();
            case ARRIVE -> standing.deadlines().arriveByMillis();
            case RESOLVE -> standing.deadlines().resolveByMillis();
        };
        boolean missed = (standing.missed() & bit) != 0;
        return at == 0 || missed || isKept(standing) ? Long.MAX_VALUE : at;
    }

    private boolean isKept(Standing standing) {
        return switch (this) {
            case ACKNOWLEDGE -> standing.acknowledged();
            case ARRIVE -> standing.state().compareTo(IncidentState.ON_SITE) >= 0;
            case RESOLVE -> !standing.state().needsWork();
        };
    }
}
