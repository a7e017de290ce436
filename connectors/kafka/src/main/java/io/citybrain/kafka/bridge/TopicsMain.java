package io.citybrain.kafka.bridge;

import io.citybrain.kafka.log.KafkaTopics;
import io.citybrain.kafka.log.KafkaTopics.Declared;
import io.citybrain.kafka.log.TopicSetup;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deploy/kafka-topics}: the command line. */
@Command(
        name = "deploy/kafka-topics",
        mixinStandardHelpOptions = true,
        version = "City Brain 0.1.0",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Creates the topics of City Brain that a Kafka lacks, and tells how existing ones differ; changes none.",
            "在 Kafka 中创建缺少的主题，并报告已有主题的差异；不修改已有主题。",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all topics are there and as declared",
            "1:all topics are there, some are otherwise than declared",
            "2:the command line is wrong",
            "3:Kafka does not answer or refuses; the message says why"
        })
public final class TopicsMain implements Callable<Integer> {
    private static final int DIFFERENT = 1;
    private static final int CANNOT = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + KafkaTopics.DEFAULT_PARTITIONS,
            description = "Partitions of the log, at least the parallelism of the source; not to be changed later / "
                    + "分区数，之后不可更改。Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "0",
            description = "Copies of each topic. Default: 3, or as many as there are brokers / 副本数")
    private int replicas;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TopicsMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Admin admin = kafka.connection().admin()) {
            TopicSetup setup = new TopicSetup(admin, kafka.topics(partitions), replicas);
            TopicSetup.Found found = setup.look();
            found.fine().forEach(name -> out.println("as declared / 一致   " + name));
            setup.create(found.missing());
            for (Declared topic : found.missing()) {
                out.println("created / 已创建     " + topic.name() + ", " + topic.partitions() + " partitions, "
                        + topic.settings());
            }
            found.differences().forEach(text -> out.println("different / 不一致   " + text));
            return found.differences().isEmpty() ? 0 : DIFFERENT;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return spec.exitCodeOnInvalidInput();
        } catch (CannotStart e) {
            err.println(e.getMessage());
        } catch (ExecutionException | KafkaException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            err.println("Kafka does not do it / Kafka 未能完成: " + why.getMessage());
        }
        return CANNOT;
    }
}
