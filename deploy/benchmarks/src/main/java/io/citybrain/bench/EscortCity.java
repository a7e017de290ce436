package io.citybrain.bench;

import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.standalone.CityMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * City Brain as operators run it beside another simulator: {@code deploy/demo --no-sim --clock external --network FILE}
 * in a JVM of its own, on a Mosquitto of its own.
 */
final class EscortCity implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final String END_OF_NETWORK = "</net>";

    private final Mosquitto broker;
    private final ServerProcess process;

    private EscortCity(Mosquitto broker, ServerProcess process) {
        this.broker = broker;
        this.process = process;
    }

    static EscortCity start(TrafficScene scene, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path network = network(scene, folder);
        Mosquitto broker = Mosquitto.start(folder.resolve("mosquitto"));
        List<String> command = ServerProcess.java(
                JobProcess.FLAGS_OF_DEMO,
                CityMain.class,
                List.of(
                        "--no-sim",
                        "--clock=external",
                        "--lang=en",
                        "--network=" + network,
                        "--flink-port=0",
                        "--store-port=0",
                        "--metrics-port=0",
                        "--data=" + folder.resolve("data"),
                        "--mqtt=tcp://127.0.0.1:" + broker.port()));
        ServerProcess process = ServerProcess.start(folder.resolve("output.log"), command);
        EscortCity city = new EscortCity(broker, process);
        try {
            process.await("City Brain", START, () -> process.said().contains("Ready in"));
            return city;
        } catch (InterruptedException | CannotMeasure e) {
            city.close();
            throw e;
        }
    }

    /** An operator has one file: the programmes of additional files stand behind those of the network. */
    private static Path network(TrafficScene scene, Path folder) throws IOException {
        if (scene.additional().isEmpty()) {
            return scene.net();
        }
        StringBuilder programmes = new StringBuilder();
        for (Path file : scene.additional()) {
            String xml = Files.readString(file);
            programmes.append(xml, xml.indexOf("<tlLogic"), xml.lastIndexOf("</tlLogic>") + "</tlLogic>".length());
        }
        String net = Files.readString(scene.net());
        int end = net.lastIndexOf(END_OF_NETWORK);
        Path merged = folder.resolve("network.net.xml");
        Files.writeString(merged, net.substring(0, end) + programmes + "\n" + END_OF_NETWORK);
        return merged;
    }

    MqttConnection broker() {
        return broker.connection();
    }

    @Override
    public void close() {
        process.close();
        broker.close();
    }
}
