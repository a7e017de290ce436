package io.citybrain.bench;

import io.citybrain.jobs.sensing.Inbound;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the core: parse-only and the whole in turn over the same messages, then many sensors between two measurements
 * of a thousand.
 */
final class CoreBench {
    private static final int FEW = 1_000;
    private static final int REGISTRY_BATCH = 100_000;

    private final Size size;
    private final long seed;
    private final Progress progress;
    private final List<Double> few = new ArrayList<>();

    /**
     * How much is measured.
     *
     * @param sensors the many
     * @param batch messages of one measurement
     * @param warmUp measurements thrown away
     * @param pairs measurements that count
     */
    record Size(int sensors, int batch, int warmUp, int pairs) {}

    /** What was found; rates are messages a second a core. */
    record Figures(
            double whole,
            double parseOnly,
            double ratio,
            double byTheClock,
            double allocated,
            double many,
            double manyRatio,
            double heapPerSensor,
            long alerts,
            long lost) {}

    private record Pairs(double whole, double parseOnly, double ratio, double byTheClock, double allocated) {}

    private record Many(double rate, double heapPerSensor) {}

    CoreBench(Size size, long seed, Progress progress) {
        this.size = size;
        this.seed = seed;
        this.progress = progress;
    }

    Figures measure() throws Exception {
        Pairs pairs = measurePairs();
        Many many = measureMany();
        measureFew();
        return new Figures(
                pairs.whole(),
                pairs.parseOnly(),
                pairs.ratio(),
                pairs.byTheClock(),
                pairs.allocated(),
                many.rate(),
                many.rate() / CoreCommand.median(few),
                many.heapPerSensor(),
                BenchJob.ALERTS.get(),
                BenchJob.REFUSED.get());
    }

    private Pairs measurePairs() throws Exception {
        CityStream city = new CityStream(FEW, seed);
        List<Cost> parsed = new ArrayList<>();
        List<Cost> whole = new ArrayList<>();
        try (BenchJob parse = BenchJob.parseOnly("parse-only");
                BenchJob sensing = BenchJob.sensing("few")) {
            register(sensing, city, FEW);
            for (int i = -size.warmUp(); i < size.pairs(); i++) {
                progress.step((i < 0 ? "warming up" : "pair " + (i + 1) + " of " + size.pairs()) + ", 1,000 sensors");
                Inbound[] messages = city.readings(size.batch());
                parsed.add(run(parse, messages));
                whole.add(run(sensing, messages));
            }
        }
        return pairs(parsed.subList(size.warmUp(), parsed.size()), whole.subList(size.warmUp(), whole.size()));
    }

    private Pairs pairs(List<Cost> parsed, List<Cost> whole) {
        List<Double> parsedRates = rates(parsed);
        List<Double> wholeRates = rates(whole);
        few.addAll(wholeRates);
        List<Double> ratios = new ArrayList<>();
        List<Double> byTheClock = new ArrayList<>();
        List<Double> allocated = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            ratios.add(wholeRates.get(i) / parsedRates.get(i));
            byTheClock.add(whole.get(i).perSecond(size.batch()));
            allocated.add(whole.get(i).allocatedBytes() / (double) size.batch());
        }
        return new Pairs(
                CoreCommand.median(wholeRates),
                CoreCommand.median(parsedRates),
                CoreCommand.median(ratios),
                CoreCommand.median(byTheClock),
                CoreCommand.median(allocated));
    }

    /** The heap is looked at when every sensor has reported once: its times are set, its timer is there. */
    private Many measureMany() throws Exception {
        CityStream city = new CityStream(size.sensors(), seed);
        try (BenchJob sensing = BenchJob.sensing("many")) {
            long without = Cost.liveHeapBytes();
            for (int from = 0; from < size.sensors(); from += REGISTRY_BATCH) {
                progress.step(String.format("registering sensors from %,d", from));
                register(sensing, city, from, Math.min(size.sensors(), from + REGISTRY_BATCH));
            }
            for (int sent = 0; sent < size.sensors(); sent += size.batch()) {
                progress.step(String.format("first readings from %,d", sent));
                run(sensing, city.readings(Math.min(size.batch(), size.sensors() - sent)));
            }
            double heap = (Cost.liveHeapBytes() - without) / (double) size.sensors();
            List<Cost> costs = new ArrayList<>();
            for (int i = 0; i < size.pairs(); i++) {
                progress.step(String.format("batch %d of %d, %,d sensors", i + 1, size.pairs(), size.sensors()));
                costs.add(run(sensing, city.readings(size.batch())));
            }
            return new Many(CoreCommand.median(rates(costs)), heap);
        }
    }

    /** Once more, so that the many stand between two measurements of the few. */
    private void measureFew() throws Exception {
        CityStream city = new CityStream(FEW, seed);
        try (BenchJob sensing = BenchJob.sensing("few-again")) {
            register(sensing, city, FEW);
            run(sensing, city.readings(size.batch()));
            for (int i = 0; i < size.pairs(); i++) {
                progress.step("batch " + (i + 1) + " of " + size.pairs() + ", 1,000 sensors again");
                few.add(run(sensing, city.readings(size.batch())).perSecondPerCore(size.batch()));
            }
        }
    }

    private List<Double> rates(List<Cost> costs) {
        return costs.stream().map(cost -> cost.perSecondPerCore(size.batch())).toList();
    }

    private static void register(BenchJob job, CityStream city, int sensors) throws InterruptedException {
        register(job, city, 0, sensors);
    }

    private static void register(BenchJob job, CityStream city, int from, int to) throws InterruptedException {
        job.belt().run(city.registry(from, to), 1);
    }

    /** The messages are old before the clock starts, so that no collection of it copies them. */
    private static Cost run(BenchJob job, Inbound[] messages) throws InterruptedException {
        int readings = 0;
        for (Inbound message : messages) {
            readings += CityStream.isReading(message) ? 1 : 0;
        }
        System.gc();
        Cost before = Cost.now();
        job.belt().run(messages, readings);
        return Cost.now().since(before);
    }
}
