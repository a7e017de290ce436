package io.citybrain.standalone;

import io.citybrain.sim.Recording;
import io.citybrain.sim.Replayer;

/** What is told once the city is ready: where things are, and what runs. */
final class Welcome {
    private final CitySettings settings;
    private final Terminal terminal;

    Welcome(CitySettings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    Welcome tellPlaces(Parts parts, int flinkPort, int metricsPort, DataFolder data) {
        terminal.place("where.broker", parts.broker().uri());
        terminal.place("where.store", parts.store().url());
        terminal.place("where.flink", "http://127.0.0.1:" + flinkPort);
        terminal.place("where.metrics", "http://127.0.0.1:" + metricsPort + "/metrics");
        terminal.place("where.state", state(data));
        terminal.place("where.log", data.path("city-brain.log").toString());
        return this;
    }

    private String state(DataFolder data) {
        String root = data.root().toString();
        if (data.isTemporary()) {
            return terminal.words().say("state.temporary", root);
        }
        return data.goesOn() ? terminal.words().say("state.goes-on", root) : root;
    }

    /** What escorts are planned on; null: there are none. */
    Welcome tellRoads(Escorts escorts) {
        if (escorts != null) {
            terminal.say(
                    "ready.roads",
                    escorts.network(),
                    escorts.roads().edges().count(),
                    escorts.roads().signals().count());
        }
        return this;
    }

    /** @param recording what is replayed, or null */
    void tellReady(double readySeconds, Player player, Recording recording) {
        terminal.say("ready", String.format("%.1f", readySeconds), player.sensors());
        if (recording != null) {
            recording.remarks().forEach(remark -> terminal.say("remark", remark));
            recording.problems().forEach(problem -> terminal.say("remark", problem));
            terminal.say("clock.replay", settings.replay(), speed());
        } else if (settings.simulate()) {
            terminal.say("clock.simulated", settings.speed(), Terminal.time(player.nowMillis()));
        } else {
            terminal.say("clock.devices");
        }
    }

    private String speed() {
        return settings.speed() >= Replayer.MAX_SPEED
                ? terminal.words().say("speed.max")
                : terminal.words().say("speed.times", settings.speed());
    }
}
