package io.citybrain.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.wire.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, each ends as a frame or as a reason, and a frame holds nothing that no device can mean. */
class FuzzTest {

    private static final int BARE_FRAMES = 900_000;
    private static final int ENVELOPES = 200_000;
    private static final long SEED = Long.getLong("citybrain.seed", 20261124L);

    private static final int[] PORTS = {-1, 1, 2, 3, 5, 6, 7, 85};

    /** A documented frame, from the tests beside this one. */
    private record Known(String codec, int port, byte[] payload) {

        Known(String codec, int port, String hex) {
            this(codec, port, HexFormat.of().parseHex(hex));
        }
    }

    private final DeviceDecoder decoder = new DeviceDecoder();
    private final Random random = new Random(SEED);
    private final List<SensorEntry> sensors = sensors();
    private long refused;
    private long understood;

    @Test
    void noFrameThrowsAndEachEndsAsValueOrReason() {
        for (int i = 0; i < BARE_FRAMES; i++) {
            Known known = anyKnown();
            decode(Samples.uplink(anyPort(known), payload(known)), anySensor(known));
        }
        report("bare frames", BARE_FRAMES);
    }

    @Test
    void noEnvelopeThrowsAndEachEndsAsValueOrReason() {
        for (int i = 0; i < ENVELOPES; i++) {
            boolean theThingsStack = random.nextBoolean();
            Known known = anyKnown();
            byte[] envelope = envelope(theThingsStack, known);
            if (random.nextBoolean()) {
                envelope = mutate(envelope);
            }
            // One in ten goes to the wrong reader.
            boolean swapped = random.nextInt(10) == 0;
            read(theThingsStack ^ swapped ? TheThingsStack.read(envelope) : ChirpStack.read(envelope), known);
        }
        report("envelopes", ENVELOPES);
    }

    private void read(Decoded<Uplink> uplink, Known known) {
        if (uplink.isRefused()) {
            refused++;
            if (uplink.value() != null || uplink.reason().isBlank()) {
                throw new AssertionError("seed " + SEED + ": refused without reason or with a value");
            }
        } else {
            decode(uplink.value(), anySensor(known));
        }
    }

    private void decode(Uplink uplink, SensorEntry sensor) {
        Decoded<DeviceFrame> decoded = decoder.decode(uplink, sensor);
        if (decoded.isRefused()) {
            refused++;
            check(decoded.value() == null && !decoded.reason().isBlank(), uplink, sensor);
            return;
        }
        understood++;
        DeviceFrame frame = decoded.value();
        for (Reading reading : frame.readings()) {
            check(reading.hasValues(), uplink, sensor);
            check(reading.observedAtMillis() <= uplink.observedAtMillis() + 60_000, uplink, sensor);
            check(!(reading.number(Quantity.DISTANCE_METRES) >= 65.533), uplink, sensor);
            check(!(reading.number(Quantity.TILT_DEGREES) < 0), uplink, sensor);
            check(!(reading.number(Quantity.TILT_DEGREES) > 180), uplink, sensor);
        }
        boolean measured = !frame.readings().isEmpty();
        String report = frame.report().report();
        check(
                !measured
                        || report.equals(DeviceReport.MEASUREMENT)
                        || report.equals(DeviceReport.ALARM)
                        || frame.readings().stream().noneMatch(r -> r.sequence() == uplink.sequence()),
                uplink,
                sensor);
    }

    private static void check(boolean holds, Uplink uplink, SensorEntry sensor) {
        if (!holds) {
            throw new AssertionError("seed " + SEED + ": " + sensor.device().codec() + " port " + uplink.port() + " "
                    + HexFormat.of().formatHex(uplink.payload()));
        }
    }

    /** Both ways out were taken often: a fuzzer that only ever is refused tests nothing. */
    private void report(String what, long count) {
        System.out.printf(
                "FuzzTest: %,d %s, seed %d: %,d understood, %,d refused%n", count, what, SEED, understood, refused);
        assertThat(understood).isGreaterThan(count / 10);
        assertThat(refused).isGreaterThan(count / 10);
    }

