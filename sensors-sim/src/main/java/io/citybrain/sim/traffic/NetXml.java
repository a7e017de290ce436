package io.citybrain.sim.traffic;

import io.citybrain.city.roads.Projection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Writes the built-in district as SUMO's {@code .net.xml}, so that City Brain and SUMO read it as any other network. */
final class NetXml {
    private static final char[] DIRECTIONS = {'s', 'r', 't', 'l'};

    private final DistrictPlan plan;
    private final StringBuilder xml = new StringBuilder(1 << 19);

    private NetXml(DistrictPlan plan) {
        this.plan = plan;
    }

    static void write(DistrictPlan plan, Path file) throws IOException {
        Files.writeString(file, new NetXml(plan).text());
    }

    private String text() {
        List<Crossing> crossings = new ArrayList<>();
        for (int column = 0; column < DistrictPlan.COLUMNS; column++) {
            for (int row = 0; row < DistrictPlan.ROWS; row++) {
                crossings.add(new Crossing(column, row));
            }
        }
        say("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        say("<net version=\"1.9\" junctionCornerDetail=\"5\" limitTurnSpeed=\"-1\">");
        addLocation();
        crossings.forEach(this::addInside);
        crossings.forEach(this::addEdges);
        crossings.forEach(this::addProgramme);
        crossings.forEach(this::addJunction);
        crossings.forEach(this::addConnections);
        say("</net>");
        return xml.toString();
    }

