package io.citybrain.city.roads;

import java.util.Locale;

/**
 * Between WGS 84 and the network's own metres: SUMO's {@code <location netOffset projParameter>}. UTM is computed here,
 * to the millimetre within 1,000 km of its meridian (Karney, Transverse Mercator with an accuracy of a few nanometers,
 * Journal of Geodesy 85, 2011, eq. 35 and 36). A network in plain metres ({@code !}) has no longitude.
 */
public final class Projection {

    private static final double EQUATOR_METRES = 6_378_137.0;
    private static final double FLATTENING = 1 / 298.257223563;
    private static final double SCALE = 0.9996;
    private static final double FALSE_EASTING = 500_000;
    private static final double FALSE_NORTHING = 10_000_000;
    private static final double N = FLATTENING / (2 - FLATTENING);
    private static final double ECCENTRICITY = Math.sqrt(FLATTENING * (2 - FLATTENING));
    private static final double RADIUS = SCALE * EQUATOR_METRES / (1 + N) * (1 + N * N / 4 + Math.pow(N, 4) / 64);

    private static final double[] ALPHA = {
        N / 2 - 2 * N * N / 3 + 5 * Math.pow(N, 3) / 16 + 41 * Math.pow(N, 4) / 180,
        13 * N * N / 48 - 3 * Math.pow(N, 3) / 5 + 557 * Math.pow(N, 4) / 1440,
        61 * Math.pow(N, 3) / 240 - 103 * Math.pow(N, 4) / 140,
        49_561 * Math.pow(N, 4) / 161_280
    };

    private static final double[] BETA = {
        N / 2 - 2 * N * N / 3 + 37 * Math.pow(N, 3) / 96 - Math.pow(N, 4) / 360,
        N * N / 48 + Math.pow(N, 3) / 15 - 437 * Math.pow(N, 4) / 1440,
        17 * Math.pow(N, 3) / 480 - 37 * Math.pow(N, 4) / 840,
        4_397 * Math.pow(N, 4) / 161_280
    };

    /** A point of the network, or of the earth as longitude (x) and latitude (y). */
    public record Point(double x, double y) {}

    private final double offsetX;
    private final double offsetY;
    private final int zone;
    private final boolean south;

    private Projection(double offsetX, double offsetY, int zone, boolean south) {
        this.offsetX = offsetX;
        this.offsetY = offsetY;
        this.zone = zone;
        this.south = south;
    }

    /** Metres without a place on earth. */
    public static Projection plain() {
        return new Projection(0, 0, 0, false);
    }

    /** UTM; the offset is added to easting and northing. */
    public static Projection utm(int zone, boolean south, double offsetX, double offsetY) {
        if (zone < 1 || zone > 60) {
            throw new IllegalArgumentException("UTM has zones 1 to 60, not " + zone);
        }
        return new Projection(offsetX, offsetY, zone, south);
    }

    /** True if the network has a place on earth. */
    public boolean isOnEarth() {
        return zone != 0;
    }

    public Point toMetres(double longitude, double latitude) {
        refuseUnlessOnEarth();
        double conformal = Math.sin(Math.toRadians(latitude));
        conformal = Math.sinh(atanh(conformal) - ECCENTRICITY * atanh(ECCENTRICITY * conformal));
        double east = Math.toRadians(longitude - meridian());
        double xi = Math.atan2(conformal, Math.cos(east));
        double eta = asinh(Math.sin(east) / Math.hypot(conformal, Math.cos(east)));
        double northing = xi;
        double easting = eta;
        for (int j = 0; j < ALPHA.length; j++) {
            double k = 2 * (j + 1);
            northing += ALPHA[j] * Math.sin(k * xi) * Math.cosh(k * eta);
            easting += ALPHA[j] * Math.cos(k * xi) * Math.sinh(k * eta);
        }
        return new Point(
                FALSE_EASTING + RADIUS * easting + offsetX, (south ? FALSE_NORTHING : 0) + RADIUS * northing + offsetY);
    }

    /** Longitude and latitude of a point of the network. */
    public Point toEarth(double x, double y) {
        refuseUnlessOnEarth();
        double xi0 = (y - offsetY - (south ? FALSE_NORTHING : 0)) / RADIUS;
        double eta0 = (x - offsetX - FALSE_EASTING) / RADIUS;
        double xi = xi0;
        double eta = eta0;
        for (int j = 0; j < BETA.length; j++) {
            double k = 2 * (j + 1);
            xi -= BETA[j] * Math.sin(k * xi0) * Math.cosh(k * eta0);
            eta -= BETA[j] * Math.cos(k * xi0) * Math.sinh(k * eta0);
        }
        double conformal = Math.sin(xi) / Math.hypot(Math.sinh(eta), Math.cos(xi));
        double longitude = meridian() + Math.toDegrees(Math.atan2(Math.sinh(eta), Math.cos(xi)));
        return new Point(longitude, Math.toDegrees(Math.atan(geodetic(conformal))));
    }

    /** The tangent of the latitude from that of the conformal latitude, by Newton's method (Karney, eq. 19 to 21). */
    private static double geodetic(double conformal) {
        double squared = ECCENTRICITY * ECCENTRICITY;
        double tangent = conformal;
        for (int i = 0; i < 3; i++) {
            double root = Math.sqrt(1 + tangent * tangent);
            double sigma = Math.sinh(ECCENTRICITY * atanh(ECCENTRICITY * tangent / root));
            double guess = tangent * Math.sqrt(1 + sigma * sigma) - sigma * root;
            tangent += (conformal - guess)
                    / Math.sqrt(1 + guess * guess)
                    * (1 + (1 - squared) * tangent * tangent)
                    / ((1 - squared) * root);
        }
        return tangent;
    }

    private double meridian() {
        return 6 * zone - 183;
    }

    private void refuseUnlessOnEarth() {
        if (!isOnEarth()) {
            throw new IllegalStateException("the road network is in plain metres: it has no longitude and latitude");
        }
    }

    private static double atanh(double x) {
        return Math.log1p(2 * x / (1 - x)) / 2;
    }

    private static double asinh(double x) {
        return Math.signum(x) * Math.log(Math.abs(x) + Math.hypot(x, 1));
    }

    @Override
    public String toString() {
        return isOnEarth()
                ? String.format(Locale.ROOT, "UTM %d%s, offset %.2f %.2f", zone, south ? "S" : "N", offsetX, offsetY)
                : "plain metres";
    }
}
