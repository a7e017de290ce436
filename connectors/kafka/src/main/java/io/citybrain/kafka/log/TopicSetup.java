package io.citybrain.kafka.log;

import io.citybrain.kafka.log.KafkaTopics.Declared;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Compares the topics of a Kafka with those of {@link KafkaTopics}; creates missing ones, changes none. */
public final class TopicSetup {
    private static final short MOST_REPLICAS = 3;
    private static final String IN_SYNC = "min.insync.replicas";

    private final Admin admin;
    private final KafkaTopics topics;
    private final short replicas;

    /**
     * What was found.
     *
     * @param fine topics that are as declared
     * @param missing topics that are not there
     * @param differences sentences about topics that are otherwise than declared
     */
    public record Found(List<String> fine, List<Declared> missing, List<String> differences) {}

    /**
     * Asks the Kafka how many replicas it can have.
     *
     * @param replicas of each topic; 0 = three, or as many as there are brokers
     */
    public TopicSetup(Admin admin, KafkaTopics topics, int replicas) throws ExecutionException, InterruptedException {
        this.admin = admin;
        this.topics = topics;
        int brokers = admin.describeCluster().nodes().get().size();
        this.replicas = (short) (replicas > 0 ? replicas : Math.min(MOST_REPLICAS, brokers));
    }

    public Found look() throws ExecutionException, InterruptedException {
        Collection<String> there = admin.listTopics().names().get();
        List<String> fine = new ArrayList<>();
        List<Declared> missing = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        for (Declared topic : topics.all()) {
            if (!there.contains(topic.name())) {
                missing.add(topic);
                continue;
            }
            List<String> own = differences(topic);
            differences.addAll(own);
            if (own.isEmpty()) {
                fine.add(topic.name());
            }
        }
        return new Found(fine, missing, differences);
    }

    public void create(List<Declared> missing) throws ExecutionException, InterruptedException {
        List<NewTopic> wanted = new ArrayList<>();
        for (Declared topic : missing) {
            wanted.add(new NewTopic(topic.name(), topic.partitions(), replicas).configs(settings(topic)));
        }
        admin.createTopics(wanted).all().get();
    }

    private Map<String, String> settings(Declared topic) {
        Map<String, String> all = new HashMap<>(topic.settings());
        all.put(IN_SYNC, Integer.toString(Math.max(1, replicas - 1)));
        return all;
    }

    private List<String> differences(Declared topic) throws ExecutionException, InterruptedException {
        List<String> found = new ArrayList<>();
        TopicDescription is = admin.describeTopics(List.of(topic.name()))
                .allTopicNames()
                .get()
                .get(topic.name());
        compare(
                topic,
                "partitions",
                Integer.toString(topic.partitions()),
                Integer.toString(is.partitions().size()),
                found);
        compare(
                topic,
                "replication.factor",
                Short.toString(replicas),
                Integer.toString(is.partitions().get(0).replicas().size()),
                found);
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        new TreeMap<>(settings(topic)).forEach((name, value) -> {
            ConfigEntry entry = config.get(name);
            compare(topic, name, value, entry == null ? "" : entry.value(), found);
        });
        return found;
    }

    private static void compare(Declared topic, String name, String wanted, String is, List<String> found) {
        if (!wanted.equals(is)) {
            found.add(topic.name() + ": " + name + " is " + is + ", declared is " + wanted);
        }
    }
}
