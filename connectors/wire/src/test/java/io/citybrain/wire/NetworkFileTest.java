package io.citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.citybrain.city.roads.Projection;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Signal;
import io.citybrain.city.roads.Turns;
import io.citybrain.city.roads.VehicleClass;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetworkFileTest {

    /** One road into a signal with a sidewalk crossing, one road out of it. */
    private static final String SMALL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <net version="1.9">
                <location netOffset="0.00,0.00" convBoundary="0,0,1,1" origBoundary="0,0,1,1" projParameter="!"/>
                <edge id=":m_0" function="internal">
                    <lane id=":m_0_0" index="0" speed="8.00" length="6.00" shape="100.00,0.00 106.00,0.00"/>
                </edge>
                <edge id=":m_2" function="internal">
                    <lane id=":m_2_0" index="0" speed="7.00" length="4.00" shape="106.00,0.00 110.00,0.00"/>
                </edge>
                <edge id=":m_c0" function="crossing" crossingEdges="in">
                    <lane id=":m_c0_0" index="0" allow="pedestrian" speed="1.00" length="6.00" shape="98,3 98,-3"/>
                </edge>
                <edge id=":m_w0" function="walkingarea">
                    <lane id=":m_w0_0" index="0" allow="pedestrian" speed="1.00" length="6.00" shape="98,3 98,5"/>
                </edge>
                <edge id="in" from="w" to="m">
                    <lane id="in_0" index="0" allow="pedestrian" speed="1.39" length="100.00" shape="0.00,-4 100.00,-4"/>
                    <lane id="in_1" index="1" disallow="pedestrian" speed="13.90" length="100.00" shape="0,0,3 100,0,3"/>
                </edge>
                <edge id="out" from="m" to="e">
                    <lane id="out_0" index="0" disallow="passenger" speed="13.90" length="90.00" shape="110,0 200,0"/>
                </edge>
                <tlLogic id="m" type="static" programID="0" offset="0">
                    <phase duration="30" state="Gr" minDur="5" maxDur="50"/>
                    <phase duration="20" state="rG"/>
                </tlLogic>
                <junction id="w" type="dead_end" x="0.00" y="0.00" incLanes="" intLanes="" shape="0,0 0,1"/>
                <junction id="m" type="traffic_light" x="105.00" y="0.00" incLanes="in_0 in_1 :m_w0_0" intLanes="x y">
                    <request index="0" response="00" foes="10" cont="1"/>
                    <request index="1" response="01" foes="01" cont="0"/>
                </junction>
                <junction id="e" type="dead_end" x="200.00" y="0.00" incLanes="out_0" intLanes="" shape="0,0 0,1"/>
                <junction id=":m_2_0" type="internal" x="106.00" y="0.00" incLanes=":m_0_0" intLanes=":m_c0_0"/>
                <connection from="in" to=":m_w0" fromLane="0" toLane="0" dir="s" state="M"/>
                <connection from="in" to="out" fromLane="1" toLane="0" via=":m_0_0" tl="m" linkIndex="0" dir="s" state="o"/>
                <connection from=":m_0" to="out" fromLane="0" toLane="0" via=":m_2_0" dir="s" state="m"/>
                <connection from=":m_2" to="out" fromLane="0" toLane="0" dir="s" state="M"/>
                <connection from=":m_w0" to=":m_c0" fromLane="0" toLane="0" tl="m" linkIndex="1" dir="s" state="M"/>
            </net>
            """;

    @TempDir
    private Path folder;

    private NetworkFile.Result read(String xml) throws IOException {
        Path file = folder.resolve("town.net.xml");
        Files.writeString(file, xml);
        return NetworkFile.read(file);
    }

    private List<String> errorsOf(String right, String wrong) throws IOException {
        assertThat(SMALL).contains(right);
        NetworkFile.Result result = read(SMALL.replace(right, wrong));
        assertThat(result.network()).isNull();
        return result.errors();
    }

    private static RoadNetwork recorded(String name, String... additional) {
        String data = System.getProperty("citybrain.data", "");
        Path traffic = Path.of(data, "traffic");
        assumeTrue(
                !data.isEmpty() && Files.isDirectory(traffic.resolve(name)),
                "skipped: no traffic/" + name + ", set -Dcitybrain.data=DIR");
        Path net = traffic.resolve(name).resolve(name + ".net.xml");
        List<Path> more = List.of(additional).stream().map(net::resolveSibling).toList();
        NetworkFile.Result result = NetworkFile.read(net, more);
        assertThat(result.errors()).isEmpty();
        return result.network();
    }

    @Test
    void aSmallNetworkHasAllThatMatters() throws IOException {
        NetworkFile.Result result = read(SMALL);
        assertThat(result.errors()).isEmpty();
        RoadNetwork town = result.network();
        assertThat(town.edges().count()).isEqualTo(2);
        assertThat(town.turns().count()).isEqualTo(1);
        assertThat(town.turns().viaMetres(0)).isEqualTo(10);
        assertThat(town.turns().viaMetresPerSecond(0)).isEqualTo(7);
        assertThat(town.turns().allows(0, VehicleClass.EMERGENCY)).isTrue();
        assertThat(town.turns().allows(0, VehicleClass.PASSENGER)).isFalse();
        assertThat(town.edges().speedMetresPerSecond(town.edges().get("in"))).isCloseTo(13.9, within(1e-6));
        assertThat(town.lanes().x(1, 1)).isEqualTo(100);
        Signal signal = town.signals().get(town.turns().signal(0));
        assertThat(signal.id()).isEqualTo("m");
        assertThat(signal.isCrossing(1)).isTrue();
        assertThat(signal.areInConflict(0, 1)).isTrue();
        assertThat(signal.programme().phases().get(0).minSeconds()).isEqualTo(5);
        assertThat(signal.programme().phases().get(1).minSeconds()).isEqualTo(20);
    }

    @Test
    void theSecondHalfOfATurnStartsWhereTheFirstEnds() throws IOException {
        RoadNetwork town = read(SMALL).network();
        int row = town.inside().find(":m_2", 0);
        assertThat(town.inside().turn(row)).isZero();
        assertThat(town.inside().startMetres(row)).isEqualTo(6);
    }

    @Test
    void aPackedFileIsTheSame() throws IOException {
        Path file = folder.resolve("town.net.xml.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write(SMALL.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(NetworkFile.read(file).network().edges().count()).isEqualTo(2);
    }

    @Test
    void theLastProgrammeReadIsTheSignalsOwn() throws IOException {
        Path net = folder.resolve("town.net.xml");
        Files.writeString(net, SMALL);
        Path more = folder.resolve("night.add.xml");
        Files.writeString(more, """
                <additional><tlLogic id="m" type="static" programID="night" offset="0">
                <phase duration="60" state="GG"/></tlLogic></additional>
                """);
        Signal signal = NetworkFile.read(net, List.of(more)).network().signals().get(0);
        assertThat(signal.programme().id()).isEqualTo("night");
        assertThat(signal.programmes()).hasSize(2);
        assertThat(signal.areInConflict(0, 1)).isFalse();
    }

    @Test
    void anErrorInAnAdditionalFileIsNamedThere() throws IOException {
        Path net = folder.resolve("town.net.xml");
        Files.writeString(net, SMALL);
        Path more = folder.resolve("night.add.xml");
        Files.writeString(more, "<additional>\n<tlLogic id=\"m\" programID=\"night\"/></additional>");
        assertThat(NetworkFile.read(net, List.of(more)).errors())
                .containsExactly("night.add.xml:2:1 tlLogic m, programme night: has no <phase>");
    }

    @Test
    void whatIsMissingIsNamedWithItsLine() throws IOException {
        assertThat(errorsOf(" speed=\"13.90\" length=\"90.00\"", ""))
                .containsExactly(
                        "town.net.xml:21:1 lane out_0 needs a speed above 0 and at most 200 m/s, it has none",
                        "town.net.xml:21:1 lane out_0 needs a length above 0 and at most 1,000 km, it has none");
        assertThat(errorsOf("<request index=\"1\" response=\"01\" foes=\"01\" cont=\"0\"/>", ""))
                .contains("town.net.xml:29:1 junction m, request 0: foes and response need 1 digits 0 or 1,"
                        + " one for each request");
        assertThat(errorsOf("from=\"in\" to=\"out\" fromLane=\"1\"", "from=\"inn\" to=\"out\" fromLane=\"1\""))
                .contains("town.net.xml:35:1 connection inn_1 to out_0: there is no edge inn (from)");
        assertThat(errorsOf("from=\"in\" to=\"out\" fromLane=\"1\"", "from=\"in\" to=\"out\" fromLane=\"2\""))
                .contains("town.net.xml:35:1 connection in_2 to out_0: edge in has lanes 0 to 1, not 2");
        assertThat(errorsOf("via=\":m_0_0\"", "via=\":m_7_0\""))
                .containsExactly("town.net.xml:35:1 connection in_1 to out_0: there is no lane :m_7_0 (via)");
        assertThat(errorsOf("<tlLogic id=\"m\"", "<tlLogic id=\"n\""))
                .containsExactly("town.net.xml:35:1 connection in_1 to out_0: there is no <tlLogic> m (tl)");
        assertThat(errorsOf("tl=\"m\" linkIndex=\"0\"", "tl=\"m\""))
                .containsExactly("town.net.xml:35:1 connection in_1 to out_0: linkIndex is missing, the states of"
                        + " tlLogic m have 2 letters");
        assertThat(errorsOf("state=\"rG\"", "state=\"rGG\""))
                .contains("town.net.xml:23:1 tlLogic m, programme 0: phase 1 has a state of 3 letters, phase 0 has 2");
        assertThat(errorsOf("to=\"e\"", "to=\"east\""))
                .containsExactly("town.net.xml:20:1 edge out: there is no junction east (to)");
        assertThat(errorsOf("projParameter=\"!\"", ""))
                .hasSize(1)
                .first()
                .asString()
                .contains("has no projParameter");
    }

    @Test
    void aSignalWithoutRequestsHasUnknownFoes() throws IOException {
        String without = SMALL.replaceAll("<request .*\n", "\n");
        assertThat(read(without).errors())
                .containsExactly("town.net.xml:35:1 connection in_1 to out_0: junction m has a signal but no <request>:"
                        + " who is whose foe is unknown");
    }

    @Test
    void allErrorsAreToldAtOnce() throws IOException {
        assertThat(errorsOf("length", "size")).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void whatIsNoNetworkIsRefused() throws IOException {
        assertThat(read("<routes/>").errors())
                .hasSize(1)
                .first()
                .asString()
                .contains("starts with <routes>: a SUMO road network starts with <net>");
        assertThat(read("<net><location netOffset=\"0,0\" projParameter=\"!\"/></net>")
                        .errors())
                .hasSize(1)
                .first()
                .asString()
                .contains("has no roads");
        assertThat(read("not xml").errors()).hasSize(1).first().asString().contains("is not well-formed XML");
        assertThat(read(SMALL.substring(0, 2_000)).errors()).hasSize(1);
        assertThat(NetworkFile.read(folder.resolve("none.net.xml")).errors())
                .hasSize(1)
                .first()
                .asString()
                .contains("there is no such file");
    }

    @Test
    void documentTypesAndEntitiesAreRefused() throws IOException {
        Files.writeString(folder.resolve("secret"), "secret");
        String doctype =
                "<!DOCTYPE net [<!ENTITY x SYSTEM \"" + folder.resolve("secret").toUri() + "\">]>";
        assertThat(read(doctype + "<net><edge id=\"&x;\"/></net>").errors())
                .hasSize(1)
                .first()
                .asString()
                .contains("DOCTYPE")
                .doesNotContain("secret\"");
    }

    @Test
    void cologneIsReadWhole() {
        RoadNetwork cologne = recorded("cologne8");
        assertThat(cologne.signals().count()).isEqualTo(8);
        assertThat(cologne.edges().find("23648008#0")).isNotNegative();
        Projection.Point onEarth = cologne.projection().toEarth(14_057.43, 18_072.20);
        assertThat(onEarth.x()).isBetween(6.8, 7.1);
        assertThat(onEarth.y()).isBetween(50.9, 51.1);
        assertThatRequestsFollowTheNamesOfInsideEdges(cologne);
    }

    @Test
    void hangzhouIsReadWithItsFourPhaseProgramme() {
        RoadNetwork hangzhou = recorded("hangzhou4x4", "tls4phase.add.xml");
        assertThat(hangzhou.signals().count()).isEqualTo(16);
        assertThat(hangzhou.projection().isOnEarth()).isFalse();
        Signal signal = hangzhou.signals().get(hangzhou.signals().find("intersection_1_1"));
        assertThat(signal.programme().id()).isEqualTo("4ph");
        assertThat(signal.programme().cycleSeconds()).isEqualTo(140);
        assertThatRequestsFollowTheNamesOfInsideEdges(hangzhou);
    }

    /** netconvert names edges inside a junction after the request of their first lane: two ways to the same number. */
    private static void assertThatRequestsFollowTheNamesOfInsideEdges(RoadNetwork network) {
        Turns turns = network.turns();
        int checked = 0;
        for (int turn = 0; turn < turns.count(); turn++) {
            int request = turns.request(turn);
            String junction = network.junctions().id(network.junctionOf(turn));
            for (int lane = 0; lane <= request; lane++) {
                int row = network.inside().find(":" + junction + '_' + (request - lane), lane);
                if (row >= 0 && network.inside().startMetres(row) == 0) {
                    assertThat(network.inside().turn(row)).isEqualTo(turn);
                    checked++;
                    break;
                }
            }
        }
        assertThat(checked).isGreaterThan(300);
    }
}
