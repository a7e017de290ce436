package io.citybrain.standalone;

import io.citybrain.jobs.metrics.JobMetrics;
import io.citybrain.jobs.sensing.SensingJob;
import io.citybrain.jobs.sensing.SensingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink in this JVM, with its web interface. A MiniCluster has no high availability of its own: the job goes on from the
 * newest completed checkpoint on disk. One that can't be read stops the start with an error, never a silent empty start.
 */
final class Engine implements AutoCloseable {
    /** The same in every run, so that its checkpoints lie in one folder and their numbers go on. */
    private static final JobID JOB = new JobID(0x6369747962726169L, 0x73656e73696e6700L);

    private static final long STOP_SECONDS = 20;

    private final JobClient job;
    private final Path restoredFrom;

    private Engine(JobClient job, Path restoredFrom) {
        this.job = job;
        this.restoredFrom = restoredFrom;
    }

    static Engine start(SensingSettings settings, int webPort, Path checkpoints) throws Exception {
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
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        flink.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, JOB.toHexString());
        flink.setString("metrics.reporter.city.factory.class", JobMetrics.Factory.class.getName());
        flink.set(MetricOptions.JOB_STATUS_METRICS, List.of(MetricOptions.JobStatusMetrics.STATE));
        Optional<Path> newest = Checkpoints.findNewest(checkpoints);
        newest.ifPresent(checkpoint -> {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
            flink.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink);
        SensingJob.build(environment, settings);
        try {
            return new Engine(environment.executeAsync(SensingJob.NAME), newest.orElse(null));
        } catch (Exception e) {
            throw notStarted(e, newest.orElse(null));
        }
    }

    /** The checkpoint that the job went on from, or null. */
    Path restoredFrom() {
        return restoredFrom;
    }

    /** Throws if the job has ended: it restarts for ever, so what ends it is that it could not be set up. */
    void check() throws Exception {
        JobStatus status = job.getJobStatus().get();
        if (!status.isGloballyTerminalState()) {
            return;
        }
        try {
            job.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            throw notStarted(e, restoredFrom);
        }
        throw new IllegalStateException("the job " + SensingJob.NAME + " ended: " + status);
    }

    private static CityException notStarted(Exception failure, Path restoredFrom) {
        String why = Causes.describe(failure);
        return restoredFrom == null
                ? CityException.because(failure, "error.job", why)
                : CityException.because(failure, "error.checkpoint", restoredFrom, why);
    }

    /** Stops the job; its newest checkpoint stays on disk. */
    @Override
    public void close() {
        job.cancel().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
    }
}
