package io.citybrain.bench;

import io.citybrain.bench.AlertDelays.Sample;
import io.citybrain.bench.AlertDelays.Span;
import io.citybrain.bench.NumberedTraffic.Expected;
import io.citybrain.city.detection.AlertIds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One seed: a real broker, store and job, numbered readings through all of them, and trouble meanwhile. */
final class DeliveryRun {
    private static final long LEAD_MILLIS = 500;
    private static final Duration TELL = Duration.ofSeconds(5);

    /**
     * What is measured.
     *
     * @param traffic what is sent
     * @param trouble what is done meanwhile
     * @param patience how long to wait for what is missing at the end, without anything coming
     * @param settle how long to watch for doubles when everything is there
     */
    record Scale(NumberedTraffic.Size traffic, Disturbances.Plan trouble, Duration patience, Duration settle) {}

    private final Scale scale;
    private final StoreServer.Type storeType;
    private final Path folder;
    private final Progress progress;
    private final NumberedTraffic traffic;
    private final long[] publishedNanos;
    private long startMillis;

    DeliveryRun(Scale scale, StoreServer.Type storeType, Path folder, Progress progress) {
        this.scale = scale;
        this.storeType = storeType;
        this.folder = folder;
        this.progress = progress;
        this.traffic = new NumberedTraffic(scale.traffic());
        this.publishedNanos = new long[scale.traffic().messages()];
    }

    DeliveryFigures measure() throws IOException, InterruptedException {
        progress.step("starting Mosquitto, " + storeType + " and the job / 启动消息服务、数据库和作业");
        try (Mosquitto broker = Mosquitto.start(folder.resolve("broker"));
                StoreServer store = StoreServer.start(storeType, folder.resolve("store"));
                TcpProxy brokerLink = TcpProxy.to(broker.port());
                TcpProxy storeLink = TcpProxy.to(store.port());
                JobProcess job =
                        JobProcess.start(folder.resolve("job"), brokerLink.port(), storeLink.port(), store.flavour());
                Witness witness = new Witness(broker.connection());
                Generator generator = new Generator(broker.connection())) {
            generator.register(traffic.registry());
            Trouble trouble = new Trouble(new Trouble.Parts(broker, job, brokerLink, storeLink), progress);
            send(generator, witness, trouble);
            try (StoredCity stored =
                    new StoredCity(store.address(), startMillis, scale.traffic().perSecond())) {
                drain(generator, witness, stored);
                return judge(generator, witness, stored, trouble);
            }
        }
    }

