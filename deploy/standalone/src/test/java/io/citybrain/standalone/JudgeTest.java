package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.sim.Fault;
import io.citybrain.standalone.Judge.Seen;
import io.citybrain.standalone.Judge.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One cover is opened at 1,000 and must be alerted by 2,000; the run ends at 9,000. */
class JudgeTest {
    private static final long START = 0;
    private static final long END = 9_000;
    private static final Fault OPENED = fault("MH-1", "cover-opened", 1_000, 2_000);

    private static Fault fault(String sensor, String rule, long injectedAt, long alertBy) {
        return new Fault("F-0", "cover-opened", "manhole", sensor, injectedAt, injectedAt + 3_000, rule, alertBy);
    }

    private static Seen alert(String sensor, String rule, long raisedAt, long seenAt) {
        return new Seen(new StoredAlerts.Episode("id-" + sensor + raisedAt, sensor, rule, raisedAt, 0), seenAt);
    }

    private static Verdict judge(Fault fault, Seen... alerts) {
        return Judge.judge(List.of(fault), List.of(alerts), START, END);
    }

    @Test
    void aFaultAlertedOnceInTimeIsGood() {
        Verdict verdict = judge(OPENED, alert("MH-1", "cover-opened", 1_000, 2_000));
        assertThat(verdict).isEqualTo(new Verdict(1, 1, List.of(), List.of()));
        assertThat(verdict.isGood()).isTrue();
    }

    @Test
    void aFaultAlertedLateIsMissedButItsAlertIsNotFalse() {
        Verdict verdict = judge(OPENED, alert("MH-1", "cover-opened", 1_000, 2_001));
        assertThat(verdict).isEqualTo(new Verdict(1, 0, List.of(OPENED), List.of()));
        assertThat(verdict.isGood()).isFalse();
    }

    @Test
    void theSecondAlertOfOneFaultIsFalse() {
        Seen second = alert("MH-1", "cover-opened", 1_500, 1_600);
        Verdict verdict = judge(OPENED, alert("MH-1", "cover-opened", 1_000, 1_100), second);
        assertThat(verdict).isEqualTo(new Verdict(1, 1, List.of(), List.of(second)));
        assertThat(verdict.isGood()).isFalse();
    }

    @Test
    void twoFaultsOfOneSensorExplainOneAlertEach() {
        Fault again = fault("MH-1", "cover-opened", 5_000, 6_000);
        List<Seen> alerts =
                List.of(alert("MH-1", "cover-opened", 1_000, 1_100), alert("MH-1", "cover-opened", 5_000, 5_100));
        assertThat(Judge.judge(List.of(OPENED, again), alerts, START, END))
                .isEqualTo(new Verdict(2, 2, List.of(), List.of()));
    }

    @Test
    void aFaultNeverAlertedIsMissed() {
        assertThat(judge(OPENED)).isEqualTo(new Verdict(1, 0, List.of(OPENED), List.of()));
    }

    @Test
    void anAlertWithoutAFaultIsFalse() {
        Seen other = alert("MH-2", "cover-opened", 1_000, 1_100);
        Verdict verdict = judge(OPENED, alert("MH-1", "cover-opened", 1_000, 1_100), other);
        assertThat(verdict.falseAlerts()).containsExactly(other);
    }

    @Test
    void anAlertOfAnotherRuleOrFromBeforeTheFaultDoesNotCount() {
        Seen otherRule = alert("MH-1", "cover-tilted", 1_000, 1_100);
        Seen tooEarly = alert("MH-1", "cover-opened", 999, 1_100);
        assertThat(judge(OPENED, otherRule, tooEarly))
                .isEqualTo(new Verdict(1, 0, List.of(OPENED), List.of(otherRule, tooEarly)));
    }

    @Test
    void aFaultWhoseDeadlineLiesBeyondTheEndMayBeAlertedOrNot() {
        Fault atTheEnd = fault("MH-1", "cover-opened", 8_500, 9_001);
        assertThat(judge(atTheEnd)).isEqualTo(new Verdict(0, 0, List.of(), List.of()));
        assertThat(judge(atTheEnd, alert("MH-1", "cover-opened", 8_500, 8_600)))
                .isEqualTo(new Verdict(0, 0, List.of(), List.of()));
    }

    @Test
    void afterARestartAFaultFromBeforeIsDueAsIfItHadBegunWithTheRestart() {
        long restart = 1_500;
        Seen inTime = alert("MH-1", "cover-opened", 1_600, 2_500);
        Seen late = alert("MH-1", "cover-opened", 1_600, 2_501);
        assertThat(Judge.judge(List.of(OPENED), List.of(inTime), restart, END).isGood())
                .isTrue();
        assertThat(Judge.judge(List.of(OPENED), List.of(late), restart, END).missed())
                .containsExactly(OPENED);
    }

    @Test
    void aFaultThatMustNotAlertMakesItsAlertFalse() {
        Fault shock = fault("MH-1", null, 1_000, 2_000);
        Seen alert = alert("MH-1", "cover-tilted", 1_000, 1_100);
        assertThat(judge(shock, alert)).isEqualTo(new Verdict(0, 0, List.of(), List.of(alert)));
    }
}
