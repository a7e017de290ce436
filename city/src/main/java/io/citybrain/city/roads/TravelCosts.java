package io.citybrain.city.roads;

/**
 * How long driving takes. Who leaves later must not arrive earlier (the search relies on it), and nothing may be faster
 * than the {@link FreeFlow} that the search was made with.
 */
public interface TravelCosts {

    /**
     * Seconds for a whole edge, up to its stop line; infinite if it is closed.
     *
     * @param aheadSeconds when the vehicle enters it, counted from now
     */
    double edgeSeconds(int edge, double aheadSeconds);

    /**
     * Seconds to wait at the stop line and to cross the junction; infinite if it is closed.
     *
     * @param aheadSeconds when the vehicle comes to the stop line, counted from now
     */
    double turnSeconds(int turn, double aheadSeconds);
}
