package io.citybrain.kafka.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** The main class of a Kafka process of the tests: formats its folder the first time, then runs the server. */
final class KafkaNode {
    private KafkaNode() {}

    public static void main(String[] arguments) throws Exception {
        Path config = Path.of(arguments[0]);
        Properties properties = new Properties();
        try (var in = Files.newInputStream(config)) {
            properties.load(in);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            String[] format = {"format", "--standalone", "-t", "Y2l0eS1icmFpbi10ZXN0cw", "-c", config.toString()};
            int code = StorageTool.execute(format, System.out);
            if (code != 0) {
                throw new IllegalStateException("Kafka's folder could not be formatted: code " + code);
            }
        }
        Kafka.main(new String[] {config.toString()});
    }
}
