package io.citybrain.bench;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the trip is driven. All see the same city until the second of the request. */
enum DriveMode {
    /** An ordinary car on the trip's route. */
    ORDINARY("ordinary", "ordinary car"),
    /** An ordinary car on the route that is fastest by live travel times at the request. */
    NAVIGATED("navigated", "ordinary car, navigated"),
    /** The ambulance obeys signals and has no priority. */
    OBEYING("obeying", "ambulance, no priority"),
    /** Green for its whole approach from 150 m on, as equipment at the junction gives it. */
    LOCAL("local", "local, 150 m"),
    /** The same, at most 60 s at a time, then 60 s of the signal's own programme. */
    LOCAL_WATCHDOG("localWatchdog", "local, watchdog 60/60"),
    CITYBRAIN_FIXED_ROUTE("citybrainFixedRoute", "City Brain, fixed route"),
    CITYBRAIN("citybrain", "City Brain"),
    /** With less urgent ambulances that are called at the same second and cross its way. */
    TOGETHER("citybrainTogether", "City Brain, together"),
    /** Nobody else on the road, all signals green. */
    FREE("free", "free-flow limit");

    private final String key;
    private final String words;

    DriveMode(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /** Its name in RESULT and on the command line. */
    String key() {
        return key;
    }

    String words() {
        return words;
    }

    boolean isCar() {
        return this == ORDINARY || this == NAVIGATED;
    }

    boolean isLocal() {
        return this == LOCAL || this == LOCAL_WATCHDOG;
    }

    boolean isEscort() {
        return this == CITYBRAIN || this == CITYBRAIN_FIXED_ROUTE || this == TOGETHER;
    }

    /** From its name on the command line. */
    static final class FromKey implements ITypeConverter<DriveMode> {
        @Override
        public DriveMode convert(String key) {
            return Arrays.stream(values())
                    .filter(mode -> mode.key.equals(key))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + key + "' is none of "
                            + Arrays.stream(values()).map(DriveMode::key).collect(Collectors.joining(", "))));
        }
    }

    @Override
    public String toString() {
        return key;
    }
}
