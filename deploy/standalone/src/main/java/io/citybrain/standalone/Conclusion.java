package io.citybrain.standalone;

import io.citybrain.influxdb.client.History;
import io.citybrain.sim.Recording;
import java.io.IOException;
import java.util.List;

/** What came of a run: told on the terminal and written to the summary. */
final class Conclusion {
    private final CitySettings settings;
    private final Terminal terminal;
    private final Summary summary;

    Conclusion(CitySettings settings, Terminal terminal, Summary summary) {
        this.settings = settings;
        this.terminal = terminal;
        this.summary = summary;
    }

    /** Returns true if every fault was seen and nothing else. */
    boolean simulation(Judge.Verdict verdict) {
        summary.verdict(verdict);
        verdict.missed()
                .forEach(f -> terminal.say(
                        "missed", f.type(), f.sensor(), f.expectedRule(), Terminal.time(f.alertByMillis())));
        verdict.falseAlerts()
                .forEach(s -> terminal.say(
                        "false.alert",
                        s.episode().rule(),
                        s.episode().sensor(),
                        Terminal.time(s.episode().raisedAtMillis())));
        terminal.say(
                "done",
                verdict.injected(),
                verdict.alerted(),
                verdict.falseAlerts().size(),
                summaryName());
        return verdict.isGood();
    }

    /** Returns true if every frame is stored as the recording says that it must be. */
    boolean replay(Recording recording, int alerts, History history) throws IOException {
        summary.problems(recording.skippedRows(), recording.problems());
        int frames = recording.expectedFrames().size();
        if (frames == 0) {
            terminal.say("done.replay", alerts, summaryName());
            return true;
        }
        List<FrameJudge.Mismatch> mismatches = FrameJudge.judge(recording.expectedFrames(), history);
        summary.frames(frames, mismatches);
        mismatches.forEach(m -> terminal.say("mismatch", m.sensor(), m.why()));
        terminal.say("done.frames", frames, frames - mismatches.size(), mismatches.size(), summaryName());
        return mismatches.isEmpty();
    }

    /** Real devices: nothing says what they should have sent. */
    boolean devices(int alerts) {
        terminal.say("done.replay", alerts, summaryName());
        return true;
    }

    private String summaryName() {
        return settings.summary() == null
                ? terminal.words().say("no.summary")
                : settings.summary().toString();
    }
}
