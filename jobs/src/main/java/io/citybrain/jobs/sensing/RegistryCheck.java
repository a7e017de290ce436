package io.citybrain.jobs.sensing;

import io.citybrain.city.detection.RuleBook;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.devices.DeviceDecoder;
import io.citybrain.wire.RegistryFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the job refuses of a registry entry that is well-formed: rules that can't judge, codecs that it does not have. */
public final class RegistryCheck {
    private final RuleBook rules = RuleBook.standard();
    private final DeviceDecoder decoder = new DeviceDecoder();

    /** Reads a registry file; its errors are those of the file and those that the job would have. */
    public static RegistryFile.Result read(Path file) {
        RegistryFile.Result registry = RegistryFile.read(file);
        List<String> errors = new ArrayList<>(registry.errors());
        RegistryCheck check = new RegistryCheck();
        for (SensorEntry entry : registry.entries()) {
            check.errors(entry).forEach(error -> errors.add(entry.sensor() + ": " + error));
        }
        return new RegistryFile.Result(registry.entries(), List.copyOf(errors));
    }

    /** All that is wrong, each with its field; empty if the entry is good. */
    public List<String> errors(SensorEntry entry) {
        List<String> errors = new ArrayList<>(rules.check(entry));
        if (entry.device() != null && !decoder.codecs().contains(entry.device().codec())) {
            errors.add("device.codec: " + entry.device().codec() + " is not known; known are " + decoder.codecs());
        }
        return errors;
    }
}
