package io.citybrain.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a mode came to on a network, against the same trips and seeds driven by an ordinary car. */
final class ModeFigures {
    private static final int RESAMPLES = 2_000;
    private static final double OUTSIDE_EACH_SIDE = 0.025;
    /** The mean of fewer vehicles is chance. */
    private static final double LEAST_VEHICLES = 20;

    /** The same trip and seed in these modes, of which some were perhaps not driven; the last is the one that is judged. */
    record Pair(
            DriveOutcome ordinary,
            DriveOutcome navigated,
            DriveOutcome local,
            DriveOutcome alone,
            DriveOutcome free,
            DriveOutcome judged) {}

    private final List<Pair> pairs;
    private final double[] ratioInterval;
    private final double[] delayInterval;
    private final double[] delayMinusLocalInterval;
    private final double[] othersInterval;

    ModeFigures(List<Pair> pairs) {
        this.pairs = pairs;
        this.ratioInterval = interval(pairs, ModeFigures::ratio);
        this.delayInterval = interval(pairs, ModeFigures::avoidableDelayLeft);
        this.delayMinusLocalInterval =
                hasLocal() ? interval(pairs, ModeFigures::delayMinusLocal) : new double[] {Double.NaN, Double.NaN};
        this.othersInterval = interval(pairs, ModeFigures::othersExtraLossPercent);
    }

    private interface Figure {
        double of(List<Pair> pairs);
    }

