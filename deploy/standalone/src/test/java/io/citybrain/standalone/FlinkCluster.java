package io.citybrain.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.citybrain.influxdb.testing.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.awaitility.Awaitility;

/**
 * A real Flink cluster: a JobManager and TaskManagers as processes of their own, from Maven's artifacts, and Flink's own
 * command line in front of it. None of them has City Brain on its class path: it comes in the jar that is submitted.
 */
final class FlinkCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SLOTS = 2;
    private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT = Pattern.compile("Path: (file:\\S+)");

    private final Path folder;
    private final int restPort = FreePort.find();
    private final List<Process> taskManagers = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Process jobManager;
    private int started;

    private FlinkCluster(Path folder) {
        this.folder = folder;
    }

    /** Starts one with a number of TaskManagers, two slots each. */
    static FlinkCluster start(Path folder, int taskManagers) throws IOException {
        FlinkCluster cluster = new FlinkCluster(folder);
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/config.yaml"), cluster.settings());
        try {
            cluster.jobManager =
                    cluster.launch("jobmanager", 512, StandaloneSessionClusterEntrypoint.class, "--configDir");
            for (int i = 0; i < taskManagers; i++) {
                cluster.startTaskManager();
            }
            cluster.awaitTaskManagers(taskManagers);
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The city's one jar for a cluster. Empty before jobs is packaged. */
    static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "..", "jobs", "target"))) {
            return files.filter(file -> file.toString().endsWith("-cluster.jar"))
                    .findFirst()
                    .orElse(null);
        }
    }

    private String settings() {
        String home = folder.toAbsolutePath().toString();
        return """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.rpc.port: %1$d
                jobmanager.bind-host: 127.0.0.1
                jobmanager.memory.process.size: 1024m
                jobmanager.archive.fs.dir: file://%3$s/archive
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %2$d
                rest.bind-port: %2$d
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                taskmanager.numberOfTaskSlots: %4$d
                taskmanager.cpu.cores: 2.0
                taskmanager.memory.framework.heap.size: 64m
                taskmanager.memory.framework.off-heap.size: 64m
                taskmanager.memory.task.heap.size: 384m
                taskmanager.memory.task.off-heap.size: 64m
                taskmanager.memory.managed.size: 16m
                taskmanager.memory.network.min: 64m
                taskmanager.memory.network.max: 64m
                taskmanager.memory.jvm-metaspace.size: 256m
                taskmanager.memory.jvm-overhead.min: 128m
                taskmanager.memory.jvm-overhead.max: 128m
                heartbeat.interval: 1000
                heartbeat.timeout: 8000
                execution.checkpointing.dir: file://%3$s/checkpoints
                execution.checkpointing.savepoint-dir: file://%3$s/savepoints
                io.tmp.dirs: %3$s/tmp
                """.formatted(FreePort.find(), restPort, home, SLOTS);
    }

    void startTaskManager() throws IOException {
        taskManagers.add(launch("taskmanager", 512, TaskManagerRunner.class, "--configDir"));
    }

    /** Kills the oldest TaskManager with {@code kill -9} and starts another, as an operator's Kubernetes would. */
    void replaceTaskManager() throws InterruptedException {
        Process victim = taskManagers.remove(0);
        victim.destroyForcibly();
        victim.waitFor();
        try {
            startTaskManager();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** {@code flink run -d}: the job's id. */
    String submit(Path jar, Path settings, String savepoint) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("run", "-d"));
        if (savepoint != null) {
            command.addAll(List.of("-s", savepoint));
        }
        command.addAll(List.of(jar.toString(), settings.toString()));
        return find(JOB, flink(command));
    }

    /** {@code flink stop}: where the savepoint lies. */
    String stop(String job) throws IOException, InterruptedException {
        return find(SAVEPOINT, flink(List.of("stop", job)));
    }

    private static String find(Pattern pattern, String said) {
        Matcher found = pattern.matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("flink said: " + said);
        }
        return found.group(1);
    }

    private String flink(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "flink", ".txt");
        Process client = process(256, CliFrontend.class, command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean over = client.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        client.destroyForcibly();
        String output = Files.readString(said, StandardCharsets.UTF_8);
        if (!over || client.exitValue() != 0) {
            throw new IllegalStateException("flink " + String.join(" ", command) + ": " + output);
        }
        return output;
    }

    private Process launch(String role, int megabytes, Class<?> main, String option) throws IOException {
        Path log = folder.resolve(role + "-" + started++ + ".log");
        Process process = process(
                        megabytes, main, List.of(option, folder.resolve("conf").toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return process;
    }

    /** Waits until so many TaskManagers have registered. */
    void awaitTaskManagers(int number) {
        Awaitility.await(number + " TaskManagers, see the logs in " + folder)
                .atMost(PATIENCE)
                .failFast("one has ended, see " + folder, () -> !jobManager.isAlive() || !allLive())
                .until(() -> json("/overview").path("taskmanagers").asInt() == number);
    }

    private boolean allLive() {
        return taskManagers.stream().allMatch(Process::isAlive);
    }

    /** Flink's own word for how the job is, such as RUNNING. */
    String state(String job) {
        return json("/jobs/" + job).path("state").asText();
    }

    /** How often the job has been restarted. */
    int restarts(String job) {
        return json("/jobs/" + job + "/metrics?get=numRestarts")
                .path(0)
                .path("value")
                .asInt();
    }

    private JsonNode json(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + path))
                .build();
        try {
            return new ObjectMapper()
                    .readTree(http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            // Not there yet.
            return MissingNode.getInstance();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder process(int megabytes, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + megabytes + "m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("--add-opens", "java.base/java.util=ALL-UNNAMED"));
        command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
        command.add("-Dcitybrain.log=" + folder.resolve(main.getSimpleName() + ".log"));
        command.addAll(List.of("-cp", withoutTheCity()));
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("FLINK_CONF_DIR", folder.resolve("conf").toString());
        return builder;
    }

    private static String withoutTheCity() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path root = Path.of("..", "..").toAbsolutePath().normalize();
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().startsWith(root))
                // Flink's own folder has no Kafka: it is in the city's jar, and two of a class don't fit each other.
                .filter(entry -> !entry.contains("kafka"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public void close() {
        List<Process> all = new ArrayList<>(taskManagers);
        if (jobManager != null) {
            all.add(jobManager);
        }
        all.forEach(Process::destroyForcibly);
    }
}
