package io.citybrain.standalone;

import io.citybrain.jobs.escort.GreenWaveJob;
import io.citybrain.jobs.incidents.IncidentJob;
import io.citybrain.jobs.metrics.JobMetrics;
import io.citybrain.jobs.sensing.SensingJob;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.Settlement;
import io.citybrain.wire.Health;
import io.citybrain.wire.HealthJson;
import io.citybrain.wire.Topics;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Tells who listens that the process lives and works: a beat every second, its health retained, "down" as last will. */
final class Pulse implements AutoCloseable {
    private static final String COMPONENT = "standalone";
    private static final String USUAL_CLIENT_ID = "city-brain";

    private static final int MOST_PENDING = 10;
    private static final long LONGEST_SECONDS_WITHOUT_CHECKPOINT = 15;

    private final String component;
    private final String job;
    private final MqttPublisher publisher;
    private Health.Status told = Health.Status.UP;
    private long toldOverLink;
    private long checkpoints = -1;
    private long checkpointAtNanos = System.nanoTime();

    /** Of the process, which is that of the sensing job. */
    static Pulse ofProcess(MqttConnection broker, String clientId) throws InterruptedException {
        return new Pulse(broker, clientId, clientId.equals(USUAL_CLIENT_ID) ? COMPONENT : clientId, SensingJob.NAME);
    }

    /** Of the green-wave job. */
    static Pulse ofEscorts(MqttConnection broker, String clientId) throws InterruptedException {
        String own = clientId + "-" + GreenWaveJob.NAME;
        return new Pulse(broker, own, clientId.equals(USUAL_CLIENT_ID) ? GreenWaveJob.NAME : own, GreenWaveJob.NAME);
    }

    /** Of the incidents job. */
    static Pulse ofIncidents(MqttConnection broker, String clientId) throws InterruptedException {
        String own = clientId + "-" + IncidentJob.NAME;
        return new Pulse(broker, own, clientId.equals(USUAL_CLIENT_ID) ? IncidentJob.NAME : own, IncidentJob.NAME);
    }

    /**
     * Begins to beat.
     *
     * @param component whose health it is; a second city on a broker has other names
     * @param job whose metrics tell it
     */
    private Pulse(MqttConnection broker, String clientId, String component, String job) throws InterruptedException {
        this.component = component;
        this.job = job;
        publisher = MqttPublisher.open(
                broker,
                PublisherOptions.of(clientId + "-pulse")
                        .withLastWill(health(Health.Status.DOWN, "the process ended unexpectedly")));
        publisher.publish(health(Health.Status.UP, null), Pulse::settled);
    }

    private MqttPublication health(Health.Status status, String detail) {
        return new MqttPublication(Topics.health(component), payload(status, detail), true, 0);
    }

    /** Beat and health say the same, as the contract has it: who, how, when. */
    private byte[] payload(Health.Status status, String detail) {
        return HealthJson.write(new Health(component, status, System.currentTimeMillis(), detail));
    }

    /** A beat that is lost is followed by the next. */
    private static void settled(Settlement settlement) {}

    /** Once a second. A broker that is away is not waited for. */
    void beat() throws InterruptedException {
        String trouble = findTrouble();
        Health.Status status = trouble == null ? Health.Status.UP : Health.Status.DEGRADED;
        if (publisher.pending() < MOST_PENDING) {
            publisher.publish(
                    new MqttPublication(Topics.HEARTBEAT, payload(status, trouble), false, 5), Pulse::settled);
            long links = publisher.reconnects();
            // When the line broke, the broker said "down" in our name, and keeps that.
            if (status != told || links != toldOverLink) {
                publisher.publish(health(status, trouble), Pulse::settled);
                told = status;
                toldOverLink = links;
            }
        }
    }

    /** A job that restarts for ever, or whose disk is full, looks alive but for its checkpoints. */
    private String findTrouble() {
        long count = JobMetrics.sum(job, "numberOfCompletedCheckpoints");
        long now = System.nanoTime();
        if (count != checkpoints) {
            checkpoints = count;
            checkpointAtNanos = now;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(now - checkpointAtNanos);
        if (seconds >= LONGEST_SECONDS_WITHOUT_CHECKPOINT) {
            return "no checkpoint for " + seconds + " s: the job may stand still; see the log";
        }
        if (JobMetrics.sum(job, "feedLost") > 0) {
            return "the job has no connection to the broker, or is not through its backlog";
        }
        return JobMetrics.sum(job, "storeDown") > 0
                ? "the store is away, " + JobMetrics.sum(job, "pendingLines") + " lines wait; all else goes on"
                : null;
    }

    @Override
    public void close() {
        try {
            publisher.publish(health(Health.Status.DOWN, "stopped"), Pulse::settled);
            publisher.flush(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
    }
}
