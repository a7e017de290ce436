package io.citybrain.standalone;

import io.citybrain.jobs.escort.GreenWaveJob;
import io.citybrain.jobs.escort.GreenWaveSettings;
import io.citybrain.jobs.incidents.IncidentJob;
import io.citybrain.jobs.incidents.IncidentJobSettings;
import io.citybrain.jobs.metrics.JobMetrics;
import io.citybrain.jobs.sensing.SensingJob;
import io.citybrain.jobs.sensing.SensingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink in this JVM, with its web interface, and the jobs that run on it. A MiniCluster has no high availability of its
 * own: each job goes on from its newest completed checkpoint on disk. One that can't be read stops the start with an
 * error, never a silent empty start.
 */
final class Engine implements AutoCloseable {
    /** The same in every run, so that its checkpoints lie in one folder and their numbers go on. */
    private static final JobID SENSING = new JobID(0x6369747962726169L, 0x73656e73696e6700L);

    private static final JobID GREEN_WAVE = new JobID(0x6369747962726169L, 0x677265656e776176L);

    private static final JobID INCIDENTS = new JobID(0x6369747962726169L, 0x696e636964656e74L);

    private static final int MOST_JOBS = 3;
    private static final long STOP_SECONDS = 20;

    private final MiniCluster cluster;
    private final List<RunningJob> jobs = new ArrayList<>();

    private Engine(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts Flink without a job. */
    static Engine start(int webPort) throws Exception {
        Configuration flink = SensingJob.configuration();
        flink.set(RestOptions.BIND_PORT, String.valueOf(webPort));
        flink.set(RestOptions.PORT, webPort);
        flink.set(RestOptions.ADDRESS, "127.0.0.1");
        flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        // Whoever may open the page may look, not run code of their own nor stop the job.
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        flink.set(WebOptions.CANCEL_ENABLE, false);
        flink.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://127.0.0.1:" + webPort);
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        flink.setString("metrics.reporter.city.factory.class", JobMetrics.Factory.class.getName());
        flink.set(MetricOptions.JOB_STATUS_METRICS, List.of(MetricOptions.JobStatusMetrics.STATE));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(MOST_JOBS)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
        cluster.start();
        return new Engine(cluster);
    }

    void sense(SensingSettings settings, Path checkpoints) throws Exception {
        run(
                SensingJob.NAME,
                SENSING,
                SensingJob.configuration(),
                checkpoints,
                environment -> SensingJob.build(environment, settings));
    }

    void escort(GreenWaveSettings settings, Path checkpoints) throws Exception {
        run(
                GreenWaveJob.NAME,
                GREEN_WAVE,
                GreenWaveJob.configuration(),
                checkpoints,
                environment -> GreenWaveJob.build(environment, settings));
    }

    void handle(IncidentJobSettings settings, Path checkpoints) throws Exception {
        run(
                IncidentJob.NAME,
                INCIDENTS,
                IncidentJob.configuration(),
                checkpoints,
                environment -> IncidentJob.build(environment, settings));
    }

    private void run(
            String name, JobID id, Configuration flink, Path checkpoints, Consumer<StreamExecutionEnvironment> build)
            throws Exception {
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        flink.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, id.toHexString());
        Optional<Path> newest = Checkpoints.findNewest(checkpoints);
        newest.ifPresent(checkpoint -> {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
            flink.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        build.accept(environment);
        jobs.add(RunningJob.submit(cluster, name, environment, flink, newest.orElse(null)));
    }

    /** The checkpoint that the sensing job went on from, or null. */
    Path restoredFrom() {
        return jobs.get(0).restoredFrom();
    }

    /** Throws if a job has ended: they restart for ever, so what ends one is that it could not be set up. */
    void check() throws Exception {
        for (RunningJob job : jobs) {
            job.check();
        }
    }

    /** Stops the jobs; their newest checkpoints stay on disk. */
    @Override
    public void close() {
        for (RunningJob job : jobs) {
            job.cancel().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
        }
        cluster.closeAsync().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
    }
}
