package io.citybrain.standalone;

import io.citybrain.prometheus.MetricsPage;
import java.io.IOException;

/** Where the metrics are: on the loopback interface, because the page has no login. */
final class MetricsPort {
    private static final String HOST = "127.0.0.1";
    private static final int USUAL = 9249;

    private MetricsPort() {}

    /** @param wanted null = the usual one; a second city on this machine takes another rather than not start */
    static MetricsPage open(Integer wanted) {
        if (wanted == null) {
            try {
                return MetricsPage.open(HOST, USUAL);
            } catch (IOException busy) {
                return open(0);
            }
        }
        try {
            return MetricsPage.open(HOST, wanted);
        } catch (IOException e) {
            throw CityException.because(e, "error.port", wanted, "the metrics page", "--metrics-port");
        }
    }
}
