/**
 * The streets: a road network in compact arrays, the way through it, and where on it a vehicle is. Words as in SUMO: an
 * edge is a road in one direction between two junctions, its lanes are counted from the right, a connection leads from
 * a lane to a lane of the next edge. Lengths are metres, speeds metres per second, coordinates the network's own metres.
 */
package io.citybrain.city.roads;
