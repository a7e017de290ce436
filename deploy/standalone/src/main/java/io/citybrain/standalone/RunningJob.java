package io.citybrain.standalone;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A job on the cluster.
 *
 * @param restoredFrom the checkpoint that it went on from, or null
 */
record RunningJob(String name, JobClient client, Path restoredFrom) {

    static RunningJob submit(
            MiniCluster cluster,
            String name,
            StreamExecutionEnvironment environment,
            Configuration flink,
            Path restoredFrom)
            throws Exception {
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(name);
        ClassLoader classes = RunningJob.class.getClassLoader();
        try {
            JobID id = cluster.submitJob(PipelineExecutorUtils.getStreamGraph(graph, flink))
                    .get()
                    .getJobID();
            ClientUtils.waitUntilJobInitializationFinished(
                    () -> cluster.getJobStatus(id).get(),
                    () -> cluster.requestJobResult(id).get(),
                    classes);
            JobClient client = new MiniClusterJobClient(id, cluster, classes, JobFinalizationBehavior.NOTHING);
            return new RunningJob(name, client, restoredFrom);
        } catch (Exception e) {
            throw notStarted(e, restoredFrom);
        }
    }

    void check() throws Exception {
        JobStatus status = client.getJobStatus().get();
        if (!status.isGloballyTerminalState()) {
            return;
        }
        try {
            client.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            throw notStarted(e, restoredFrom);
        }
        throw new IllegalStateException("the job " + name + " ended: " + status);
    }

    private static CityException notStarted(Exception failure, Path restoredFrom) {
        String why = Causes.describe(failure);
        return restoredFrom == null
                ? CityException.because(failure, "error.job", why)
                : CityException.because(failure, "error.checkpoint", restoredFrom, why);
    }

    CompletableFuture<Void> cancel() {
        return client.cancel();
    }
}
