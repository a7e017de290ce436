package io.citybrain.standalone.doctor;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.jobs.sensing.RegistryCheck;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.RegistryFile;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.TopicName;
import io.citybrain.wire.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The registry as the job would read it: a file, and what the broker retains. */
final class RegistryLook {
    private static final int SHOWN = 5;
    private static final long QUIET_MILLIS = 1_000;
    private static final long SUBSCRIBE_MILLIS = 20_000;

    private RegistryLook() {}

    static List<Finding> lookAtFile(Path file) {
        RegistryFile.Result registry = RegistryCheck.read(file);
        if (registry.errors().isEmpty()) {
            int sensors = registry.entries().size();
            return List.of(Finding.ok(
                    "registry.file", file + " has " + sensors + " sensors", file + " 有 " + sensors + " 个传感器"));
        }
        String errors = String.join("; ", registry.errors());
        return List.of(
                Finding.fail("registry.file", new Said(errors, errors), new Said("mend these lines", "请修正以上各行")));
    }

    static List<Finding> lookAtBroker(MqttConnection broker) throws InterruptedException {
        BlockingQueue<MqttMessage> retained = new LinkedBlockingQueue<>();
        try (MqttSubscriber subscriber = MqttSubscriber.open(
                broker,
                SessionOptions.transientSession(
                        "city-doctor-" + ProcessHandle.current().pid()),
                List.of(Topics.ALL_REGISTRY, Topics.ALL_ALERTS),
                retained::add)) {
            if (!subscriber.awaitSubscribed(SUBSCRIBE_MILLIS)) {
                return List.of(Finding.fail(
                        "registry.live",
                        new Said("the broker grants no subscription to city/v1/registry/#", "不能订阅 city/v1/registry/#"),
                        new Said("allow this user to read city/v1/#", "请允许此用户读 city/v1/#")));
            }
            Live live = new Live();
            for (MqttMessage message = next(retained); message != null; message = next(retained)) {
                live.take(message);
            }
            return live.findings();
        }
    }

    private static MqttMessage next(BlockingQueue<MqttMessage> retained) throws InterruptedException {
        return retained.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What has come so far. */
    private static final class Live {
        private final RegistryCheck check = new RegistryCheck();
        private final Map<String, String> sensorByEui = new HashMap<>();
        private final List<String> mistakes = new ArrayList<>();
        private final TreeSet<String> silent = new TreeSet<>();
        private int sensors;

        void take(MqttMessage message) {
            TopicName topic = TopicName.parse(message.topic());
            if (!message.retained() || message.payload().length == 0) {
                return;
            }
            if (topic.type() == TopicName.Type.ALERT) {
                Decoded<Alert> alert = AlertJson.read(message.payload());
                if (!alert.isRefused() && "silent".equals(alert.value().rule())) {
                    silent.add(alert.value().sensor());
                }
            } else if (topic.isRefused()) {
                mistakes.add(message.topic() + ": " + topic.reason());
            } else if (topic.type() == TopicName.Type.REGISTRY) {
                sensors++;
                entry(topic.sensor(), RegistryJson.read(topic.sensor(), message.payload()));
            }
        }

        private void entry(String sensor, Decoded<SensorEntry> entry) {
            if (entry.isRefused()) {
                mistakes.add(sensor + ": " + entry.reason());
                return;
            }
            check.errors(entry.value()).forEach(error -> mistakes.add(sensor + ": " + error));
            if (entry.value().device() != null) {
                String other = sensorByEui.put(entry.value().device().eui(), sensor);
                if (other != null) {
                    mistakes.add(
                            sensor + ": its device " + entry.value().device().eui() + " is also that of " + other);
                }
            }
        }

        List<Finding> findings() {
            List<Finding> findings = new ArrayList<>();
            if (mistakes.isEmpty()) {
                findings.add(Finding.ok(
                        "registry.live",
                        sensors + " sensors are registered, the job takes all entries",
                        "已注册 " + sensors + " 个传感器，条目全部有效"));
            } else {
                String shown = shown(mistakes);
                findings.add(Finding.fail(
                        "registry.live",
                        new Said(
                                mistakes.size() + " of " + sensors + " entries are wrong: " + shown,
                                sensors + " 个条目中有 " + mistakes.size() + " 个错误：" + shown),
                        new Said(
                                "publish them anew as retained city/v1/registry/{sensor}; an empty payload removes one",
                                "请重新发布 retained 消息 city/v1/registry/{sensor}；空消息表示删除")));
            }
            if (!silent.isEmpty()) {
                String shown = shown(List.copyOf(silent));
                findings.add(Finding.warn(
                        "registry.silent",
                        new Said(
                                silent.size() + " sensors are silent or were never heard: " + shown,
                                silent.size() + " 个传感器失联或从未上报：" + shown),
                        new Said("check the devices, or take them out of the registry", "请检查设备，或从注册表删除")));
            }
            return findings;
        }

        private static String shown(List<String> all) {
            String first = String.join("; ", all.subList(0, Math.min(SHOWN, all.size())));
            return all.size() > SHOWN ? first + " …" : first;
        }
    }
}
