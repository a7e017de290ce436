package io.citybrain.standalone.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.kafka.log.KafkaConnection;
import io.citybrain.kafka.log.KafkaTopics;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.standalone.BrokerOptions;
import io.citybrain.standalone.StoreOptions;
import io.citybrain.standalone.doctor.Finding.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deploy/doctor}: the command line. */
@Command(
        name = "deploy/doctor",
        mixinStandardHelpOptions = true,
        version = "City Brain 0.1.0",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Looks at the broker, the store, Kafka, the registry and this machine, and says what to do: one line for each check.",
            "检查 MQTT 服务、数据库、Kafka、注册表和本机，并告诉该怎么做：每项一行。",
            "It publishes and takes away messages under citybrain/check/, and one point in citybrain_probe; nothing else.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  deploy/doctor --mqtt tcp://broker:1883 --store http://influx:8086 --registry registry.yaml --data data"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing failed; warnings may be there", "1:a check failed", "2:the command line is wrong"})
public final class DoctorMain implements Callable<Integer> {
    @Mixin
    private BrokerOptions broker;

    @Mixin
    private StoreOptions store;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "A Kafka, several with commas.")
    private String kafka;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "Client settings of Kafka, such as those for TLS and logins.")
    private Path kafkaProperties;

    @Option(
            names = "--kafka-prefix",
            paramLabel = "TEXT",
            defaultValue = KafkaTopics.DEFAULT_PREFIX,
            description = "Its topics begin with it. Default: ${DEFAULT-VALUE}")
    private String kafkaPrefix;

    @Option(names = "--registry", paramLabel = "FILE", description = "A registry file, checked as the job would.")
    private Path registry;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the state will be. Default: the folder for temporary files.")
    private Path data;

    @Option(names = "--json", paramLabel = "FILE", description = "Write what was found as JSON, too.")
    private Path json;

    @Option(names = "--lang", paramLabel = "zh|en", description = "Language. Default: that of this machine.")
    private String language;

    @Spec
    private CommandSpec spec;

    private DoctorMain() {}

    public static void main(String[] arguments) {
        int code = run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
        System.exit(code);
    }

    /** Returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new DoctorMain())
                .setOut(out)
                .setErr(err)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler((mistake, given) -> {
                    err.println(mistake.getMessage());
                    err.println("deploy/doctor --help lists all options / 列出全部选项");
                    return mistake.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (language != null && !language.equals("zh") && !language.equals("en")) {
            throw new ParameterException(spec.commandLine(), "--lang " + language + ": must be one of zh, en");
        }
        MqttConnection mqtt = broker.connection();
        StoreAddress address = store.address();
        KafkaConnection log = kafka();
        boolean chinese = "zh".equals(language == null ? Locale.getDefault().getLanguage() : language);
        List<Finding> all = new ArrayList<>();
        tell(machine(address), chinese, all);
        if (mqtt != null) {
            tell(BrokerLook.look(mqtt), chinese, all);
        }
        if (address != null) {
            tell(StoreLook.look(address), chinese, all);
        }
        if (log != null) {
            tell(KafkaLook.look(log, new KafkaTopics(kafkaPrefix, KafkaTopics.DEFAULT_PARTITIONS)), chinese, all);
        }
        if (registry != null) {
            tell(RegistryLook.lookAtFile(registry), chinese, all);
        }
        if (mqtt != null && all.stream().noneMatch(DoctorMain::isBrokerGone)) {
            tell(RegistryLook.lookAtBroker(mqtt), chinese, all);
        }
        if (json != null) {
            write(all);
        }
        return all.stream().anyMatch(finding -> finding.verdict() == Verdict.FAIL) ? 1 : 0;
    }

    private KafkaConnection kafka() {
        try {
            if (kafka == null) {
                return null;
            }
            return kafkaProperties == null ? KafkaConnection.of(kafka) : KafkaConnection.read(kafka, kafkaProperties);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "--kafka-properties " + kafkaProperties + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--kafka " + kafka + ": " + e.getMessage());
        }
    }

    private List<Finding> machine(StoreAddress address) {
        Path folder = data == null ? Path.of(System.getProperty("java.io.tmpdir")) : data.toAbsolutePath();
        // The city makes the folder; its disk is that of the first folder above that is there.
        while (!Files.isDirectory(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(MachineLook.java());
        findings.add(MachineLook.memory());
        findings.addAll(MachineLook.disk(folder));
        findings.add(MachineLook.clockSynchronized());
        if (address != null) {
            findings.add(MachineLook.clockAgainst(address.url()));
        }
        if (broker.connection() == null) {
            findings.add(MachineLook.port(1883, "the MQTT broker", "--mqtt-port"));
        }
        if (address == null) {
            findings.add(MachineLook.port(9000, "QuestDB", "--store-port"));
        }
        findings.add(MachineLook.port(8081, "Flink's page", "--flink-port"));
        return findings;
    }

    private static boolean isBrokerGone(Finding finding) {
        return finding.check().equals("broker.reachable") && finding.verdict() == Verdict.FAIL;
    }

    private void tell(List<Finding> findings, boolean chinese, List<Finding> all) {
        all.addAll(findings);
        PrintWriter out = spec.commandLine().getOut();
        for (Finding finding : findings) {
            String remedy = finding.remedy().in(chinese);
            // A name from outside must not steer the terminal.
            out.println("%-4s  %-16s %s%s"
                    .formatted(
                            word(finding),
                            finding.check(),
                            finding.what().in(chinese),
                            remedy.isEmpty() ? "" : " → " + remedy)
                    .replaceAll("\\p{Cc}", " "));
        }
    }

    private static String word(Finding finding) {
        return finding.verdict().name().toLowerCase(Locale.ROOT);
    }

    private void write(List<Finding> all) throws IOException {
        try (OutputStream file = Files.newOutputStream(json);
                JsonGenerator generator = new JsonFactory().createGenerator(file)) {
            generator.useDefaultPrettyPrinter();
            generator.writeStartArray();
            for (Finding finding : all) {
                generator.writeStartObject();
                generator.writeStringField("check", finding.check());
                generator.writeStringField("verdict", word(finding));
                writeSaid(generator, "what", finding.what());
                writeSaid(generator, "remedy", finding.remedy());
                generator.writeEndObject();
            }
            generator.writeEndArray();
        }
    }

    private static void writeSaid(JsonGenerator generator, String name, Said said) throws IOException {
        generator.writeObjectFieldStart(name);
        generator.writeStringField("en", said.en());
        generator.writeStringField("zh", said.zh());
        generator.writeEndObject();
    }
}
