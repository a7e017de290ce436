package io.citybrain.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long alerts took from publishing the reading to the alert on MQTT. Pure. Disturbed moments are left out where that
 * is asked for: from the start of a disturbance (the job killed, the broker or the link down) until the first alert has
 * come whose reading was published after its end.
 */
final class AlertDelays {
    /**
     * One alert of a rule without on-delay.
     *
     * @param publishedNanos when its reading was handed to the publisher
     * @param cameNanos when the alert came to the witness
     */
    record Sample(long publishedNanos, long cameNanos) {
        double millis() {
            return (cameNanos - publishedNanos) / 1e6;
        }
    }

    /** A time span, {@link System#nanoTime}. */
    record Span(long fromNanos, long untilNanos) {
        boolean meets(Sample sample) {
            return sample.publishedNanos() <= untilNanos && sample.cameNanos() >= fromNanos;
        }
    }

    private final List<Sample> samples;

    AlertDelays(List<Sample> samples) {
        this.samples = samples;
    }

    /** Milliseconds, ascending, of what was published within a span, undisturbed. */
    double[] within(Span span, List<Span> disturbances) {
        List<Span> disturbed = new ArrayList<>();
        disturbances.forEach(d -> disturbed.add(new Span(d.fromNanos(), recoveredNanos(d))));
        double[] millis = samples.stream()
                .filter(s -> s.publishedNanos() >= span.fromNanos() && s.publishedNanos() <= span.untilNanos())
                .filter(s -> disturbed.stream().noneMatch(d -> d.meets(s)))
                .mapToDouble(Sample::millis)
                .toArray();
        Arrays.sort(millis);
        return millis;
    }

    private long recoveredNanos(Span disturbance) {
        return samples.stream()
                .filter(s -> s.publishedNanos() > disturbance.untilNanos())
                .mapToLong(Sample::cameNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** The least value that at least this share of all is not above; -1 if there is none. */
    static double quantile(double[] ascending, double share) {
        return ascending.length == 0 ? -1 : ascending[Math.max(0, (int) Math.ceil(share * ascending.length) - 1)];
    }
}
