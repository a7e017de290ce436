package io.citybrain.city.detection;

/** What a reading is to the sensor's watch. */
public enum Heard {
    /** Newer than all before, or an addition at the same moment: judged and stored. */
    NEW,
    /** The same message again: dropped. */
    DUPLICATE,
    /** Older than what was judged already (history, late): stored, not judged. */
    LATE,
    /** Nobody registered this sensor: stored and counted, raises nothing. */
    UNREGISTERED,
    /** The registry says that the sensor is of another kind: refused. */
    WRONG_KIND
}
