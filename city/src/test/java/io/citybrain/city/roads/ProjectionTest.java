package io.citybrain.city.roads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ProjectionTest {

    @Test
    void theEquatorOnTheMeridianOfAZoneIsTheFalseEasting() {
        Projection.Point point = Projection.utm(31, false, 0, 0).toMetres(3, 0);
        assertThat(point.x()).isCloseTo(500_000, within(0.001));
        assertThat(point.y()).isCloseTo(0, within(0.001));
    }

    /** The quarter meridian of WGS 84 is 10,001,965.729 m, the arc to 45 degrees 4,984,944.378 m; both times 0.9996. */
    @Test
    void northingsAlongTheMeridianAreArcLengths() {
        Projection utm = Projection.utm(31, false, 0, 0);
        assertThat(utm.toMetres(3, 45).y()).isCloseTo(4_984_944.378 * 0.9996, within(0.01));
        assertThat(utm.toMetres(3, 89.999999999).y()).isCloseTo(10_001_965.729 * 0.9996, within(0.01));
    }

    /** As Wikipedia's article on UTM has it. */
    @Test
    void theCnTowerIsWhereMapsShowIt() {
        Projection.Point point = Projection.utm(17, false, 0, 0).toMetres(-79.387139, 43.642567);
        assertThat(point.x()).isCloseTo(630_084, within(1.0));
        assertThat(point.y()).isCloseTo(4_833_438, within(1.0));
    }

    @Test
    void theSouthIsTheNorthMirroredBelowTenThousandKilometres() {
        Projection.Point north = Projection.utm(56, false, 0, 0).toMetres(151.2, 33.9);
        Projection.Point south = Projection.utm(56, true, 0, 0).toMetres(151.2, -33.9);
        assertThat(south.x()).isCloseTo(north.x(), within(1e-6));
        assertThat(south.y()).isCloseTo(10_000_000 - north.y(), within(1e-6));
    }

    @Test
    void thereAndBackIsTheSamePlace() {
        SplittableRandom random = new SplittableRandom(7);
        Projection utm = Projection.utm(50, false, -200_000, -3_300_000);
        for (int i = 0; i < 1_000; i++) {
            double longitude = 114 + random.nextDouble(6);
            double latitude = random.nextDouble(80);
            Projection.Point metres = utm.toMetres(longitude, latitude);
            Projection.Point earth = utm.toEarth(metres.x(), metres.y());
            assertThat(earth.x()).isCloseTo(longitude, within(1e-9));
            assertThat(earth.y()).isCloseTo(latitude, within(1e-9));
        }
    }

    @Test
    void plainMetresHaveNoPlaceOnEarth() {
        assertThat(Projection.plain().isOnEarth()).isFalse();
        assertThatThrownBy(() -> Projection.plain().toEarth(0, 0)).hasMessageContaining("plain metres");
    }
}
