package io.citybrain.sim.signals;

import java.util.BitSet;

/**
 * What a controller knows of its junction.
 *
 * @param conflicts by link: the links that must never have green together with it
 * @param yieldsTo by link: the foes to which it must give way while both have green
 * @param crossingMetres by link: the length of a pedestrian crossing, 0 for vehicles
 */
public record SignalLayout(
        String signal, FixedProgramme programme, BitSet[] conflicts, BitSet[] yieldsTo, double[] crossingMetres) {

    public SignalLayout {
        int links = programme.links();
        if (conflicts.length != links || yieldsTo.length != links || crossingMetres.length != links) {
            throw new IllegalArgumentException(
                    "signal " + signal + ": its programme has " + links + " links, its layout " + conflicts.length);
        }
    }

    public int links() {
        return conflicts.length;
    }

    boolean isCrossing(int link) {
        return crossingMetres[link] > 0;
    }
}
