package io.citybrain.sim.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.sim.safety.SafetyChecker;
import io.citybrain.sim.safety.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignalControllerTest {
    private static final int EAST_WEST = 1;

    private final List<String> answers = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private Crossroads crossroads = Crossroads.small();
    private SignalController controller = controller();
    private long second;

    private SignalController controller() {
        return new SignalController(
                crossroads.layout(),
                new Lamps(),
                (mission, sequence, status, reason) ->
                        answers.add(mission + " " + sequence + " " + status + (reason == null ? "" : " " + reason)));
    }

    private final class Lamps implements SignalHead {
        @Override
        public void show(String state) {
            shown.add(state);
        }

        @Override
        public void runOwnProgramme() {
            shown.add("own");
        }
    }

    private SignalControllerTest until(long untilSecond) {
        while (second < untilSecond) {
            controller.tick(1_000 * second++);
        }
        return this;
    }

    private void hold(String mission, long sequence, int... links) {
        controller.hold(mission, sequence, links, 5, Long.MAX_VALUE, 1_000 * second);
    }

    @Test
    void aHoldEndsOtherGreensByYellowAndASecondOfRed() {
        until(10).hold("m", 1, EAST_WEST);
        until(16);

        assertThat(shown).containsExactly("yryy", "yryy", "yryy", "rrrr", "rGrr", "rGrr");
        assertThat(answers).containsExactly("m 1 pending", "m 1 granted");
    }

    @Test
    void aGreenThatHasJustBegunKeepsItsMinimum() {
        until(62).hold("m", 1, EAST_WEST); // north-south began at 60
        until(66);

        assertThat(shown).containsExactly("GrGg", "GrGg", "GrGg", "yryy");
    }

    @Test
    void aYellowOfItsOwnProgrammeIsNotCut() {
        until(32).hold("m", 1, 0, 2); // yellow began at 30
        until(36);

        assertThat(shown).containsExactly("yryy", "rrrr", "GrGr", "GrGr");
    }

    @Test
    void aLeaseThatNobodyRenewsEnds() {
        until(10).hold("m", 1, EAST_WEST);
        until(15);
        assertThat(controller.heldBy()).isEqualTo("m");
        until(16);
        assertThat(controller.heldBy()).isNull();
        until(80);

        assertThat(answers).containsExactly("m 1 pending", "m 1 granted", "m 1 released lease-ended");
        assertThat(controller.program()).isEqualTo("own");
    }

    @Test
    void afterAReleaseItsOwnProgrammeRunsInStepAgain() {
        until(10).hold("m", 1, EAST_WEST);
        until(15);
        controller.release("m", 2);
        until(100);

        assertThat(answers).last().isEqualTo("m 2 released");
        assertThat(shown).last().isEqualTo("own");
        assertThat(controller.state()).isEqualTo("rGrr"); // 99 s = 39 s into the cycle
    }

    @Test
    void conflictingLinksAreRefused() {
        until(10).hold("m", 1, 0, EAST_WEST);

        assertThat(answers).containsExactly("m 1 rejected no-stage");
    }

    @Test
    void linksThatTheProgrammeGivesTogetherAreGrantedAndTheYieldingOneIsPermissive() {
        until(40).hold("m", 1, 0, 2, 3);
        until(45);

        assertThat(shown).last().isEqualTo("GrGg");
        assertThat(answers).containsExactly("m 1 pending", "m 1 granted");
    }

    @Test
    void aSignalHeldByAnotherMissionSaysByWhom() {
        until(10).hold("a", 1, EAST_WEST);
        hold("b", 1, EAST_WEST);

        assertThat(answers).containsExactly("a 1 pending", "b 1 rejected held-by a");
    }

    @Test
    void doubledAndOvertakenCommandsAreIgnored() {
        until(10).hold("m", 5, EAST_WEST);
        hold("m", 5, EAST_WEST);
        hold("m", 4, 0);
        controller.release("m", 3);

        assertThat(answers).containsExactly("m 5 pending");
    }

    @Test
    void aHigherHoldReplacesLinksAndLease() {
        until(10).hold("m", 1, EAST_WEST);
        until(14).hold("m", 2, 0, 2);
        until(25);

        assertThat(shown).contains("rrrr", "GrGr");
        assertThat(controller.heldBy()).isNull(); // the second lease ended at 19
    }

    @Test
    void badCommandsAreRefusedWithTheReason() {
        until(10);
        controller.hold("m", 1, new int[] {7}, 5, Long.MAX_VALUE, 10_000);
        controller.hold("m", 2, new int[0], 5, Long.MAX_VALUE, 10_000);
        controller.hold("m", 3, new int[] {0}, 31, Long.MAX_VALUE, 10_000);
        controller.hold("m", 4, new int[] {0}, 5, 9_999, 10_000);
        controller.release("m", 5);

        assertThat(answers)
                .containsExactly(
                        "m 1 rejected unknown-link 7",
                        "m 2 rejected no-links",
                        "m 3 rejected lease-not-within-30-seconds",
                        "m 4 rejected expired",
                        "m 5 released was-not-held");
    }

    @Test
    void theCheckerSeesWhatAControllerMustNeverDo() {
        List<Violation> found = new ArrayList<>();
        SafetyChecker checker = new SafetyChecker(crossroads.facts(), 3, found::add);
        String[] states = {"GrGg", "rrrr", "rGrr", "GGrr", "yyrr", "rrrr", "rrrr", "rrrr"};
        for (int i = 0; i < states.length; i++) {
            checker.look(100 + i, states[i], i > 0);
        }

        assertThat(found)
                .extracting(Violation::what)
                .contains(
                        "green of link 0 ended without yellow",
                        "link 1 got green 1 s after link 0 lost it, 4 s are needed",
                        "links 0 and 1 conflict and were green together",
                        "green of link 0 lasted 1 s instead of 5 s",
                        "yellow of link 0 lasted 1 s instead of 3 s",
                        "it was seized for more than 3 s");
    }

    /** Held until second 102, then left to its programme. */
    @Test
    void theCheckerSeesWhatAControllerLeavesToItsProgrammeTooEarly() {
        List<Violation> found = new ArrayList<>();
        SafetyChecker checker = new SafetyChecker(crossroads.facts(), 60, found::add);
        String[] states = {"GrGg", "yryy", "yryy", "yryy", "rrrr", "rGrr", "rGrr", "ryrr", "rrrr", "GrGr"};
        for (int i = 0; i < states.length; i++) {
            checker.look(100 + i, states[i], i > 0 && i < 6);
        }

        assertThat(found).extracting(Violation::what).contains("green of link 1 lasted 2 s instead of 5 s");
        found.clear();
        String[] again = {"rrrr", "GrGr", "yryr", "yryr", "rGrr"};
        for (int i = 0; i < again.length; i++) {
            checker.look(200 + i, again[i], i > 0 && i < 3);
        }
        assertThat(found)
                .extracting(Violation::what)
                .contains(
                        "yellow of link 0 lasted 2 s instead of 3 s",
                        "link 1 got green less than 1 s after link 0 turned red");
    }

    @Test
    void randomCommandsAtRandomJunctionsNeverCauseAViolation() {
        for (int seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            crossroads = Crossroads.random(random);
            controller = controller();
            List<Violation> found = new ArrayList<>();
            drive(random, new SafetyChecker(crossroads.facts(), Double.POSITIVE_INFINITY, found::add));
            assertThat(found).as("seed %d", seed).isEmpty();
            assertThat(controller.isFree()).as("free at the end, seed %d", seed).isTrue();
        }
    }

    private void drive(Random random, SafetyChecker checker) {
        int links = crossroads.layout().links();
        for (second = 0; second < 2_000; second++) {
            if (second > 60 && second < 1_500 && random.nextInt(4) == 0) {
                int[] wanted = random.ints(1 + random.nextInt(3), 0, links).toArray();
                String mission = "m" + random.nextInt(3);
                if (random.nextInt(5) == 0) {
                    controller.release(mission, second);
                } else {
                    controller.hold(mission, second, wanted, 1 + random.nextInt(12), Long.MAX_VALUE, 1_000 * second);
                }
            }
            controller.tick(1_000 * second);
            checker.look((double) second, controller.state(), !controller.isFree());
        }
    }
}
