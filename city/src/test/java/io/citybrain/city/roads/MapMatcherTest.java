package io.citybrain.city.roads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MapMatcherTest {

    private static final double UNKNOWN = Double.NaN;
    private static final int[] ANYWHERE = {};

    private final RoadNetwork city = new GridCity(5, 5, 200, 2, 14).network();
    private final MapMatcher matcher = new MapMatcher(city, VehicleClass.EMERGENCY);

    private int[] edges(String... ids) {
        return Arrays.stream(ids).mapToInt(city.edges()::get).toArray();
    }

    private String edgeOf(Match match) {
        return city.edges().id(match.position().edge());
    }

    @Test
    void aFixOnTheRoadIsWhereItIs() {
        Match match = matcher.track().locate(new GpsFix(0, 110, -1.6, 10, 90), ANYWHERE);
        assertThat(edgeOf(match)).isEqualTo("A0B0");
        assertThat(match.position().metres()).isBetween(99.9, 100.1);
        assertThat(match.offMetres()).isLessThan(0.1);
    }

    @Test
    void theHeadingTellsTheSideOfTheRoad() {
        Match west = matcher.track().locate(new GpsFix(0, 110, -6, 10, 265), ANYWHERE);
        assertThat(edgeOf(west)).isEqualTo("B0A0");
    }

    @Test
    void whoStandsStillDoesNotChangeTheSide() {
        VehicleTrack track = matcher.track();
        track.locate(new GpsFix(0, 90, -2, 14, 90), ANYWHERE);
        track.locate(new GpsFix(1_000, 104, -2, 14, 90), ANYWHERE);
        for (int second = 2; second < 30; second++) {
            Match match = track.locate(new GpsFix(1_000L * second, 110, 6, 0, 270), ANYWHERE);
            assertThat(edgeOf(match)).isEqualTo("A0B0");
        }
    }

    @Test
    void farFromAnyRoadThereIsNoMatch() {
        assertThat(matcher.track().locate(new GpsFix(0, 110, 110, 10, 90), ANYWHERE))
                .isNull();
        assertThat(matcher.track().locate(new GpsFix(0, -9_000, 0, 10, 90), ANYWHERE))
                .isNull();
    }

    @Test
    void anOlderFixChangesNothing() {
        VehicleTrack track = matcher.track();
        Match match = track.locate(new GpsFix(5_000, 110, -1.6, UNKNOWN, UNKNOWN), edges("A0B0"));
        assertThat(track.locate(new GpsFix(4_000, 300, -1.6, UNKNOWN, UNKNOWN), edges("A0B0")))
                .isEqualTo(match);
    }

    @Test
    void whoLeavesTheRouteIsSeenWithinThreeSeconds() {
        VehicleTrack track = matcher.track();
        int[] route = edges("A0B0", "B0C0", "C0D0");
        List<Drive.Second> drive = new Drive(city, 1, 0).along(edges("A0B0", "B0B1"));
        int secondsOff = 0;
        for (Drive.Second second : drive) {
            Match match = track.locate(second.fix(), route);
            secondsOff += city.edges().id(second.edge()).equals("B0B1") ? 1 : 0;
            if (secondsOff > 3) {
                assertThat(edgeOf(match)).isEqualTo("B0B1");
            }
        }
        assertThat(secondsOff).isGreaterThan(5);
    }

    @Test
    void aVehicleMayNameItsPlaceItself() {
        Match named = matcher.find("A0B0", 1, 250);
        assertThat(named.position()).isEqualTo(new RoadPosition(city.edges().get("A0B0"), 1, 200));
        assertThat(matcher.find("A0B0", 2, 0)).isNull();
        assertThat(matcher.find("nowhere", 0, 0)).isNull();
        int turn = city.turns().find(city.edges().get("A0B0"), city.edges().get("B0C0"), VehicleClass.EMERGENCY);
        Match inside = matcher.find(":B0_" + city.turns().link(turn), 0, 5);
        assertThat(inside.turn()).isEqualTo(turn);
        assertThat(inside.insideMetres()).isEqualTo(5);
        assertThat(edgeOf(inside)).isEqualTo("A0B0");
        assertThat(matcher.find(":B0_77", 0, 5)).isNull();
    }

    @Test
    void aNoisyDriveIsFollowedWithAndWithoutARoute() {
        int[] route = edges("A0B0", "B0B1", "B1C1", "C1C2", "C2B2", "B2B3", "B3C3", "C3D3", "D3D2", "D2E2");
        Score withRoute = new Score();
        Score without = new Score();
        for (int seed = 1; seed <= 20; seed++) {
            List<Drive.Second> drive = new Drive(city, seed, 8).along(route);
            withRoute.add(city, matcher.track(), drive, route);
            without.add(city, matcher.track(), drive, ANYWHERE);
        }
        System.out.println("grid with route " + withRoute + ", without " + without);
        assertThat(withRoute.rightShare()).isGreaterThanOrEqualTo(0.98);
        assertThat(withRoute.medianErrorMetres()).isLessThan(8);
        assertThat(without.rightShare()).isGreaterThanOrEqualTo(0.9);
    }
}
