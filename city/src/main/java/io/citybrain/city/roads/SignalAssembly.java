package io.citybrain.city.roads;

import io.citybrain.city.roads.NetworkBuilder.Fault;
import io.citybrain.city.roads.NetworkBuilder.ProgrammeDraft;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns programmes and controlled connections into signals. */
final class SignalAssembly {

    private static final String LETTERS = "rugGysoO";

    private final NetworkBuilder drafts;
    private final Junctions junctions;
    private final Map<String, List<ConnectionDraft>> bySignal = new HashMap<>();

    SignalAssembly(NetworkBuilder drafts, Junctions junctions, List<ConnectionDraft> controlled) {
        this.drafts = drafts;
        this.junctions = junctions;
        for (ConnectionDraft connection : controlled) {
            bySignal.computeIfAbsent(connection.given.control().signal(), s -> new ArrayList<>())
                    .add(connection);
        }
    }

    /** All signals that have a programme, with the links that use them; faults for links that lead nowhere. */
    Signals signals() {
        List<Signal> signals = new ArrayList<>();
        for (Map.Entry<String, List<ProgrammeDraft>> entry : drafts.programmes.entrySet()) {
            List<ConnectionDraft> links = bySignal.getOrDefault(entry.getKey(), List.of());
            if (areSound(entry.getKey(), entry.getValue()) && areInRange(links, entry.getValue())) {
                signals.add(signal(entry.getKey(), entry.getValue(), links));
            }
        }
        for (Map.Entry<String, List<ConnectionDraft>> entry : bySignal.entrySet()) {
            if (!drafts.programmes.containsKey(entry.getKey())) {
                ConnectionDraft first = entry.getValue().get(0);
                fault(first.line, first + ": there is no <tlLogic> " + entry.getKey() + " (tl)");
            }
        }
        Signals all = new Signals(signals);
        for (List<ConnectionDraft> links : bySignal.values()) {
            links.forEach(link -> link.signal = all.find(link.given.control().signal()));
        }
        return all;
    }

    private void fault(int line, String what) {
        drafts.faults.add(new Fault(line, what));
    }

    private boolean areSound(String signal, List<ProgrammeDraft> programmes) {
        boolean sound = true;
        int links = -1;
        for (ProgrammeDraft draft : programmes) {
            String what =
                    "tlLogic " + signal + ", programme " + draft.programme().id();
            String wrong = wrongWith(draft.programme());
            if (wrong == null && links >= 0 && draft.programme().linkCount() != links) {
                wrong = "its states have " + draft.programme().linkCount() + " letters, those of an earlier programme "
                        + links;
            }
            if (wrong != null) {
                drafts.faults.add(new Fault(draft.additionalFile(), draft.line(), what + ": " + wrong));
                sound = false;
            } else {
                links = draft.programme().linkCount();
            }
        }
        return sound;
    }

    private static String wrongWith(Programme programme) {
        if (programme.phases().isEmpty()) {
            return "has no <phase>";
        }
        int links = programme.linkCount();
        for (int i = 0; i < programme.phases().size(); i++) {
            Programme.Phase phase = programme.phases().get(i);
            if (!(phase.durationSeconds() > 0)) {
                return "phase " + i + " needs a duration above 0";
            }
            if (links == 0 || phase.state().length() != links) {
                return "phase " + i + " has a state of " + phase.state().length() + " letters, phase 0 has " + links;
            }
            if (!phase.state().chars().allMatch(c -> LETTERS.indexOf(c) >= 0)) {
                return "phase " + i + " has the state " + phase.state() + ": known letters are " + LETTERS;
            }
        }
        return null;
    }

    private boolean areInRange(List<ConnectionDraft> connections, List<ProgrammeDraft> programmes) {
        int links = programmes.get(0).programme().linkCount();
        boolean inRange = true;
        for (ConnectionDraft connection : connections) {
            int link = connection.given.control().link();
            if (link < 0 || link >= links) {
                fault(
                        connection.line,
                        connection + ": linkIndex " + (link < 0 ? "is missing" : link + " is too large")
                                + ", the states of tlLogic "
                                + connection.given.control().signal() + " have " + links
                                + " letters");
                inRange = false;
            }
        }
        return inRange;
    }

    private Signal signal(String id, List<ProgrammeDraft> programmes, List<ConnectionDraft> connections) {
        int links = programmes.get(0).programme().linkCount();
        BitSet crossings = new BitSet();
        BitSet foes = new BitSet();
        for (ConnectionDraft connection : connections) {
            int link = connection.given.control().link();
            if (connection.isCrossing()) {
                crossings.set(link);
            }
            for (ConnectionDraft other : connections) {
                if (areFoes(connection, other)) {
                    foes.set(link * links + other.given.control().link());
                }
            }
        }
        int[][] turns = new int[links][];
        for (int link = 0; link < links; link++) {
            int wanted = link;
            turns[link] = connections.stream()
                    .filter(c -> c.given.control().link() == wanted && !c.isCrossing())
                    .mapToInt(c -> c.turn)
                    .sorted()
                    .toArray();
        }
        int[] controlled = connections.stream()
                .mapToInt(c -> c.junction)
                .sorted()
                .distinct()
                .toArray();
        List<Programme> own = programmes.stream().map(ProgrammeDraft::programme).toList();
        return new Signal(id, own, controlled, turns, crossings, foes);
    }

    private boolean areFoes(ConnectionDraft a, ConnectionDraft b) {
        return a.junction == b.junction
                && !a.given.from().edge().equals(b.given.from().edge())
                && junctions.areFoes(a.junction, a.request, b.request);
    }
}
