package io.citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.sun.management.ThreadMXBean;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Reading;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What decoding costs beside Jackson's own token loop over the same bytes. Prints both figures. */
final class TelemetryCostTest {

    private static final int MESSAGES = 20_000;
    private static final int ROUNDS = 100;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long sink;

    private interface Work {
        long on(byte[] payload) throws IOException;
    }

    /** A reading with its arrays, the decoded value around it, the draft. */
    @Test
    void aMessageLeavesLittleMoreBehindThanItsReading() throws IOException {
        byte[] payload = TelemetryJson.write(Samples.reading(Kind.WATER_LEVEL));
        long beyondTokens =
                allocated(decode(Kind.WATER_LEVEL), payload) - allocated(TelemetryCostTest::tokens, payload);
        assertThat(beyondTokens).isBetween(1L, 320L);
    }

    @Test
    @Tag("long")
    void decodingIsNearlyAsFastAsTokens() throws IOException {
        for (Kind kind : new Kind[] {Kind.MANHOLE, Kind.WATER_LEVEL, Kind.TRAFFIC_SIGNAL}) {
            byte[] payload = TelemetryJson.write(Samples.reading(kind));
            Work tokens = TelemetryCostTest::tokens;
            Work decode =
                    bytes -> TelemetryJson.read(kind, "s-1", bytes).value().observedAtMillis();
            double bestTokens = 0;
            double bestDecode = 0;
            for (int round = 0; round < ROUNDS; round++) { // in turn, so that both see the same machine
                bestTokens = Math.max(bestTokens, perSecond(tokens, payload));
                bestDecode = Math.max(bestDecode, perSecond(decode, payload));
            }
            long tokenBytes = allocated(tokens, payload);
            long decodeBytes = allocated(decode, payload);
            Reading reading = TelemetryJson.read(kind, "s-1", payload).value();
            System.out.printf(
                    "%s (%d bytes, %d values): %,.0f messages/s, bare tokens %,.0f, ratio %.2f; %d bytes allocated,"
                            + " bare tokens %d%n",
                    kind.topicName(),
                    payload.length,
                    reading.numbers().length + reading.texts().length,
                    bestDecode,
                    bestTokens,
                    bestDecode / bestTokens,
                    decodeBytes,
                    tokenBytes);
            assertThat(bestDecode / bestTokens).as(kind.topicName()).isGreaterThan(0.4);
        }
        assertThat(sink).isNotZero();
    }

    private static Work decode(Kind kind) {
        return payload -> TelemetryJson.read(kind, "s-1", payload).value().observedAtMillis();
    }

    private static long tokens(byte[] payload) throws IOException {
        long count = 0;
        try (JsonParser json = Json.parser(payload)) {
            while (json.nextToken() != null) {
                count++;
            }
        }
        return count;
    }

    /** By the thread's own time, so that other work on the machine counts little. */
    private double perSecond(Work work, byte[] payload) throws IOException {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < MESSAGES; i++) {
            sink += work.on(payload);
        }
        return MESSAGES * 1e9 / (THREADS.getCurrentThreadCpuTime() - start);
    }

    private long allocated(Work work, byte[] payload) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MESSAGES; i++) {
            sink += work.on(payload);
        }
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / MESSAGES;
    }
}
