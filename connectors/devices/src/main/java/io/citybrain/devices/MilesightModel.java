package io.citybrain.devices;

import static io.citybrain.devices.MilesightItem.*;

import java.util.Map;

/**
 * Which channels a Milesight model has. The key is channel id and type: the same id means something else in another
 * model (0x03 is the angle, the temperature, the distance or the depth).
 */
enum MilesightModel {
    EM310_TILT("milesight-em310-tilt", Map.of(0x0175, BATTERY, 0x03CF, ANGLES)),
    EM310_UDL("milesight-em310-udl", Map.of(0x0175, BATTERY, 0x0382, DISTANCE, 0x0400, POSITION)),
    EM400_MUD("milesight-em400-mud", Channels.EM400),
    EM400_UDL("milesight-em400-udl", Channels.EM400),
    EM400_TLD("milesight-em400-tld", Channels.EM400),
    EM500_UDL(
            "milesight-em500-udl",
            Map.of(0x0175, BATTERY, 0x0382, DISTANCE, 0x83E9, DISTANCE_JUMP, 0x20CE, DISTANCE_HISTORY)),
    EM500_SWL(
            "milesight-em500-swl",
            Map.of(0x0175, BATTERY, 0x0377, DEPTH, 0x20CE, DEPTH_HISTORY, 0xFF1B, MEASURING_RANGE));

    private final String codec;
    private final Map<Integer, MilesightItem> channels;

    MilesightModel(String codec, Map<Integer, MilesightItem> channels) {
        this.codec = codec;
        this.channels = channels;
    }

    String codec() {
        return codec;
    }

    /** What stands in that channel, or null if this model has no such channel. */
    MilesightItem findItem(int idAndType) {
        return channels.get(idAndType);
    }

    private static final class Channels {

        /** MUD, UDL and TLD differ in their probe, not in their frames. */
        static final Map<Integer, MilesightItem> EM400 = Map.of(
                0x0175, BATTERY,
                0x0367, TEMPERATURE,
                0x0482, DISTANCE,
                0x0500, POSITION,
                0x0688, LOCATION,
                0x8367, TEMPERATURE_ALARM,
                0x8482, DISTANCE_ALARM,
                0x8800, DISASSEMBLY_ALARM);

        private Channels() {}
    }
}
