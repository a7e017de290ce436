package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WriteFailureTest {
    @ParameterizedTest
    @CsvSource({
        "400, POISON",
        "413, POISON",
        "422, POISON",
        "401, REFUSED_ACCESS",
        "403, REFUSED_ACCESS",
        "404, REFUSED_ACCESS",
        "302, REFUSED_ACCESS",
        "405, REFUSED_ACCESS",
        "408, RETRY",
        "429, RETRY",
        "500, RETRY",
        "502, RETRY",
        "503, RETRY",
        "504, RETRY"
    })
    void everyStatusHasItsRemedy(int status, WriteFailure expected) {
        assertThat(WriteFailure.ofStatus(status)).isEqualTo(expected);
    }

    /** Poison leaves the stream, so only an answer about the bytes themselves may be poison. */
    @ParameterizedTest
    @ValueSource(ints = {0, 199, 402, 409, 410, 418, 451, 499, 507, 599, 999})
    void anUnknownStatusIsNeverPoison(int status) {
        assertThat(WriteFailure.ofStatus(status)).isNotEqualTo(WriteFailure.POISON);
    }
}
