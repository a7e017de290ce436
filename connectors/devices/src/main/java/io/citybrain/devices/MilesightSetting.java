package io.citybrain.devices;

import java.util.HashMap;
import java.util.Map;

/**
 * What stands in channels 0xFF (device information, sent at joining) and 0xFE or 0xFF (answers to settings).
 *
 * @param name the field's name
 * @param bytes how many bytes its value has
 * @param version true for device information, false for an answer to a setting
 */
record MilesightSetting(String name, int bytes, boolean version) {

    private static final Map<Integer, MilesightSetting> BY_TYPE = new HashMap<>();

    static {
        version(0x01, "ipso_version", 1);
        version(0x09, "hardware_version", 2);
        version(0x0A, "firmware_version", 2);
        version(0x0B, "power_on", 1);
        version(0x0F, "lorawan_class", 1);
        version(0x16, "sn", 8);
        version(0xFE, "reset_event", 1);
        version(0xFF, "tsl_version", 2);
        setting(0x02, "collection_interval", 2);
        setting(0x03, "report_interval", 2);
        setting(0x06, "alarm_settings_hex", 9);
        setting(0x10, "reboot", 1);
        setting(0x11, "device_clock_s", 4);
        setting(0x13, "install_height_enable", 1);
        setting(0x17, "time_zone", 2);
        setting(0x1C, "recollection_hex", 2);
        setting(0x27, "clear_history", 1);
        setting(0x28, "query_status", 1);
        setting(0x35, "d2d_key", 8);
        setting(0x3B, "time_sync_enable", 1);
        setting(0x3E, "tilt_distance_switch", 1);
        setting(0x4A, "sync_time", 1);
        setting(0x56, "tof_detection_enable", 1);
        setting(0x62, "initial_surface", 1);
        setting(0x63, "angle_alarm_condition_hex", 8);
        setting(0x68, "history_enable", 1);
        setting(0x69, "retransmit_enable", 1);
        setting(0x6A, "retransmit_hex", 3);
        setting(0x70, "people_existing_height_mm", 2);
        setting(0x71, "working_mode", 1);
        setting(0x77, "install_height_mm", 2);
        setting(0x84, "d2d_enable", 1);
        setting(0x96, "d2d_master_hex", 8);
        setting(0xA1, "tilt_report_enable", 1);
        setting(0xA2, "disassembly_alarm_hex", 2);
        setting(0xA3, "sim_card_priority", 1);
        setting(0xA4, "background_convergence_interval", 1);
        setting(0xF1, "calibration_hex", 4);
        setting(0xF2, "alarm_report_counts", 2);
        setting(0xF5, "alarm_release_enable", 1);
    }

    /** The setting of that channel id and type, or null. */
    static MilesightSetting find(int idAndType) {
        int id = idAndType >> 8;
        if (id != 0xFF && id != 0xFE) {
            return null;
        }
        MilesightSetting setting = BY_TYPE.get(idAndType & 0xFF);
        return setting != null && setting.version && id != 0xFF ? null : setting;
    }

    /** A key to talk to other devices: it is read over, never stored. */
    boolean isSecret() {
        return name.equals("d2d_key");
    }

    private static void version(int type, String name, int bytes) {
        BY_TYPE.put(type, new MilesightSetting(name, bytes, true));
    }

    private static void setting(int type, String name, int bytes) {
        BY_TYPE.put(type, new MilesightSetting(name, bytes, false));
    }
}
