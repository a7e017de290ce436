package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.devices.DeviceReport;
import io.citybrain.devices.Field;
import io.citybrain.influxdb.client.LineBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * City records to points of the store. Tags and timestamps come from the record alone, so what is written twice lands on
 * the same point.
 */
public final class StoreLines {
    public static final String ALERT = "alert";
    public static final String ALERT_EVENT = "alert_event";
    public static final String REFUSED = "refused";
    public static final String DEVICE_REPORT = "device_report";

    private static final String[] TELEMETRY = new String[Kind.values().length];

    static {
        for (Kind kind : Kind.values()) {
            TELEMETRY[indexOf(kind)] = telemetry(kind);
        }
    }

    private StoreLines() {}

    /** The measurement of a kind's readings. */
    public static String telemetry(Kind kind) {
        return "telemetry_" + kind.topicName();
    }

    @SuppressWarnings("EnumOrdinal") // an index in memory only
    private static int indexOf(Kind kind) {
        return kind.ordinal();
    }

    public static void write(Reading reading, LineBuilder out) {
        Kind kind = reading.kind();
        out.measurement(TELEMETRY[indexOf(kind)]).tag("sensor", reading.sensor());
        for (int i = 0; i < reading.numbers().length; i++) {
            Quantity quantity = kind.numbers().get(i);
            double value = reading.numbers()[i];
            if (quantity.type() == Quantity.Type.FLAG) {
                writeFlag(quantity.jsonName(), value, out);
            } else {
                out.field(quantity.jsonName(), value);
            }
        }
        for (int i = 0; i < reading.texts().length; i++) {
            if (reading.texts()[i] != null) {
                out.field(kind.texts().get(i).jsonName(), reading.texts()[i]);
            }
        }
        if (reading.sequence() >= 0) {
            out.field("sequence", reading.sequence());
        }
        out.timestampMillis(reading.observedAtMillis());
    }

    private static void writeFlag(String name, double value, LineBuilder out) {
        if (!Double.isNaN(value)) {
            out.field(name, value == 1);
        }
    }

    public static void write(Stored stored, LineBuilder out) {
        if (stored.alert() != null) {
            write(stored.alert(), out);
        } else if (stored.rejection() != null) {
            write(stored.rejection(), out);
        } else {
            write(stored.report(), out);
        }
    }

    private static void write(Alert alert, LineBuilder out) {
        out.measurement(ALERT)
                .tag("kind", alert.kind())
                .tag("sensor", alert.sensor())
                .tag("rule", alert.rule())
                .tag("severity", alert.severity().word())
                .field("alertId", alert.alertId())
                .field("revision", (long) alert.revision())
                .field("ruleVersion", (long) alert.ruleVersion())
                .field("state", alert.state().word())
                .field("value", alert.value())
                .field("threshold", alert.threshold())
                .field("unit", alert.unit())
                .field("quantity", alert.quantity())
                .field(
                        "observedAt",
                        Instant.ofEpochMilli(alert.observedAtMillis()).toString())
                .field(
                        "clearedAt",
                        alert.clearedAtMillis() == 0
                                ? ""
                                : Instant.ofEpochMilli(alert.clearedAtMillis()).toString())
                .field(
                        "longitude",
                        alert.place() == null ? Double.NaN : alert.place().longitude())
                .field(
                        "latitude",
                        alert.place() == null ? Double.NaN : alert.place().latitude())
                .field("area", alert.area())
                .field("by", alert.by() == null ? "" : alert.by())
                .field("textZh", alert.textZh())
                .field("textEn", alert.textEn())
                .timestampMillis(alert.raisedAtMillis());
        out.measurement(ALERT_EVENT)
                .tag("kind", alert.kind())
                .tag("sensor", alert.sensor())
                .tag("rule", alert.rule())
                .tag("transition", transition(alert))
                .field("alertId", alert.alertId())
                .field("revision", (long) alert.revision())
                .field("value", alert.value())
                .field("by", alert.by() == null ? "" : alert.by())
                .timestampMillis(alert.changedAtMillis());
    }

    private static String transition(Alert alert) {
        return switch (alert.state()) {
            case ACTIVE -> alert.revision() == 1 ? "raised" : "unshelved";
            case ACKNOWLEDGED, SHELVED, CLEARED -> alert.state().word();
        };
    }

    private static void write(Rejection rejection, LineBuilder out) {
        out.measurement(REFUSED)
                .field("topic", rejection.topic())
                .field("reason", rejection.reason())
                .field("payloadBytes", (long) rejection.payload().length)
                .field("payloadBase64", Base64.getEncoder().encodeToString(head(rejection.payload())))
                .timestampMicros(rejection.receivedAtMillis() * 1000 + microsecond(rejection));
    }

    /**
     * 0 to 999, from topic and payload: what was refused within one millisecond lands on points of its own, and the same
     * message on the same point. Two different ones of the same millisecond meet once in a thousand.
     */
    private static int microsecond(Rejection rejection) {
        return Math.floorMod(rejection.topic().hashCode() * 31 + Arrays.hashCode(rejection.payload()), 1000);
    }

    /** A text field of the store holds 64 KiB; Base64 makes four bytes of three. */
    private static byte[] head(byte[] payload) {
        int most = 48 * 1024;
        return payload.length <= most ? payload : Arrays.copyOf(payload, most);
    }

    private static void write(DeviceReport report, LineBuilder out) {
        out.measurement(DEVICE_REPORT)
                .tag("sensor", report.sensor())
                .tag("codec", report.codec())
                .tag("report", report.report())
                .field("eui", report.eui());
        for (Field field : report.fields()) {
            switch (field.type()) {
                case Field.NUMBER -> out.field(field.name(), field.number());
                case Field.FLAG -> writeFlag(field.name(), field.number(), out);
                default -> out.field(field.name(), field.text());
            }
        }
        if (report.sequence() >= 0) {
            out.field("sequence", report.sequence());
        }
        out.timestampMillis(report.observedAtMillis());
    }

    /** True if people would call the alert open. */
    static boolean isOpen(Alert alert) {
        return alert.state() != AlertState.CLEARED;
    }
}
