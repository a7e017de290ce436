package io.citybrain.devices;

/** What differs between the members of the Dingtek family. */
enum DingtekModel {
    /** Manhole: distance down to the water, tilt of the cover. */
    DC410("dingtek-dc410", "full_alarm", "motion_alarm"),
    /** The DC410's successor: same frames. */
    DC413("dingtek-dc413", "full_alarm", "motion_alarm"),
    /** Tank level, counted from the bottom: its example reads 15 mm and "empty". */
    DF530("dingtek-df530", "empty_alarm", null),
    /** Level sensor on top of a tank. */
    DF555("dingtek-df555", "level_alarm", null),
    /** Waste bin: distance down to the filling, tilt, fire. */
    DF702("dingtek-df702", "full_alarm", "tilt_alarm");

    private final String codec;
    private final String levelAlarm;
    private final String tiltAlarm;

    DingtekModel(String codec, String levelAlarm, String tiltAlarm) {
        this.codec = codec;
        this.levelAlarm = levelAlarm;
        this.tiltAlarm = tiltAlarm;
    }

    String codec() {
        return codec;
    }

    String levelAlarm() {
        return levelAlarm;
    }

    /** The field's name, or null if the device has no accelerometer. */
    String tiltAlarm() {
        return tiltAlarm;
    }

    boolean measuresFromBelow() {
        return this == DF530;
    }

    boolean hasFireAlarm() {
        return this == DF702;
    }

    boolean countsFrames() {
        return this != DF702;
    }

    /** True if its measurements also come in 25 bytes, with a position. */
    boolean hasPosition() {
        return this != DC410 && this != DC413;
    }

    int configBytes() {
        return this == DF555 ? 17 : 25;
    }
}
