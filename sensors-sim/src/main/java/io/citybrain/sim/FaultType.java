package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;

/** What can go wrong in the street, and the rule that must notice. */
enum FaultType {
    COVER_OPENED("cover-opened", Kind.MANHOLE, "cover-opened"),
    COVER_TILTED("cover-tilted", Kind.MANHOLE, "cover-tilted"),
    /** A vehicle's shock: one reading of 35°, a normal one a second later. */
    COVER_SHOCK("cover-shock", Kind.MANHOLE, null),
    /** The level rises 0.05 m a minute through its warning level and falls again as fast. */
    RIVER_RISING("river-rising", Kind.WATER_LEVEL, "water-above-warning"),
    GAUGE_STUCK("gauge-stuck", Kind.WATER_LEVEL, "level-stuck"),
    GAUGE_SPIKE("gauge-spike", Kind.WATER_LEVEL, "level-jump"),
    SENSOR_DEAD("sensor-dead", null, "silent"),
    SENSOR_NEVER_SEEN("sensor-never-seen", null, "silent"),
    SIGNAL_DARK("signal-dark", Kind.TRAFFIC_SIGNAL, "signal-dark"),
    SIGNAL_CONFLICT("signal-conflict", Kind.TRAFFIC_SIGNAL, "signal-conflict"),
    MALFORMED_PAYLOAD("malformed-payload", null, null),
    DUPLICATE("duplicate", null, null),
    /** Old readings, some beyond their limits, sent late with their own times. */
    LATE_HISTORY("late-history", null, null);

    private final String word;
    private final Kind kind;
    private final String expectedRule;

    FaultType(String word, Kind kind, String expectedRule) {
        this.word = word;
        this.kind = kind;
        this.expectedRule = expectedRule;
    }

    String word() {
        return word;
    }

    /** The only kind that it can happen to, or null if any kind will do. */
    Kind kind() {
        return kind;
    }

    /** The rule that must raise an alert, or null if nothing may. */
    String expectedRule() {
        return expectedRule;
    }

    boolean fits(Kind other) {
        if (this == LATE_HISTORY) {
            return other == Kind.MANHOLE || other == Kind.WATER_LEVEL;
        }
        return kind == null || kind == other;
    }

    /** True if the sensor sends nothing while it lasts. */
    boolean silences() {
        return this == SENSOR_DEAD || this == SENSOR_NEVER_SEEN;
    }

    /** The type of that word, or null. */
    static FaultType find(String word) {
        for (FaultType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        return null;
    }
}