    private void send(Generator generator, Witness witness, Trouble trouble) throws InterruptedException {
        progress.step("sending " + traffic.sends() + " messages of "
                + scale.traffic().messages() + " readings, " + scale.traffic().perSecond() + " a second / 发送编号消息");
        startMillis = System.currentTimeMillis() + LEAD_MILLIS;
        long startNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LEAD_MILLIS);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> work = List.of(
                    threads.submit(() -> {
                        generator.send(traffic, startMillis, publishedNanos);
                        return null;
                    }),
                    threads.submit(() -> {
                        trouble.run(
                                Disturbances.plan(
                                        scale.trouble(),
                                        scale.traffic().durationMillis(),
                                        scale.traffic().seed()),
                                startNanos);
                        return null;
                    }));
            for (Future<?> one : work) {
                while (!isDone(one)) {
                    tell(generator, witness);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean isDone(Future<?> work) throws InterruptedException {
        try {
            work.get(TELL.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void tell(Generator generator, Witness witness) {
        progress.step(generator.acknowledged().cardinality() + " acknowledged by the broker, "
                + witness.serials().cardinality() + " seen by the witness, "
                + witness.told().size() + " of " + traffic.expected().size() + " alerts / 已确认、已见证、告警");
    }

    /** Until all is there, or nothing has come for long. */
    private void drain(Generator generator, Witness witness, StoredCity stored)
            throws IOException, InterruptedException {
        long known = -1;
        long changedNanos = System.nanoTime();
        while (System.nanoTime() - changedNanos < scale.patience().toNanos()) {
            boolean acknowledged = generator.awaitAcknowledged(Duration.ofSeconds(1));
            long points = stored.count();
            Judge.Alerts alerts = Judge.alerts(wanted(), episodes(witness), stored.alerts());
            progress.step("waiting for the rest: " + points + " of "
                    + scale.traffic().messages() + " readings stored, " + alerts.lost() + " alerts to come / 等待其余数据");
            if (acknowledged && points >= scale.traffic().messages() && alerts.lost() == 0) {
                progress.step("all there; watching for doubles / 全部到达，检查重复");
                TimeUnit.NANOSECONDS.sleep(scale.settle().toNanos());
                return;
            }
            long now = points - alerts.lost();
            if (now != known) {
                known = now;
                changedNanos = System.nanoTime();
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private DeliveryFigures judge(Generator generator, Witness witness, StoredCity stored, Trouble trouble)
            throws IOException {
        long endMillis = startMillis + scale.traffic().durationMillis() * 2;
        Judge.Readings readings =
                Judge.readings(generator.acknowledged(), witness.serials(), stored.readings(endMillis));
        Judge.Alerts alerts = Judge.alerts(wanted(), episodes(witness), stored.alerts());
        Map<String, AlertWitness.Told> told = witness.told();
        List<Span> recoveries = recoveries(told, trouble.kills());
        List<Span> disturbances = new ArrayList<>(trouble.disturbances());
        disturbances.addAll(recoveries);
        double[] delays = new AlertDelays(samples(told)).within(trouble.outage(), disturbances);
        return new DeliveryFigures(
                scale.traffic().seed(),
                generator.acknowledged().cardinality(),
                readings,
                traffic.expected().size(),
                alerts,
                trouble.kills().size(),
                trouble.brokerRestarts(),
                trouble.linkCuts(),
                scale.trouble().storeOutageMillis() / 1_000.0,
                delays.length,
                AlertDelays.quantile(delays, 0.99),
                longestSeconds(recoveries));
    }

    private List<Judge.Wanted> wanted() {
        return traffic.expected().stream()
                .map(e -> new Judge.Wanted(e.sensor(), e.rule(), idOf(e), e.clears()))
                .toList();
    }

    /** Null for silence, whose beginning is decided by the clock. */
    private String idOf(Expected expected) {
        return expected.raisedBy() < 0
                ? null
                : AlertIds.of(
                        expected.rule(), expected.sensor(), startMillis + traffic.offsetMillis(expected.raisedBy()));
    }

    private static List<Judge.Episode> episodes(Witness witness) {
        return witness.told().values().stream().map(AlertWitness.Told::episode).toList();
    }

    private List<Sample> samples(Map<String, AlertWitness.Told> told) {
        List<Sample> samples = new ArrayList<>();
        for (Expected expected : traffic.expected()) {
            AlertWitness.Told alert = expected.onDelay() ? null : told.get(idOf(expected));
            if (alert != null) {
                samples.add(new Sample(publishedNanos[expected.raisedBy()], alert.cameNanos()));
            }
        }
        return samples;
    }

    /** A kill lasts until the first new alert of the next JVM. */
    private static List<Span> recoveries(Map<String, AlertWitness.Told> told, List<Span> kills) {
        List<Span> recoveries = new ArrayList<>();
        for (Span kill : kills) {
            long first = told.values().stream()
                    .mapToLong(AlertWitness.Told::cameNanos)
                    .filter(came -> came > kill.untilNanos())
                    .min()
                    .orElse(System.nanoTime());
            recoveries.add(new Span(kill.fromNanos(), first));
        }
        return recoveries;
    }

    private static double longestSeconds(List<Span> spans) {
        return spans.stream()
                .mapToDouble(span -> (span.untilNanos() - span.fromNanos()) / 1e9)
                .max()
                .orElse(0);
    }
}