    private void say(String format, Object... values) {
        xml.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    private void addLocation() {
        String bounds = "-100.00,-100.00,5100.00,5100.00";
        Projection.Point southWest = plan.projection().toEarth(-100, -100);
        Projection.Point northEast = plan.projection().toEarth(5_100, 5_100);
        say(
                "    <location netOffset=\"%.2f,%.2f\" convBoundary=\"%s\" origBoundary=\"%.6f,%.6f,%.6f,%.6f\""
                        + " projParameter=\"+proj=utm +zone=%d +ellps=WGS84 +datum=WGS84 +units=m +no_defs\"/>",
                -plan.westMetres(),
                -plan.southMetres(),
                bounds,
                southWest.x(),
                southWest.y(),
                northEast.x(),
                northEast.y(),
                DistrictPlan.UTM_ZONE);
    }

    /** The way over the junction, drawn straight. */
    private void addInside(Crossing crossing) {
        for (int link = 0; link < crossing.ways().size(); link++) {
            Crossing.Way way = crossing.ways().get(link);
            Projection.Point from = crossing.stopLine(plan, (way.heading() + 2) % 4, way.fromLane());
            Projection.Point to = crossing.begin(plan, way.onward(), way.toLane());
            say("    <edge id=\"%s\" function=\"internal\">", crossing.inside(link));
            addLane(crossing.inside(link), 0, way.turn() == 0 ? DistrictPlan.SPEED_METRES_PER_SECOND : 8, from, to);
            say("    </edge>");
        }
    }

    private void addEdges(Crossing crossing) {
        for (int heading = 0; heading < 4; heading++) {
            if (!crossing.leadsTo(heading)) {
                continue;
            }
            String id = crossing.id() + crossing.next(heading);
            say(
                    "    <edge id=\"%s\" from=\"%s\" to=\"%s\" priority=\"1\" name=\"%s\">",
                    id,
                    crossing.id(),
                    crossing.next(heading),
                    crossing.street(heading).en());
            for (int lane = 0; lane < DistrictPlan.LANES; lane++) {
                addLane(
                        id,
                        lane,
                        DistrictPlan.SPEED_METRES_PER_SECOND,
                        crossing.begin(plan, heading, lane),
                        crossing.neighbour(heading).stopLine(plan, (heading + 2) % 4, lane));
            }
            say("    </edge>");
        }
    }

    private void addLane(String edge, int lane, double speed, Projection.Point from, Projection.Point to) {
        say(
                "        <lane id=\"%s_%d\" index=\"%d\" speed=\"%.2f\" length=\"%.2f\" shape=\"%.2f,%.2f %.2f,%.2f\"/>",
                edge,
                lane,
                lane,
                speed,
                Math.hypot(to.x() - from.x(), to.y() - from.y()),
                from.x(),
                from.y(),
                to.x(),
                to.y());
    }

    private void addProgramme(Crossing crossing) {
        if (!crossing.hasSignal()) {
            return;
        }
        say(
                "    <tlLogic id=\"%s\" type=\"static\" programID=\"day\" offset=\"%d\">",
                crossing.id(), crossing.offsetSeconds());
        for (Crossing.Phase phase : crossing.programme()) {
            say(
                    "        <phase duration=\"%d\" minDur=\"%d\" maxDur=\"%d\" state=\"%s\"/>",
                    phase.seconds(), phase.minSeconds(), phase.seconds(), phase.state());
        }
        say("    </tlLogic>");
    }

    private void addJunction(Crossing crossing) {
        StringJoiner incoming = new StringJoiner(" ");
        for (int side = 0; side < 4; side++) {
            for (int lane = 0; crossing.leadsTo(side) && lane < DistrictPlan.LANES; lane++) {
                incoming.add(crossing.next(side) + crossing.id() + '_' + lane);
            }
        }
        StringJoiner inside = new StringJoiner(" ");
        for (int link = 0; link < crossing.ways().size(); link++) {
            inside.add(crossing.inside(link) + "_0");
        }
        Projection.Point at = crossing.middle(plan);
        double half = DistrictPlan.INSET_METRES;
        say(
                "    <junction id=\"%s\" type=\"%s\" x=\"%.2f\" y=\"%.2f\" incLanes=\"%s\" intLanes=\"%s\""
                        + " shape=\"%.2f,%.2f %.2f,%.2f %.2f,%.2f %.2f,%.2f\">",
                crossing.id(),
                crossing.hasSignal() ? "traffic_light" : "priority",
                at.x(),
                at.y(),
                incoming,
                inside,
                at.x() - half,
                at.y() - half,
                at.x() - half,
                at.y() + half,
                at.x() + half,
                at.y() + half,
                at.x() + half,
                at.y() - half);
        for (int link = 0; link < crossing.ways().size(); link++) {
            Crossing.Way way = crossing.ways().get(link);
            say(
                    "        <request index=\"%d\" response=\"%s\" foes=\"%s\" cont=\"0\"/>",
                    link, crossing.bits(way, true), crossing.bits(way, false));
        }
        say("    </junction>");
    }

    private void addConnections(Crossing crossing) {
        for (int link = 0; link < crossing.ways().size(); link++) {
            Crossing.Way way = crossing.ways().get(link);
            String from = crossing.next((way.heading() + 2) % 4) + crossing.id();
            String to = crossing.id() + crossing.next(way.onward());
            String control = crossing.hasSignal()
                    ? String.format(Locale.ROOT, "tl=\"%s\" linkIndex=\"%d\" ", crossing.id(), link)
                    : "";
            char right = crossing.bits(way, true).indexOf('1') >= 0 ? 'm' : 'M';
            say(
                    "    <connection from=\"%s\" to=\"%s\" fromLane=\"%d\" toLane=\"%d\" via=\"%s_0\" %sdir=\"%s\""
                            + " state=\"%s\"/>",
                    from,
                    to,
                    way.fromLane(),
                    way.toLane(),
                    crossing.inside(link),
                    control,
                    DIRECTIONS[way.turn()],
                    crossing.hasSignal() ? right == 'm' ? 'o' : 'O' : right);
            say(
                    "    <connection from=\"%s\" to=\"%s\" fromLane=\"0\" toLane=\"%d\" dir=\"%s\" state=\"M\"/>",
                    crossing.inside(link), to, way.toLane(), DIRECTIONS[way.turn()]);
        }
    }
}
