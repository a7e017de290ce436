package io.citybrain.standalone;

import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.client.StoreAddress.Flavour;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which time-series store, and as whom: the same options in every command. */
public final class StoreOptions {
    private static final List<String> FLAVOURS = List.of("influxdb-1", "influxdb-2", "questdb");

    @Option(names = "--store", paramLabel = "URL", description = "Another store, such as http://influx:8086.")
    private String url;

    @Option(
            names = "--store-flavour",
            paramLabel = "F",
            defaultValue = "influxdb-1",
            description = "influxdb-1, influxdb-2 or questdb. Default: ${DEFAULT-VALUE}.")
    private String flavour;

    @Option(
            names = "--store-database",
            paramLabel = "NAME",
            defaultValue = "citybrain",
            description = "Database or bucket. Default: ${DEFAULT-VALUE}.")
    private String database;

    @Option(names = "--store-organisation", paramLabel = "NAME", description = "Of influxdb-2: whose bucket it is.")
    private String organisation;

    @Option(names = "--store-user", paramLabel = "NAME", description = "Its user.")
    private String user;

    @Option(names = "--store-password-file", paramLabel = "FILE", description = "The file that holds its password.")
    private String passwordFile;

    @Option(names = "--store-token-file", paramLabel = "FILE", description = "The file that holds its token.")
    private String tokenFile;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The store, or null if none is named. @throws ParameterException saying what is wrong */
    public StoreAddress address() {
        if (!FLAVOURS.contains(flavour)) {
            throw mistake("--store-flavour " + flavour + ": must be one of " + String.join(", ", FLAVOURS), null);
        }
        if (url == null) {
            return null;
        }
        try {
            return new StoreAddress(
                    url,
                    Flavour.valueOf(flavour.toUpperCase(Locale.ROOT).replace('-', '_')),
                    database,
                    organisation,
                    user,
                    passwordFile,
                    tokenFile);
        } catch (IllegalArgumentException e) {
            throw mistake("--store " + url + ": " + e.getMessage(), e);
        }
    }

    private ParameterException mistake(String what, Throwable cause) {
        return new ParameterException(spec.commandLine(), what, cause);
    }
}
