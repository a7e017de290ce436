package io.citybrain.standalone;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.prometheus.MetricFamily;
import io.citybrain.prometheus.MetricsPage;
import io.citybrain.prometheus.Sample;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.RefusedJson;
import io.citybrain.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Reads alerts as anybody would, from MQTT: shows them, knows which are open, and when each was first seen. */
final class AlertBoard implements AutoCloseable {
    private static final int MOST_REFUSALS_SHOWN = 20;

    static final MetricFamily OPEN_ALERTS =
            MetricFamily.gauge("citybrain_city_open_alerts", "Alerts that are open now", "rule", "severity");

    private final Terminal terminal;
    private final LongSupplier cityClock;
    private final Map<String, Alert> open = new ConcurrentHashMap<>();
    /** Out before this process began: when they were first seen is not for us to say. */
    private final Set<String> retainedBefore = ConcurrentHashMap.newKeySet();

    private final Map<String, Long> firstSeen = new ConcurrentHashMap<>();
    private final Map<String, Integer> shown = new ConcurrentHashMap<>();
    private MqttSubscriber subscriber;
    private int refusalsShown;

    AlertBoard(Terminal terminal, LongSupplier cityClock) {
        this.terminal = terminal;
        this.cityClock = cityClock;
    }

    void open(MqttConnection broker, String clientId) throws InterruptedException {
        subscriber = MqttSubscriber.open(
                broker,
                SessionOptions.transientSession(
                        clientId + "-" + ProcessHandle.current().pid()),
                List.of(Topics.ALL_ALERTS, Topics.REFUSED),
                this::hear);
        if (!subscriber.awaitSubscribed(20_000)) {
            throw new CityException("error.broker.no-subscription", broker.uri());
        }
    }

    private void hear(MqttMessage message) {
        if (message.topic().equals(Topics.REFUSED)) {
            hearRefusal(message);
        } else if (message.payload().length > 0) {
            Decoded<Alert> alert = AlertJson.read(message.payload());
            if (alert.isRefused()) {
                terminal.say("unreadable", message.topic(), alert.reason());
            } else {
                hear(alert.value(), message.retained());
            }
        }
    }

    private void hear(Alert alert, boolean fromBefore) {
        if (alert.state() == AlertState.CLEARED) {
            open.remove(alert.alertId());
        } else {
            open.put(alert.alertId(), alert);
        }
        if (fromBefore) {
            retainedBefore.add(alert.alertId());
        } else if (!retainedBefore.contains(alert.alertId())) {
            firstSeen.putIfAbsent(alert.alertId(), cityClock.getAsLong());
        }
        Integer before = shown.put(alert.alertId(), alert.revision());
        if (before == null || before < alert.revision()) {
            terminal.alert(alert);
        }
    }

    private void hearRefusal(MqttMessage message) {
        Decoded<Rejection> refusal = RefusedJson.read(message.payload());
        if (!refusal.isRefused() && ++refusalsShown <= MOST_REFUSALS_SHOWN) {
            terminal.say("refused", refusal.value().topic(), refusal.value().reason());
        }
    }

    /** How many are open, by rule and severity. */
    void showOn(MetricsPage page) {
        page.show(OPEN_ALERTS, this::openByRule);
    }

    private List<Sample> openByRule() {
        Map<List<String>, Long> counts = open.values().stream()
                .collect(Collectors.groupingBy(
                        alert -> List.of(alert.rule(), alert.severity().word()), Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> new Sample(count.getKey(), count.getValue().doubleValue()))
                .toList();
    }

    int openAlerts() {
        return open.size();
    }

    /** City time at which the alert was first seen on MQTT by this process, or null. */
    Long findFirstSeen(String alertId) {
        return firstSeen.get(alertId);
    }

    /** True if the broker kept the alert from a run before this one. */
    boolean isFromBefore(String alertId) {
        return retainedBefore.contains(alertId);
    }

    @Override
    public void close() {
        if (subscriber != null) {
            subscriber.close();
        }
    }
}
