package io.citybrain.standalone.doctor;

import io.citybrain.kafka.log.KafkaConnection;
import io.citybrain.kafka.log.KafkaTopics;
import io.citybrain.kafka.log.TopicSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Whether Kafka is there, lets us in, and has the topics as they are declared. */
final class KafkaLook {
    private static final int SAFE_BROKERS = 3;

    private KafkaLook() {}

    static List<Finding> look(KafkaConnection kafka, KafkaTopics topics) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try (Admin admin = kafka.admin()) {
            int brokers = admin.describeCluster().nodes().get().size();
            findings.add(brokers(kafka.servers(), brokers));
            findings.add(topics(kafka.servers(), topics, new TopicSetup(admin, topics, 0).look()));
        } catch (ExecutionException e) {
            findings.add(gone(kafka.servers(), e.getCause()));
        } catch (KafkaException e) {
            findings.add(gone(kafka.servers(), e.getCause() == null ? e : e.getCause()));
        }
        return findings;
    }

    private static Finding gone(String servers, Throwable cause) {
        return Finding.fail(
                "kafka.reachable",
                new Said(servers + ": " + cause.getMessage(), servers + "：" + cause.getMessage()),
                new Said("start it, or check --kafka and --kafka-properties", "请启动它，或检查 --kafka 和 --kafka-properties"));
    }

    private static Finding brokers(String servers, int brokers) {
        String en = servers + " answers, brokers: " + brokers;
        String zh = servers + " 有应答，节点数：" + brokers;
        return brokers >= SAFE_BROKERS
                ? Finding.ok("kafka.reachable", en, zh)
                : Finding.warn(
                        "kafka.reachable",
                        new Said(en, zh),
                        new Said(
                                "with less than three, a machine that breaks takes the log with it or stops it",
                                "少于三个节点时，一台机器损坏会丢失日志或使其停止"));
    }

    private static Finding topics(String servers, KafkaTopics topics, TopicSetup.Found found) {
        if (!found.missing().isEmpty()) {
            String names = String.join(
                    ", ",
                    found.missing().stream().map(KafkaTopics.Declared::name).toList());
            String command = "deploy/kafka-topics --kafka " + servers
                    + (topics.prefix().equals(KafkaTopics.DEFAULT_PREFIX) ? "" : " --prefix " + topics.prefix());
            return Finding.fail(
                    "kafka.topics",
                    new Said("lacks " + names, "缺少 " + names),
                    new Said("create them: " + command, "请创建：" + command));
        }
        if (!found.differences().isEmpty()) {
            String all = String.join("; ", found.differences());
            return Finding.warn(
                    "kafka.topics",
                    new Said(all, all),
                    new Said(
                            "change it with Kafka's own tools if it is not on purpose; partitions move sensors",
                            "如非有意，请用 Kafka 自带工具修改；改分区数会移动传感器"));
        }
        return Finding.ok(
                "kafka.topics",
                "as declared: " + String.join(", ", found.fine()),
                "符合声明：" + String.join(", ", found.fine()));
    }
}
