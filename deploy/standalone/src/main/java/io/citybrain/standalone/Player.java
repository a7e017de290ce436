package io.citybrain.standalone;

import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.sim.Replayer;
import io.citybrain.sim.SimSettings;
import io.citybrain.sim.StreetCounts;
import io.citybrain.sim.StreetRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whoever plays the street: a simulation, a recording, or nobody because devices are real. */
interface Player extends AutoCloseable {
    /** Waits until the broker has the registry. */
    boolean awaitReady(Duration timeout) throws InterruptedException;

    void start();

    /** True once all is sent; an endless one waits. */
    boolean awaitEnd(Duration timeout) throws InterruptedException;

    /** City time, epoch milliseconds. */
    long nowMillis();

    /** Messages sent so far. */
    long sent();

    /** Sensors that it registers. */
    int sensors();

    @Override
    void close();

    static Player simulation(StreetRunner street) {
        return new Player() {
            @Override
            public boolean awaitReady(Duration timeout) throws InterruptedException {
                return street.awaitReady(timeout);
            }

            @Override
            public void start() {
                street.start();
            }

            @Override
            public boolean awaitEnd(Duration timeout) throws InterruptedException {
                return street.awaitEnd(timeout);
            }

            @Override
            public long nowMillis() {
                return street.nowMillis();
            }

            @Override
            public long sent() {
                return all(street.counts());
            }

            @Override
            public int sensors() {
                return street.registry().size();
            }

            @Override
            public void close() {
                street.close();
            }
        };
    }

    static StreetRunner openStreet(
            SimSettings settings, MqttConnection broker, Path stateFile, StreetRunner.TrafficMaker traffic) {
        try {
            return StreetRunner.open(settings, broker, stateFile, traffic);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw CityException.because(e, "error.street", e.getMessage());
        }
    }

    static Player replay(Replayer replayer) {
        return new Player() {
            @Override
            public boolean awaitReady(Duration timeout) throws InterruptedException {
                return replayer.awaitReady(timeout);
            }

            @Override
            public void start() {
                replayer.start();
            }

            @Override
            public boolean awaitEnd(Duration timeout) throws InterruptedException {
                return replayer.awaitEnd(timeout);
            }

            @Override
            public long nowMillis() {
                return replayer.nowMillis();
            }

            @Override
            public long sent() {
                return all(replayer.counts());
            }

            @Override
            public int sensors() {
                return replayer.recording().registry().size();
            }

            @Override
            public void close() {
                replayer.close();
            }
        };
    }

    private static long all(StreetCounts counts) {
        return counts.sent() + counts.clockTicks() + counts.registryEntries();
    }

    /** Real devices: nothing is sent from here. */
    static Player nobody(int sensors) {
        return new Player() {
            @Override
            public boolean awaitReady(Duration timeout) {
                return true;
            }

            @Override
            public void start() {}

            @Override
            public boolean awaitEnd(Duration timeout) throws InterruptedException {
                TimeUnit.MILLISECONDS.sleep(timeout.toMillis());
                return false;
            }

            @Override
            public long nowMillis() {
                return System.currentTimeMillis();
            }

            @Override
            public long sent() {
                return 0;
            }

            @Override
            public int sensors() {
                return sensors;
            }

            @Override
            public void close() {}
        };
    }
}
