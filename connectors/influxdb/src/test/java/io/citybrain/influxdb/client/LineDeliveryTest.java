package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class LineDeliveryTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final FakeStore store = new FakeStore();

    /** Keeps what it is given while it is up. */
    private static final class FakeStore implements LineDelivery.Store {
        final List<String> written = Collections.synchronizedList(new ArrayList<>());
        volatile WriteOutcome answer = WriteOutcome.written();
        volatile CountDownLatch hold = new CountDownLatch(0);
        volatile int prepared;
        volatile boolean fails;

        @Override
        public synchronized WriteOutcome prepare() {
            if (answer.failure() == WriteFailure.RETRY) {
                return answer;
            }
            prepared++;
            return WriteOutcome.written();
        }

        @Override
        public WriteOutcome write(byte[] lines, int offset, int length) {
            try {
                hold.await();
            } catch (InterruptedException e) {
                return WriteOutcome.unreachable("interrupted");
            }
            if (fails) {
                throw new IllegalStateException("a mistake in the program");
            }
            if (answer.isWritten()) {
                written.add(new String(lines, offset, length, StandardCharsets.UTF_8).strip());
            }
            return answer;
        }

        @Override
        public void close() {}
    }

    @Test
    void linesArriveInOrder() throws Exception {
        try (LineDelivery delivery = start(1_000)) {
            add(delivery, "a", "b", "c");

            assertThat(delivery.awaitConfirmed(SOON)).isTrue();
            assertThat(store.written).containsExactly("a", "b", "c");
            assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(0, 0, 3, 0, 0, 0, 0, 0, 0, false));
        }
    }

    @Test
    void aStoreThatIsAwayLosesNothingAndIsPreparedAgain() throws Exception {
        store.answer = WriteOutcome.unreachable("connection refused");
        try (LineDelivery delivery = start(1_000)) {
            add(delivery, "a", "b");
            Awaitility.await().until(() -> delivery.counts().retriedWrites() >= 2);
            assertThat(delivery.counts().storeDown()).isTrue();
            assertThat(texts(delivery.unconfirmed())).containsExactly("a", "b");
            store.answer = WriteOutcome.written();

            assertThat(delivery.awaitConfirmed(SOON)).isTrue();
            assertThat(store.written).containsExactly("a", "b");
            assertThat(store.prepared).isEqualTo(1);
            assertThat(delivery.counts().storeDown()).isFalse();
        }
    }

    @Test
    void aStoreThatDoesNotLetUsInLosesNothing() throws Exception {
        store.answer = WriteOutcome.ofStatus(401, "who are you");
        try (LineDelivery delivery = start(1_000)) {
            add(delivery, "a");
            Awaitility.await().until(() -> delivery.counts().retriedWrites() >= 2);
            store.answer = WriteOutcome.written();

            assertThat(delivery.awaitConfirmed(SOON)).isTrue();
            assertThat(store.written).containsExactly("a");
            assertThat(delivery.counts().deadLetteredLines()).isZero();
        }
    }

    @Test
    void whatMemoryCanNotHoldWaitsOnDiskAndOrderIsKept() throws Exception {
        store.answer = WriteOutcome.unreachable("connection refused");
        try (LineDelivery delivery = start(3)) {
            add(delivery, "a", "b", "c", "d", "e");
            assertThat(delivery.counts().spooledLines()).isEqualTo(2);
            assertThat(texts(delivery.unconfirmed())).containsExactly("c", "d", "e");
            store.answer = WriteOutcome.written();

            assertThat(delivery.awaitConfirmed(SOON)).isTrue();
            assertThat(store.written).containsSubsequence("a", "b", "c", "d", "e");
            assertThat(store.written).last().isEqualTo("e");
            assertThat(delivery.counts().spooledBytes()).isZero();
            assertThat(delivery.counts().lostLines()).isZero();
        }
    }

    @Test
    void stateAndSpoolTogetherAreAllThatWasTaken() throws Exception {
        store.answer = WriteOutcome.unreachable("connection refused");
        List<LineBatch> state;
        try (LineDelivery first = start(3)) {
            add(first, "a", "b", "c", "d", "e");
            state = first.unconfirmed();
        }
        store.answer = WriteOutcome.written();
        try (LineDelivery second = create(3)) {
            state.forEach(second::add);
            second.start();

            assertThat(second.awaitConfirmed(SOON)).isTrue();
            assertThat(store.written).containsExactly("a", "b", "c", "d", "e");
        }
    }

    @Test
    void addingDoesNotWaitForAStoreThatHangs() throws Exception {
        store.hold = new CountDownLatch(1);
        try (LineDelivery delivery = start(1_000)) {
            for (int i = 0; i < 2_000; i++) {
                add(delivery, "line");
            }

            assertThat(delivery.counts().pendingLines() + delivery.counts().spooledLines())
                    .isEqualTo(2_000);
            assertThat(delivery.awaitConfirmed(Duration.ofMillis(1))).isFalse();
        }
    }

    @Test
    void aRefusedLineIsKeptWithItsReason() throws Exception {
        store.answer = WriteOutcome.ofStatus(400, "field type conflict");
        try (LineDelivery delivery = start(1_000)) {
            add(delivery, "a x=1 1\n");

            assertThat(delivery.awaitConfirmed(SOON)).isTrue();
            assertThat(delivery.counts().deadLetteredLines()).isEqualTo(1);
            assertThat(delivery.counts().writtenLines()).isZero();
            assertThat(Files.readString(delivery.deadLetterFile()))
                    .matches("# \\S+ HTTP 400: field type conflict\na x=1 1\n");
        }
    }

    @Test
    void deadLettersAreBoundedAndStillCounted() throws Exception {
        store.answer = WriteOutcome.ofStatus(400, "no");
        DeliverySettings tight = new DeliverySettings(1_000, folder.resolve("s"), 1_000, folder.resolve("d"), 100);
        try (LineDelivery delivery = new LineDelivery("test", store, tight, millis -> {})) {
            delivery.start();
            for (int i = 0; i < 20; i++) {
                add(delivery, "a x=1 1\n");
            }

            assertThat(delivery.awaitConfirmed(SOON)).isTrue();
            assertThat(delivery.counts().deadLetteredLines()).isEqualTo(20);
            assertThat(Files.size(delivery.deadLetterFile())).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void aFullSpoolGivesUpTheOldestLoudly() throws Exception {
        store.answer = WriteOutcome.unreachable("connection refused");
        DeliverySettings tight = new DeliverySettings(1, folder.resolve("s"), 200, folder.resolve("d"), 1_000);
        try (LineDelivery delivery = new LineDelivery("test", store, tight, millis -> {})) {
            delivery.start();
            for (int i = 0; i < 100; i++) {
                add(delivery, "line");
            }
            DeliveryCounts counts = delivery.counts();

            assertThat(counts.lostLines()).isPositive();
            assertThat(counts.lostLines() + counts.spooledLines() + counts.pendingLines())
                    .isEqualTo(100);
            assertThat(counts.spooledBytes()).isLessThanOrEqualTo(200);
        }
    }

    @Test
    void aDeliveryThatDiedSaysSoAtTheNextCall() throws Exception {
        store.fails = true;
        try (LineDelivery delivery = start(1_000)) {
            add(delivery, "a");

            Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> delivery.add(batch("b")))
                            .isInstanceOf(IllegalStateException.class)
                            .hasRootCauseMessage("a mistake in the program"));
            assertThatThrownBy(delivery::unconfirmed).isInstanceOf(IllegalStateException.class);
        }
    }

    private LineDelivery create(long bufferBytes) throws IOException {
        Path dead = folder.resolve("dead");
        DeliverySettings settings =
                new DeliverySettings(bufferBytes, folder.resolve("spool"), 1_000_000, dead, 1_000_000);
        return new LineDelivery("test", store, settings, millis -> {});
    }

    private LineDelivery start(long bufferBytes) throws IOException {
        LineDelivery delivery = create(bufferBytes);
        delivery.start();
        return delivery;
    }

    private static void add(LineDelivery delivery, String... texts) {
        for (String text : texts) {
            delivery.add(batch(text));
        }
    }

    private static LineBatch batch(String text) {
        return new LineBatch(text.getBytes(StandardCharsets.UTF_8), 1);
    }

    private static List<String> texts(List<LineBatch> batches) {
        return batches.stream()
                .map(batch -> new String(batch.bytes(), StandardCharsets.UTF_8))
                .toList();
    }
}
