package io.citybrain.city.roads;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * One signal controller. It may control several junctions at once. Its links are the positions in its state; most lead
 * to one turn, some to several, a pedestrian crossing to none, and a controller may have links that nothing uses.
 */
public final class Signal {

    private final String id;
    private final List<Programme> programmes;
    private final int[] junctions;
    private final int[] firstTurn;
    private final int[] turns;
    private final BitSet crossings;
    private final BitSet foes;
    private final BitSet conflicts;

    Signal(String id, List<Programme> programmes, int[] junctions, int[][] turnsByLink, BitSet crossings, BitSet foes) {
        this.id = id;
        this.programmes = List.copyOf(programmes);
        this.junctions = junctions;
        this.firstTurn = new int[turnsByLink.length + 1];
        for (int link = 0; link < turnsByLink.length; link++) {
            firstTurn[link + 1] = firstTurn[link] + turnsByLink[link].length;
        }
        this.turns = Arrays.stream(turnsByLink).flatMapToInt(Arrays::stream).toArray();
        this.crossings = crossings;
        this.foes = foes;
        this.conflicts = conflictsAmong(foes, programme(), turnsByLink.length);
    }

    private static BitSet conflictsAmong(BitSet foes, Programme programme, int links) {
        BitSet conflicts = new BitSet();
        for (int pair = foes.nextSetBit(0); pair >= 0; pair = foes.nextSetBit(pair + 1)) {
            conflicts.set(pair, !programme.areGreenTogether(pair / links, pair % links));
        }
        return conflicts;
    }

    public String id() {
        return id;
    }

    /** All programmes, in the order in which they were read. */
    public List<Programme> programmes() {
        return programmes;
    }

    /** The signal's own programme: the last one read, as in SUMO. */
    public Programme programme() {
        return programmes.get(programmes.size() - 1);
    }

    public int linkCount() {
        return firstTurn.length - 1;
    }

    /** The junctions that it controls, ascending. */
    public int[] junctions() {
        return junctions.clone();
    }

    /** The turns of a link, ascending; none for a pedestrian crossing. */
    public int[] turns(int link) {
        return Arrays.copyOfRange(turns, firstTurn[link], firstTurn[link + 1]);
    }

    /** True if pedestrians cross on that link. */
    public boolean isCrossing(int link) {
        return crossings.get(link);
    }

    /** True if the links come from different edges and their ways over a junction touch. */
    public boolean areFoes(int link, int other) {
        return foes.get(link * linkCount() + other);
    }

    /**
     * True if two links must never have green together: they are foes from different edges, and the signal's own
     * programme gives them green together in no phase.
     */
    public boolean areInConflict(int link, int other) {
        return conflicts.get(link * linkCount() + other);
    }
}
