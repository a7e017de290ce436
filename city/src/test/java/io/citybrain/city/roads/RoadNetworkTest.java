package io.citybrain.city.roads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** On squared paper, three columns and three rows: A0 is south-west, C2 north-east, B1 in the middle. */
final class RoadNetworkTest {

    private final RoadNetwork city = GridCity.small(3, 3).network();

    private int turn(String from, String to) {
        int turn = city.turns().find(city.edges().get(from), city.edges().get(to), VehicleClass.EMERGENCY);
        assertThat(turn).as(from + " to " + to).isNotNegative();
        return turn;
    }

    private Signal signal(String id) {
        return city.signals().get(city.signals().find(id));
    }

    @Test
    void aGridOfNineJunctionsHasTwentyFourEdges() {
        assertThat(city.edges().count()).isEqualTo(24);
        assertThat(city.junctions().count()).isEqualTo(9);
        assertThat(city.signals().count()).isEqualTo(5);
        int edge = city.edges().get("A0B0");
        assertThat(city.edges().lengthMetres(edge)).isEqualTo(200);
        assertThat(city.edges().speedMetresPerSecond(edge)).isEqualTo(10);
        assertThat(city.junctions().id(city.edges().fromJunction(edge))).isEqualTo("A0");
        assertThat(city.junctions().id(city.edges().toJunction(edge))).isEqualTo("B0");
    }

    @Test
    void oneKeepsRight() {
        int east = city.edges().firstLane(city.edges().get("A0B0"));
        assertThat(city.lanes().x(east, 0)).isCloseTo(10, within(0.001));
        assertThat(city.lanes().y(east, 0)).isBetween(-1.7, -1.5);
        assertThat(city.lanes().x(east, 1)).isCloseTo(210, within(0.001));
    }

    @Test
    void threeWaysLeadOnFromEachApproachToTheMiddle() {
        int edge = city.edges().get("B0B1");
        assertThat(city.turns().endFrom(edge) - city.turns().firstFrom(edge)).isEqualTo(3);
        assertThat(city.turns().direction(turn("B0B1", "B1B2"))).isEqualTo('s');
        assertThat(city.turns().direction(turn("B0B1", "B1C1"))).isEqualTo('r');
        assertThat(city.turns().direction(turn("B0B1", "B1A1"))).isEqualTo('l');
        assertThat(city.turns().find(edge, city.edges().get("B1B0"), VehicleClass.EMERGENCY))
                .isEqualTo(-1);
        assertThat(city.turns().countInto(edge)).isEqualTo(2);
        assertThat(city.turns().fromEdge(city.turns().into(edge, 0)))
                .isIn(city.edges().get("A0B0"), city.edges().get("C0B0"));
    }

    @Test
    void aVehicleInsideAJunctionIsOnItsTurn() {
        int left = turn("B0B1", "B1A1");
        int row = city.inside().find(":B1_" + city.turns().link(left), 0);
        assertThat(city.inside().turn(row)).isEqualTo(left);
        assertThat(city.inside().startMetres(row)).isZero();
        assertThat(city.inside().find(":B1_99", 0)).isEqualTo(-1);
        assertThat(city.inside().find(":nowhere_0", 0)).isEqualTo(-1);
        assertThat(city.inside().find(":B1_w0", 0)).isEqualTo(-1);
    }

    @Test
    void crossingWaysAreFoesAndOppositeOnesAreNot() {
        assertThat(city.areFoes(turn("B0B1", "B1B2"), turn("A1B1", "B1C1"))).isTrue();
        assertThat(city.areFoes(turn("B0B1", "B1B2"), turn("B2B1", "B1B0"))).isFalse();
        assertThat(city.areFoes(turn("B0B1", "B1A1"), turn("B2B1", "B1B0"))).isTrue();
        assertThat(city.areFoes(turn("B0B1", "B1C1"), turn("C1B1", "B1B2"))).isFalse();
    }

    @Test
    void linksConflictUnlessTheProgrammeGivesThemGreenTogether() {
        Signal middle = signal("B1");
        int north = city.turns().link(turn("B0B1", "B1B2"));
        int east = city.turns().link(turn("A1B1", "B1C1"));
        int leftAcross = city.turns().link(turn("B2B1", "B1C1"));
        assertThat(middle.areInConflict(north, east)).isTrue();
        assertThat(middle.areFoes(north, leftAcross)).isTrue();
        assertThat(middle.areInConflict(north, leftAcross)).isFalse();
        assertThat(middle.turns(north)).containsExactly(turn("B0B1", "B1B2"));
        assertThat(middle.programme().cycleSeconds()).isEqualTo(68);
        assertThat(middle.linkCount()).isEqualTo(12);
    }

    @Test
    void aLeftTurnWaitsForOncomingTraffic() {
        int junction = city.junctions().find("B1");
        int left = city.turns().request(turn("B0B1", "B1A1"));
        int oncoming = city.turns().request(turn("B2B1", "B1B0"));
        assertThat(city.junctions().waitsFor(junction, left, oncoming)).isTrue();
        assertThat(city.junctions().waitsFor(junction, oncoming, left)).isFalse();
    }

    @Test
    void allFaultsAreToldAtOnce() {
        NetworkBuilder builder = new NetworkBuilder()
                .junction("a", "priority", 0, 0, List.of())
                .edge("e1", "a", "b")
                .lane(0, 100, Double.NaN, VehicleClass.ALL, 0, 0, 100, 0)
                .edge("e2", null, "a");
        assertThatThrownBy(builder::build)
                .hasMessageContaining("edge e1: there is no junction b (to)")
                .hasMessageContaining("lane e1_0 needs a speed above 0 and at most 200 m/s, it has none")
                .hasMessageContaining("edge e2 has no from")
                .hasMessageContaining("edge e2 has no lanes");
    }

    @Test
    void aHundredThousandEdgesTakeLessThanAHundredMegabytes() {
        long before = usedBytes();
        RoadNetwork large = new GridCity(159, 159, 200, 2, 13.9).network();
        long bytes = usedBytes() - before;
        assertThat(large.edges().count()).isGreaterThan(100_000);
        System.out.printf(
                "%,d edges, %,d turns: %,d bytes%n",
                large.edges().count(), large.turns().count(), bytes);
        assertThat(bytes).isLessThan(100_000_000);
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
