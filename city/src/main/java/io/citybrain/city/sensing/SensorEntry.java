package io.citybrain.city.sensing;

import java.util.Arrays;
import java.util.List;

/**
 * One sensor in the registry.
 *
 * @param sensor the id, unique in the city
 * @param kind what sort of sensor
 * @param place where it stands, never null
 * @param heartbeatSeconds the longest time between two messages that is normal; 0 = silence is not judged
 * @param registeredAtMillis when it was registered, epoch milliseconds; 0 = when City Brain first heard of the entry
 * @param area the area or grid that it belongs to, or null
 * @param parent what it depends on, such as a gateway or a power feeder, or null
 * @param limits what differs from the rules' defaults
 * @param recipients who is told, may be empty
 * @param device the foreign device behind it, or null
 * @param conflictingLinks of a traffic signal: pairs of link indices that must never be green together, flat (a0, b0,
 *     a1, b1, …); empty otherwise
 */
public record SensorEntry(
        String sensor,
        Kind kind,
        Place place,
        double heartbeatSeconds,
        long registeredAtMillis,
        String area,
        String parent,
        List<Limit> limits,
        List<String> recipients,
        Device device,
        int[] conflictingLinks) {

    private static final int[] NO_LINKS = {};

    /**
     * A city has a million of these, so they share what many have in common, also those that come from a checkpoint.
     * Components may be null there, if an earlier version did not have them.
     */
    public SensorEntry {
        area = shared(area);
        parent = shared(parent);
        limits = limits == null ? null : List.copyOf(limits);
        recipients = recipients == null
                ? null
                : List.copyOf(recipients.stream().map(SensorEntry::shared).toList());
        conflictingLinks = conflictingLinks != null && conflictingLinks.length == 0 ? NO_LINKS : conflictingLinks;
    }

    private static String shared(String text) {
        return text == null ? null : text.intern();
    }

    /** What this entry says of a rule, or null. */
    public Limit findLimit(String rule) {
        for (int i = 0; i < limits.size(); i++) {
            if (limits.get(i).rule().equals(rule)) {
                return limits.get(i);
            }
        }
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SensorEntry that
                && sensor.equals(that.sensor)
                && kind == that.kind
                && place.equals(that.place)
                && heartbeatSeconds == that.heartbeatSeconds
                && registeredAtMillis == that.registeredAtMillis
                && java.util.Objects.equals(area, that.area)
                && java.util.Objects.equals(parent, that.parent)
                && limits.equals(that.limits)
                && recipients.equals(that.recipients)
                && java.util.Objects.equals(device, that.device)
                && Arrays.equals(conflictingLinks, that.conflictingLinks);
    }

    @Override
    public int hashCode() {
        return sensor.hashCode();
    }

    @Override
    public String toString() {
        return kind.topicName() + '/' + sensor;
    }
}
