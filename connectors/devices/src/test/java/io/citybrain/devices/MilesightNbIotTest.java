package io.citybrain.devices;

import static io.citybrain.city.sensing.Quantity.*;
import static io.citybrain.devices.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Reading;
import org.junit.jupiter.api.Test;

class MilesightNbIotTest {

    private static final String CODEC = "milesight-nbiot";
    private static final String HEAD = "020001";
    private static final String IDENTITY =
            "30313031" + "30313130" + "36373439443139303534363930303331" + "383638353038303634383037333530"
                    + "343630303433323234323133313130" + "3839383630343132313032323730303632383537";

    /** Head of em-series/em400-udl/README.md around the given data. */
    private static String frame(String data) {
        int bytes = data.length() / 2;
        return HEAD + "%04x".formatted(81 + bytes) + "00" + "0000" + "01" + IDENTITY + "09" + "%04x".formatted(bytes)
                + data;
    }

    @Test
    void theDataAreThoseOfLorawan() {
        Reading reading = reading(understood(CODEC, -1, frame("01756403670b0104823b01050001")));

        assertThat(reading.number(WATER_LEVEL_METRES)).isEqualTo(0.315);
        assertThat(reading.isSet(TILTED)).isTrue();
        assertThat(reading.number(BATTERY_PERCENT)).isEqualTo(100);
    }

    @Test
    void ofSeveralRecordsTheLastStands() {
        assertThat(reading(understood(CODEC, -1, frame("0482e8030482d007"))).number(DISTANCE_METRES))
                .isEqualTo(2);
    }

    @Test
    void aHeadWithoutDataIsEmpty() {
        DeviceFrame frame = understood(CODEC, -1, frame(""));

        assertThat(frame.report().report()).isEqualTo(DeviceReport.EMPTY);
        assertThat(fields(frame)).contains("imei=868508064807350", "csq=9.0");
    }

    @Test
    void lengthsMustAgree() {
        String whole = frame("01756403670b0104823b01050001");

        assertThat(refused(CODEC, -1, whole + "00")).contains("announces 95 bytes after its length field, it has 96");
        assertThat(refused(CODEC, -1, whole.substring(0, 60))).contains("its head alone has 86");
        assertThat(refused(CODEC, -1, whole.replace("09000e", "09000d")))
                .contains("announces 13 bytes of data, it has 14");
        assertThat(refused(CODEC, -1, "03" + whole.substring(2))).contains("not with 0x02");
    }
}
