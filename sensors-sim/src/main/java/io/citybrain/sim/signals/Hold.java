package io.citybrain.sim.signals;

import java.util.BitSet;

/**
 * A lease on a signal.
 *
 * @param wish the state that it asks for: every other link shows red
 * @param endsAtMillis the earlier of its validity and the receipt plus the lease
 */
record Hold(String mission, long sequence, BitSet links, String wish, long endsAtMillis) {

    /** Listed links show green; permissive green where they must yield to another listed one. */
    static Hold of(SignalLayout layout, String mission, long sequence, BitSet links, long endsAtMillis) {
        StringBuilder wish = new StringBuilder();
        for (int link = 0; link < layout.links(); link++) {
            if (!links.get(link)) {
                wish.append(Letters.RED);
            } else {
                wish.append(layout.yieldsTo()[link].intersects(links) ? Letters.PERMISSIVE : Letters.GREEN);
            }
        }
        return new Hold(mission, sequence, links, wish.toString(), endsAtMillis);
    }
}
