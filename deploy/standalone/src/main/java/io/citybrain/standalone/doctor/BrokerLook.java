package io.citybrain.standalone.doctor;

import io.citybrain.mqtt.client.BrokerCheck;
import io.citybrain.mqtt.client.BrokerFindings;
import io.citybrain.mqtt.client.BrokerMemory;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether the broker is there, lets us in, and keeps what it must keep. */
final class BrokerLook {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** More than the 1,000 that Mosquitto and EMQX keep if nobody tells them otherwise. */
    private static final int MESSAGES = 2_000;

    private static final int SMALL_WINDOW = 1_000;
    private static final Said SETTINGS = new Said(
            "for Mosquitto take the settings of deploy/mosquitto.conf", "Mosquitto 请采用 deploy/mosquitto.conf 的设置");

    private BrokerLook() {}

    static List<Finding> look(MqttConnection broker) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try {
            BrokerFindings found = BrokerCheck.run(broker, PATIENCE);
            findings.add(Finding.ok("broker.reachable", broker.uri() + " answers", broker.uri() + " 有应答"));
            findings.add(fitness(found));
            if (found.fit()) {
                findings.addAll(memory(BrokerMemory.probe(broker, MESSAGES, PATIENCE)));
            }
        } catch (MqttFailure e) {
            findings.add(Finding.fail(
                    "broker.reachable",
                    new Said(broker.uri() + ": " + e.getMessage(), broker.uri() + "：" + e.getMessage()),
                    new Said(
                            "start it, or check --mqtt, --mqtt-user and --mqtt-password-file",
                            "请启动它，或检查 --mqtt、--mqtt-user 和 --mqtt-password-file")));
        }
        return findings;
    }

    private static Finding fitness(BrokerFindings found) {
        if (!found.fit()) {
            String problems = String.join("; ", found.problems());
            return Finding.fail("broker.limits", new Said(problems, problems), SETTINGS);
        }
        int window = found.receiveMaximum();
        return window < SMALL_WINDOW
                ? Finding.warn(
                        "broker.limits",
                        new Said(
                                "receive maximum is " + window
                                        + ": at most that many publications are under way at once",
                                "接收窗口为 " + window + "：同时在途的消息不能更多"),
                        SETTINGS)
                : Finding.ok(
                        "broker.limits",
                        "receive maximum " + window + ", goes on while acknowledgements are held",
                        "接收窗口 " + window + "，确认延后时继续投递");
    }

    private static List<Finding> memory(BrokerMemory memory) {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                memory.session()
                        ? Finding.ok("broker.session", "keeps a session that is away", "保留离线会话")
                        : Finding.fail(
                                "broker.session",
                                new Said("forgets a session as soon as it is away", "客户端离线后会话即丢失"),
                                new Said("allow a session expiry of days", "请允许数天的会话过期时间")));
        if (memory.session()) {
            findings.add(
                    memory.messages() >= memory.published()
                            ? Finding.ok(
                                    "broker.queue",
                                    "kept all " + memory.published() + " messages for a session that was away",
                                    "为离线会话保留了全部 " + memory.published() + " 条消息")
                            : Finding.fail(
                                    "broker.queue",
                                    new Said(
                                            "kept " + memory.messages() + " of " + memory.published()
                                                    + " messages for a session that was away, and dropped the rest",
                                            "只为离线会话保留了 " + memory.published() + " 条中的 " + memory.messages() + " 条"),
                                    SETTINGS));
        }
        findings.add(
                memory.retained()
                        ? Finding.ok("broker.retained", "keeps retained messages", "保留 retained 消息")
                        : Finding.fail(
                                "broker.retained",
                                new Said(
                                        "keeps no retained messages: there would be no registry",
                                        "不保留 retained 消息：注册表无处存放"),
                                new Said(
                                        "allow retained messages, and this user to write and read citybrain/check/#",
                                        "请允许 retained 消息，并允许此用户读写 citybrain/check/#")));
        return findings;
    }
}
