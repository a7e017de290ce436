package io.citybrain.devices;

import java.util.List;

/**
 * Everything that one frame said, under normalised names, whether or not the city judges it. Made for the store.
 *
 * @param sensor the sensor's id in the registry
 * @param eui the device's EUI-64 or IMEI
 * @param codec the codec that read it, such as {@code dingtek-dc410}
 * @param report what sort of frame it was, one of the words below
 * @param observedAtMillis when the network received the frame, epoch milliseconds UTC; records of the past carry their
 *     own time in their fields
 * @param sequence the frame counter, or -1
 * @param fields the decoded values in the order of the frame; a name occurs once
 */
public record DeviceReport(
        String sensor,
        String eui,
        String codec,
        String report,
        long observedAtMillis,
        long sequence,
        List<Field> fields) {

    /** Values of now. */
    public static final String MEASUREMENT = "measurement";
    /** Values of now, sent because a threshold in the device was crossed or released. */
    public static final String ALARM = "alarm";
    /** Settings of the device; no values. */
    public static final String CONFIG = "config";
    /** Join or power-on: versions, serial number; no values. */
    public static final String VERSION = "version";
    /** The state of the battery and nothing else. */
    public static final String BATTERY = "battery";
    /** Values of the past, sent again. */
    public static final String HISTORY = "history";
    /** The device lives, its probe does not: no values. */
    public static final String FAULT = "fault";
    /** A frame without payload: the device lives. */
    public static final String EMPTY = "empty";

    /** The field of that name, or null. */
    public Field findField(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }
}
