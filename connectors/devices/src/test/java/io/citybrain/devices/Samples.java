package io.citybrain.devices;

import io.citybrain.city.sensing.Device;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.wire.Decoded;
import java.util.HexFormat;
import java.util.List;

/** Registry entries and frames for tests. */
final class Samples {

    static final String EUI = "A84041000181C061";
    /** 2026-01-01T00:00:00Z. */
    static final long NOW_MILLIS = 1_767_225_600_000L;

    static final long SEQUENCE = 7;

    private Samples() {}

    static SensorEntry manhole(String codec) {
        return entry(Kind.MANHOLE, codec, Double.NaN);
    }

    static SensorEntry gauge(String codec, double mountHeightMetres) {
        return entry(Kind.WATER_LEVEL, codec, mountHeightMetres);
    }

    static SensorEntry entry(Kind kind, String codec, double mountHeightMetres) {
        return new SensorEntry(
                "sensor-1",
                kind,
                new Place(114.05, 22.54, "test"),
                0,
                0,
                null,
                null,
                List.of(),
                List.of(),
                new Device(EUI, codec, mountHeightMetres),
                new int[0]);
    }

    static Uplink uplink(int port, String hex) {
        return uplink(port, HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    static Uplink uplink(int port, byte[] payload) {
        return new Uplink(EUI, port, payload, NOW_MILLIS, SEQUENCE, "test");
    }

    /** A frame of a device in a manhole without mount height, understood. */
    static DeviceFrame understood(String codec, int port, String hex) {
        return understood(manhole(codec), port, hex);
    }

    static DeviceFrame understood(SensorEntry sensor, int port, String hex) {
        Decoded<DeviceFrame> decoded = new DeviceDecoder().decode(uplink(port, hex), sensor);
        if (decoded.isRefused()) {
            throw new AssertionError("refused: " + decoded.reason());
        }
        return decoded.value();
    }

    /** Why a frame of a device in a manhole is refused. */
    static String refused(String codec, int port, String hex) {
        Decoded<DeviceFrame> decoded = new DeviceDecoder().decode(uplink(port, hex), manhole(codec));
        if (!decoded.isRefused()) {
            throw new AssertionError("understood: " + decoded.value().report());
        }
        return decoded.reason();
    }

    /** The fields as people read them, such as {@code level_mm=1700.0}. */
    static List<String> fields(DeviceFrame frame) {
        return frame.report().fields().stream().map(Field::toString).toList();
    }

    /** The one reading of now. */
    static Reading reading(DeviceFrame frame) {
        if (frame.readings().size() != 1) {
            throw new AssertionError("readings: " + frame.readings());
        }
        return frame.readings().get(0);
    }
}