    /** The 95 % interval of a figure when whole pairs are drawn anew, always with the same dice. */
    private static double[] interval(List<Pair> pairs, Figure figure) {
        Random dice = new Random(1);
        double[] figures = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            figures[i] = figure.of(dice.ints(pairs.size(), 0, pairs.size())
                    .mapToObj(pairs::get)
                    .toList());
        }
        Arrays.sort(figures);
        return new double[] {
            figures[(int) (RESAMPLES * OUTSIDE_EACH_SIDE)], figures[(int) (RESAMPLES * (1 - OUTSIDE_EACH_SIDE))]
        };
    }

    double meanSeconds() {
        return mean(pairs, pair -> pair.judged().seconds());
    }

    private interface OfPair {
        double of(Pair pair);
    }

    private static double mean(List<Pair> pairs, OfPair figure) {
        return pairs.stream().mapToDouble(figure::of).average().orElse(Double.NaN);
    }

    /** Total time against the ordinary car's. */
    private static double ratio(List<Pair> pairs) {
        return mean(pairs, pair -> pair.judged().seconds())
                / mean(pairs, pair -> pair.ordinary().seconds());
    }

    /** (T - T free) / (T ordinary - T free), over the sums. */
    private static double avoidableDelayLeft(List<Pair> pairs) {
        double free = mean(pairs, pair -> pair.free().seconds());
        return (mean(pairs, pair -> pair.judged().seconds()) - free)
                / (mean(pairs, pair -> pair.ordinary().seconds()) - free);
    }

    /** The avoidable delay left beyond that of local pre-emption without watchdog. */
    private static double delayMinusLocal(List<Pair> pairs) {
        return mean(pairs, pair -> pair.judged().seconds() - pair.local().seconds())
                / mean(pairs, pair -> pair.ordinary().seconds() - pair.free().seconds());
    }

    private static double othersExtraLossPercent(List<Pair> pairs) {
        double ordinary = mean(pairs, pair -> pair.ordinary().othersLossSeconds());
        return 100 * (mean(pairs, pair -> pair.judged().othersLossSeconds()) - ordinary) / ordinary;
    }

    /** What an ambulance takes longer than with City Brain and no other ambulance. */
    private static double moreThanAlone(List<Pair> pairs) {
        return mean(pairs, pair -> pair.judged().seconds())
                        / mean(pairs, pair -> pair.alone().seconds())
                - 1;
    }

    private boolean hasLocal() {
        return pairs.get(0).local() != null;
    }

    double ratio() {
        return ratio(pairs);
    }

    double delayMinusLocal() {
        return hasLocal() ? delayMinusLocal(pairs) : Double.NaN;
    }

    double moreThanAlone() {
        return moreThanAlone(pairs);
    }

    double[] moreThanAloneInterval() {
        return interval(pairs, ModeFigures::moreThanAlone);
    }

    long companionsNotArrived() {
        return pairs.stream()
                .mapToLong(pair -> pair.judged().companionsNotArrived())
                .sum();
    }

    double[] delayMinusLocalInterval() {
        return delayMinusLocalInterval;
    }

    /** The trip that fared worst against its own local pre-emption without watchdog. */
    double worstTripToLocal() {
        return hasLocal()
                ? pairs.stream()
                        .mapToDouble(
                                pair -> pair.judged().seconds() / pair.local().seconds())
                        .max()
                        .orElse(Double.NaN)
                : Double.NaN;
    }

    double[] ratioInterval() {
        return ratioInterval;
    }

    double avoidableDelayLeft() {
        return avoidableDelayLeft(pairs);
    }

    double ratioToNavigated() {
        return pairs.get(0).navigated() == null
                ? Double.NaN
                : meanSeconds() / mean(pairs, pair -> pair.navigated().seconds());
    }

    double worstTripRatio() {
        return pairs.stream()
                .mapToDouble(pair -> pair.judged().seconds() / pair.ordinary().seconds())
                .max()
                .orElse(Double.NaN);
    }

    long notArrived() {
        return pairs.stream().filter(pair -> !pair.judged().arrived()).count();
    }

    double othersExtraLossPercent() {
        return othersExtraLossPercent(pairs);
    }

    /** Seconds that a vehicle lost more on the approach that fared worst in any of the trips. */
    double worstApproachExtraSeconds() {
        double worst = 0;
        for (Pair pair : pairs) {
            for (Map.Entry<String, DriveOutcome.Approach> judged :
                    pair.judged().approaches().entrySet()) {
                DriveOutcome.Approach ordinary = pair.ordinary().approaches().get(judged.getKey());
                if (ordinary != null
                        && ordinary.vehicles() >= LEAST_VEHICLES
                        && judged.getValue().vehicles() >= LEAST_VEHICLES) {
                    worst = Math.max(worst, judged.getValue().lossSeconds() - ordinary.lossSeconds());
                }
            }
        }
        return worst;
    }

    double seizedSeconds() {
        return mean(pairs, pair -> pair.judged().seizedSeconds());
    }

    long violations() {
        return pairs.stream()
                .mapToLong(pair -> pair.judged().violations().size())
                .sum();
    }

    long reroutes() {
        return pairs.stream().mapToLong(pair -> pair.judged().reroutes()).sum();
    }

    Map<String, Object> figures(boolean withOthers) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("meanSeconds", meanSeconds());
        figures.put("ratio", ratio());
        figures.put("ratioLow", ratioInterval[0]);
        figures.put("ratioHigh", ratioInterval[1]);
        figures.put("ratioToNavigated", ratioToNavigated());
        figures.put("avoidableDelayLeft", avoidableDelayLeft());
        figures.put("avoidableDelayLeftLow", delayInterval[0]);
        figures.put("avoidableDelayLeftHigh", delayInterval[1]);
        figures.put("delayMinusLocal", delayMinusLocal());
        figures.put("delayMinusLocalLow", delayMinusLocalInterval[0]);
        figures.put("delayMinusLocalHigh", delayMinusLocalInterval[1]);
        figures.put("worstTripToLocal", worstTripToLocal());
        figures.put("worstTripRatio", worstTripRatio());
        figures.put("notArrived", notArrived());
        figures.put("othersExtraLossPercent", withOthers ? othersExtraLossPercent() : 0.0);
        figures.put("othersExtraLossLow", withOthers ? othersInterval[0] : 0.0);
        figures.put("othersExtraLossHigh", withOthers ? othersInterval[1] : 0.0);
        figures.put("worstApproachExtraSeconds", withOthers ? worstApproachExtraSeconds() : 0.0);
        figures.put("seizedSeconds", seizedSeconds());
        figures.put("reroutes", reroutes());
        if (pairs.get(0).alone() != null) {
            figures.put("moreThanAlone", moreThanAlone());
            figures.put("companionsNotArrived", companionsNotArrived());
        }
        figures.put("violations", violations());
        return figures;
    }
}
