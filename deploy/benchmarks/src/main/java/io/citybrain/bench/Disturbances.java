package io.citybrain.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** What is done to the parts of a city, and when: random moments that follow from a seed. They may overlap. */
final class Disturbances {
    /** What can be done. */
    enum Type {
        JOB_KILLED,
        BROKER_RESTARTED,
        LINK_CUT,
        LINK_MENDED,
        STORE_AWAY,
        STORE_BACK
    }

    /** One of them. */
    record Moment(Type type, long atMillis) {}

    /**
     * How many and how long.
     *
     * @param kills of the job's JVM
     * @param brokerRestarts SIGTERM and start
     * @param linkCutMillis how long the link from job to broker is cut, once
     * @param storeOutageMillis how long the store can't be reached, once
     */
    record Plan(int kills, int brokerRestarts, long linkCutMillis, long storeOutageMillis) {}

    private Disturbances() {}

    /** Spreads kills and restarts so that each has its part of the time, and anything may meet anything else. */
    static List<Moment> plan(Plan plan, long durationMillis, long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x6b696c6c);
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < plan.kills(); i++) {
            moments.add(new Moment(Type.JOB_KILLED, within(random, durationMillis, i, plan.kills())));
        }
        for (int i = 0; i < plan.brokerRestarts(); i++) {
            moments.add(new Moment(Type.BROKER_RESTARTED, within(random, durationMillis, i, plan.brokerRestarts())));
        }
        between(Type.LINK_CUT, Type.LINK_MENDED, plan.linkCutMillis(), durationMillis, random, moments);
        between(Type.STORE_AWAY, Type.STORE_BACK, plan.storeOutageMillis(), durationMillis, random, moments);
        moments.sort(Comparator.comparingLong(Moment::atMillis));
        return moments;
    }

    /** In the middle of the run, which has traffic before and after. */
    private static long within(SplittableRandom random, long durationMillis, int part, int parts) {
        long length = durationMillis * 8 / 10 / parts;
        return durationMillis / 10 + part * length + random.nextLong(length * 3 / 4);
    }

    private static void between(
            Type from, Type until, long lengthMillis, long durationMillis, SplittableRandom random, List<Moment> out) {
        long at = durationMillis / 10 + random.nextLong(Math.max(1, durationMillis * 8 / 10 - lengthMillis));
        out.add(new Moment(from, at));
        out.add(new Moment(until, at + lengthMillis));
    }
}
