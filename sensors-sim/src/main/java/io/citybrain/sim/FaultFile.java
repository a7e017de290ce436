package io.citybrain.sim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Faults written down as YAML, a list of
 *
 * <pre>
 * - {fault: cover-opened, sensor: MH-00007, atSeconds: 30, forSeconds: 120}
 * </pre>
 *
 * {@code sensor} and {@code forSeconds} may be left out; seconds are simulated and count from the start.
 */
public final class FaultFile {
    private static final int MOST_FAULTS = 10_000;
    private static final double LATEST_SECONDS = 366 * 86_400.0;
    private static final Set<String> FIELDS = Set.of("fault", "sensor", "atSeconds", "forSeconds");

    private FaultFile() {}

    /**
     * Reads the faults to inject.
     *
     * @throws IllegalArgumentException with every mistake and its line
     */
    public static List<FaultRequest> read(Path file) throws IOException {
        YamlFile yaml = YamlFile.read(file);
        List<FaultRequest> faults = new ArrayList<>();
        List<YamlFile.Entry> entries = yaml.list();
        if (entries.size() > MOST_FAULTS) {
            yaml.error(1, "holds " + entries.size() + " faults, at most " + MOST_FAULTS + " are allowed");
        }
        for (YamlFile.Entry entry : entries) {
            entry.refuseOthers(FIELDS);
            String fault = entry.text("fault");
            if (fault != null && FaultType.find(fault) == null) {
                entry.error("no fault is called " + fault + ": use one of " + words());
            }
            faults.add(new FaultRequest(
                    fault,
                    entry.findText("sensor"),
                    entry.number("atSeconds", 0, LATEST_SECONDS),
                    entry.findNumber("forSeconds", 0, LATEST_SECONDS),
                    entry.where()));
        }
        yaml.throwErrors();
        return faults;
    }

    static String words() {
        return String.join(
                ", ", Arrays.stream(FaultType.values()).map(FaultType::word).toList());
    }
}