    private byte[] payload(Known known) {
        byte[] bytes = known.payload();
        return switch (random.nextInt(6)) {
            case 0 -> randomBytes(random.nextInt(40));
            case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 8));
            case 2 -> joined(bytes, anyKnown().payload());
            case 3, 4 -> mutate(bytes);
            default -> bytes;
        };
    }

    private Known anyKnown() {
        return KNOWN.get(random.nextInt(KNOWN.size()));
    }

    private int anyPort(Known known) {
        return random.nextInt(4) > 0 ? known.port() : PORTS[random.nextInt(PORTS.length)];
    }

    private byte[] mutate(byte[] bytes) {
        byte[] copy = bytes.clone();
        for (int i = random.nextInt(3); i >= 0 && copy.length > 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private byte[] envelope(boolean theThingsStack, Known known) {
        String data = Base64.getEncoder().encodeToString(payload(known));
        int port = anyPort(known);
        String json = theThingsStack
                ? """
                {"end_device_ids":{"dev_eui":"%s"},"received_at":"2026-01-01T00:00:00Z","uplink_message":\
                {"f_cnt":%d,"f_port":%d,"frm_payload":"%s","rx_metadata":[{"rssi":-35}],"received_at":\
                "2026-01-01T00:00:00.123Z"}}""".formatted(Samples.EUI, random.nextInt(100), Math.max(port, 0), data)
                : """
                {"time":"2026-01-01T00:00:00.123+00:00","deviceInfo":{"devEui":"%s"},"fCnt":%d,"fPort":%d,\
                "data":"%s","rxInfo":[{"rssi":-36}]}""".formatted(Samples.EUI, random.nextInt(100), Math.max(port, 0), data);
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** Three times of four one with the codec of the frame. */
    private SensorEntry anySensor(Known known) {
        while (true) {
            SensorEntry sensor = sensors.get(random.nextInt(sensors.size()));
            if (sensor.device().codec().equals(known.codec()) || random.nextInt(60) == 0) {
                return sensor;
            }
        }
    }

    private List<SensorEntry> sensors() {
        List<SensorEntry> all = new ArrayList<>();
        for (String codec : decoder.codecs()) {
            all.add(Samples.entry(Kind.MANHOLE, codec, -0.25));
            all.add(Samples.entry(Kind.WATER_LEVEL, codec, Double.NaN));
            all.add(Samples.entry(Kind.WATER_LEVEL, codec, 5));
            all.add(Samples.entry(Kind.LAMP_POST, codec, Double.NaN));
        }
        return all;
    }

    private static final List<Known> KNOWN = List.of(
            new Known("dingtek-dc410", 3, "800001021106a400160100000000010081"),
            new Known("dingtek-dc413", 3, "80000103190302063c1e4b1401010100000000000000000081"),
            new Known("dingtek-df530", 3, "8000010219001e01cd03e942ef272042190000100000000081"),
            new Known("dingtek-df702", 3, "800001011907d001cd03e942ef272042190000000000000081"),
            new Known("dingtek-df555", 3, "8000010311010418011e4b1e0002000081"),
            new Known("netvox-r311k", 6, "019e011e01000000000000"),
            new Known("netvox-r311k", 6, "019e00640b202004240000"),
            new Known("netvox-r311k", 7, "829e038407080100000000"),
            new Known("milesight-em310-tilt", 85, "03cf00000000282307"),
            new Known("milesight-em400-mud", 85, "01755c0367010104824408050001"),
            new Known("milesight-em400-udl", 85, "8367e800018482410601"),
            new Known("milesight-em400-tld", 85, "ff0bffff0101ff166329c42503920003ff090310ff0a0101ff0f00"),
            new Known("milesight-em500-udl", 85, "fe035802ff350102030405060708"),
            new Known("milesight-em500-udl", 85, "20cef0aa5569e80320ce08925569d007"),
            new Known("milesight-em500-udl", 85, "83e9e803640002"),
            new Known("milesight-em500-swl", 85, "01755c03770200"),
            new Known("milesight-em310-udl", 85, "01755c03824408040001"),
            new Known(
                    "milesight-nbiot",
                    -1,
                    "020001005f0000000130313031303131303637343944313930353436393030333138363835303830363438303733"
                            + "35303436303034333232343231333131303839383630343132313032323730303632383537"
                            + "09000e01756403670b0104823b01050001"),
            new Known("decentlab-dl-mbx", 1, "02012f000304d200010bb1"),
            new Known("decentlab-dl-mbx", 1, "02012f00020bb1"),
            new Known("decentlab-dl-pr26-0-1", 1, "02016700033e8060170c7f"),
            new Known("dragino-ldds45", 2, "0d3b0aef00000001"),
            new Known("dragino-ldds75", 2, "0e1c0b05"),
            new Known("dragino-ldds20", 5, "27011401ff0d3b"));
}
