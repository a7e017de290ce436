package io.citybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.bench.NumberedTraffic.Expected;
import io.citybrain.bench.NumberedTraffic.Size;
import io.citybrain.city.sensing.Reading;
import io.citybrain.wire.TelemetryJson;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumberedTrafficTest {
    private static final Size SIZE = new Size(12_000, 600, 600, 6, 1);
    private final NumberedTraffic traffic = new NumberedTraffic(SIZE);

    @Test
    void everyNumberIsSentAndSomeTwice() {
        BitSet sent = new BitSet();
        for (int send = 0; send < traffic.sends(); send++) {
            sent.set(traffic.serial(send));
        }

        assertThat(sent.cardinality()).isEqualTo(12_000);
        assertThat(traffic.sends()).isBetween(12_100, 12_400);
    }

    @Test
    void noTwoReadingsShareSensorAndTime() {
        Set<String> places = new HashSet<>();
        for (int serial = 0; serial < 12_000; serial++) {
            Reading reading = traffic.reading(serial, 1_000_000);
            places.add(reading.sensor() + '@' + reading.observedAtMillis());
        }

        assertThat(places).hasSize(12_000);
    }

    @Test
    void someReadingsComeAfterALaterOneOfTheirSensor() {
        int overtaken = 0;
        java.util.Map<String, Long> newest = new java.util.HashMap<>();
        for (int send = 0; send < traffic.sends(); send++) {
            Reading reading = traffic.reading(traffic.serial(send), 0);
            long before = newest.merge(reading.sensor(), reading.observedAtMillis(), Math::max);
            overtaken += before > reading.observedAtMillis() ? 1 : 0;
        }

        assertThat(overtaken).isBetween(100, 600);
    }

    @Test
    void alertsOfAllSortsAreExpectedAndTheirBeginningIsKnown() {
        List<Expected> expected = traffic.expected();

        assertThat(expected).extracting(Expected::rule).contains("cover-opened", "cover-tilted", "silent");
        assertThat(expected)
                .filteredOn(e -> !e.rule().equals("silent"))
                .allSatisfy(e ->
                        assertThat(traffic.reading(e.raisedBy(), 0).sensor()).isEqualTo(e.sensor()));
    }

    @Test
    void theSameSeedGivesTheSameTraffic() {
        NumberedTraffic again = new NumberedTraffic(SIZE);
        NumberedTraffic other = new NumberedTraffic(new Size(12_000, 600, 600, 6, 2));

        assertThat(again.expected()).isEqualTo(traffic.expected()).isNotEqualTo(other.expected());
        assertThat(again.sends()).isEqualTo(traffic.sends());
    }

    @Test
    void theWitnessReadsTheNumberWithoutParsing() {
        assertThat(Witness.serial(TelemetryJson.write(traffic.reading(11_999, 0))))
                .isEqualTo(11_999);
    }
}
