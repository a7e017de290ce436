package io.citybrain.sim.signals;

import io.citybrain.sim.safety.SignalFacts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * A signal for tests. The small one has four links: 0 and 2 go north-south, 1 goes east-west, 3 is a left turn that
 * yields to 2. North-south has 30 s with its permissive left turn, then 3 s of yellow and 2 s of red, then east-west.
 */
final class Crossroads {
    private final FixedProgramme programme;
    private final BitSet[] foes;
    private final BitSet[] yieldsTo;
    private final double[] crossingMetres;

    private Crossroads(FixedProgramme programme, BitSet[] foes, BitSet[] yieldsTo, double[] crossingMetres) {
        this.programme = programme;
        this.foes = foes;
        this.yieldsTo = yieldsTo;
        this.crossingMetres = crossingMetres;
    }

    static Crossroads small() {
        FixedProgramme programme = new FixedProgramme(
                "own",
                List.of(
                        phase("GrGg", 30),
                        phase("yryy", 3),
                        phase("rrrr", 2),
                        phase("rGrr", 20),
                        phase("ryrr", 3),
                        phase("rrrr", 2)),
                0);
        BitSet[] foes = {bits(1), bits(0, 2, 3), bits(1, 3), bits(1, 2)};
        BitSet[] yields = {bits(), bits(), bits(), bits(2)};
        return new Crossroads(programme, foes, yields, new double[4]);
    }

    /** Some links that touch each other or not, a programme that serves all, perhaps without yellow, in the wild. */
    static Crossroads random(Random random) {
        int links = 3 + random.nextInt(10);
        BitSet[] foes = new BitSet[links];
        BitSet[] yields = new BitSet[links];
        double[] crossings = new double[links];
        for (int link = 0; link < links; link++) {
            foes[link] = new BitSet();
            yields[link] = new BitSet();
            crossings[link] = random.nextInt(6) == 0 ? 4 + random.nextInt(12) : 0;
            for (int other = 0; other < link; other++) {
                if (random.nextInt(3) > 0) {
                    foes[link].set(other);
                    foes[other].set(link);
                    boolean first = random.nextBoolean();
                    yields[first ? link : other].set(first ? other : link);
                }
            }
        }
        return new Crossroads(programme(random, links, foes, yields, crossings), foes, yields, crossings);
    }

    private static FixedProgramme programme(
            Random random, int links, BitSet[] foes, BitSet[] yields, double[] crossings) {
        List<FixedProgramme.Phase> phases = new ArrayList<>();
        BitSet served = new BitSet();
        boolean wild = random.nextInt(4) == 0;
        while (served.cardinality() < links) {
            BitSet green = new BitSet();
            for (int i = 0; i < links; i++) {
                int link = (i + served.nextClearBit(0)) % links;
                boolean permissive = foes[link].intersects(green) && random.nextInt(12) == 0;
                if (!foes[link].intersects(green) || permissive) {
                    green.set(link);
                }
            }
            served.or(green);
            StringBuilder stage = new StringBuilder();
            StringBuilder yellow = new StringBuilder();
            for (int link = 0; link < links; link++) {
                stage.append(!green.get(link) ? 'r' : yields[link].intersects(green) ? 'g' : 'G');
                yellow.append(green.get(link) && crossings[link] == 0 ? 'y' : 'r');
            }
            phases.add(phase(stage.toString(), 6 + random.nextInt(40)));
            if (!wild) {
                phases.add(phase(yellow.toString(), 3 + random.nextInt(3)));
            }
            phases.add(phase("r".repeat(links), 1 + random.nextInt(4)));
        }
        return new FixedProgramme("own", phases, 1_000L * random.nextInt(60));
    }

    private static FixedProgramme.Phase phase(String state, int seconds) {
        return new FixedProgramme.Phase(state, seconds * 1_000L, 0);
    }

    private static BitSet bits(int... links) {
        BitSet bits = new BitSet();
        for (int link : links) {
            bits.set(link);
        }
        return bits;
    }

    SignalLayout layout() {
        BitSet[] conflicts = new BitSet[foes.length];
        for (int link = 0; link < foes.length; link++) {
            int a = link;
            conflicts[link] = new BitSet();
            foes[link].stream()
                    .filter(b -> programme.phases().stream()
                            .noneMatch(phase -> Letters.isGreen(phase.state().charAt(a))
                                    && Letters.isGreen(phase.state().charAt(b))))
                    .forEach(conflicts[link]::set);
        }
        return new SignalLayout("S", programme, conflicts, yieldsTo, crossingMetres);
    }

    SignalFacts facts() {
        List<SignalFacts.Phase> phases = programme.phases().stream()
                .map(phase -> new SignalFacts.Phase(phase.state(), phase.durationMillis() / 1_000.0, 0))
                .toList();
        return new SignalFacts("S", phases, foes, crossingMetres);
    }
}
