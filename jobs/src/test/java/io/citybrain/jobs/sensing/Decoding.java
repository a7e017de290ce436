package io.citybrain.jobs.sensing;

import io.citybrain.city.sensing.Rejection;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.devices.DeviceReport;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** {@link Decode} in Flink's harness. */
final class Decoding implements AutoCloseable {
    static final long RECEIVED_AT_MILLIS = 5_000_000;

    private final OneInputStreamOperatorTestHarness<Inbound, SensorEvent> harness;

    private Decoding(CityTime time, OperatorSubtaskState restored) throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new Decode(time, false)));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    static Decoding live() throws Exception {
        return new Decoding(CityTime.WALL, null);
    }

    static Decoding external() throws Exception {
        return new Decoding(CityTime.EXTERNAL, null);
    }

    static Decoding logged() throws Exception {
        return logged(null);
    }

    static Decoding logged(OperatorSubtaskState state) throws Exception {
        return new Decoding(CityTime.LOG, state);
    }

    static Decoding restored(OperatorSubtaskState state) throws Exception {
        return new Decoding(CityTime.WALL, state);
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    Decoding comes(Inbound in) throws Exception {
        harness.processElement(new StreamRecord<>(in));
        return this;
    }

    Decoding comes(String topic, byte[] payload) throws Exception {
        return comes(new Inbound(topic, payload, false, RECEIVED_AT_MILLIS, null));
    }

    /** JSON with single quotes. */
    Decoding comes(String topic, String json) throws Exception {
        return comes(topic, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    Decoding register(SensorEntry entry) throws Exception {
        return comes(Topics.registry(entry.sensor()), RegistryJson.write(entry));
    }

    Decoding feed(FeedState state) throws Exception {
        return comes(new Inbound("telemetry", new byte[0], false, RECEIVED_AT_MILLIS, state));
    }

    /** The message alone: the watermark that follows it is {@link #clock}'s. */
    Decoding tick(long nowMillis) throws Exception {
        return comes(Topics.CLOCK, ClockJson.write(new ClockTick(nowMillis, 1, false)));
    }

    Decoding clock(long nowMillis) throws Exception {
        harness.processWatermark(nowMillis);
        return this;
    }

    /** A frame by way of The Things Stack. */
    Decoding frame(String eui, int port, String hex, String receivedAt) throws Exception {
        String base64 =
                java.util.Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex.replace(" ", "")));
        return comes(
                "v3/app@tenant/devices/dev/up",
                "{'end_device_ids': {'device_id': 'dev', 'dev_eui': '" + eui + "'}, 'uplink_message': {'f_cnt': 7,"
                        + " 'f_port': " + port + ", 'frm_payload': '" + base64 + "', 'received_at': '" + receivedAt
                        + "'}}");
    }

    List<SensorEvent> events() {
        return harness.extractOutputValues();
    }

    List<Rejection> refused() {
        return told(Aside::rejection);
    }

    List<DeviceReport> reports() {
        return told(Aside::report);
    }

    List<FeedNews> feed() {
        return told(Aside::feed);
    }

    private <T> List<T> told(Function<Aside, T> what) {
        var asides = harness.getSideOutput(Decode.ASIDES);
        return asides == null
                ? List.of()
                : asides.stream()
                        .map(StreamRecord::getValue)
                        .map(what)
                        .filter(Objects::nonNull)
                        .toList();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("the operator can't be closed", e);
        }
    }
}
