package io.citybrain.city.incident;

import java.util.Set;

/** Kinds of alerts that belong together, and what their crew is told to do. Append only: the names are stored. */
public enum Matter {
    DRAINAGE(
            "设置围挡，防止行人车辆落入；检查水位与气体，井盖复位或更换，清理积水",
            "Fence the place off; check water and gas; put the cover back or replace it; clear the water"),
    SIGNALS("现场指挥交通，检查电源与信号机，恢复正常配时", "Direct the traffic; check power and controller; restore the programme"),
    ELECTRICITY(
            "勿触碰灯杆，先断开上级电源并隔离现场，再查找并排除漏电",
            "Do not touch the post; cut its supply and fence it off, then find and mend the leak"),
    GREENERY("检查树木与土壤，浇水或扶正", "Look at plants and soil; water or set upright"),
    NOISE("到场核实噪声来源并劝阻", "Find the source of the noise and ask for quiet"),
    STREET("到场核实并处置", "Look at the place and deal with it"),
    DEVICES("检查传感器供电、网关与安装，恢复上报", "Check power, gateway and mounting of the sensors until they report again");

    /** What is wrong with the sensor, not with the street. */
    private static final Set<String> OF_DEVICES = Set.of("silent", "level-stuck", "level-jump");

    private final String instructionsZh;
    private final String instructionsEn;

    Matter(String instructionsZh, String instructionsEn) {
        this.instructionsZh = instructionsZh;
        this.instructionsEn = instructionsEn;
    }

    String instructionsZh() {
        return instructionsZh;
    }

    String instructionsEn() {
        return instructionsEn;
    }

    /** What an alert is about: a cover that floats and a river that rises are one matter. */
    static Matter of(AlertPart alert) {
        if (OF_DEVICES.contains(alert.rule())) {
            return DEVICES;
        }
        return switch (alert.kind()) {
            case "manhole", "water-level" -> DRAINAGE;
            case "traffic-signal", "traffic-flow" -> SIGNALS;
            case "lamp-post" -> ELECTRICITY;
            case "greenery" -> GREENERY;
            case "noise" -> NOISE;
            default -> STREET;
        };
    }
}
