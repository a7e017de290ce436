package io.citybrain.city.greenwave;

/**
 * One signal-controlled stop line on a route.
 *
 * @param edgeOnRoute index into the route of the edge that ends there
 * @param signal index of the controller
 * @param atMetres distance of the line along the route
 * @param clearedAtMetres distance at which the junction is behind
 * @param own the links that the ambulance may take, ascending
 * @param approach all links of the edge, ascending: whoever stands before the ambulance must be able to go
 * @param lanes how many lanes lead where the ambulance goes
 */
record StopLine(
        int edgeOnRoute, int signal, double atMetres, double clearedAtMetres, int[] own, int[] approach, int lanes) {}
