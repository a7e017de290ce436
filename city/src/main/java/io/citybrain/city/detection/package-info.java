/**
 * What is wrong: rules, one detector per class, and the alarm state machine. Everything here is a pure function of its
 * arguments; time comes in as an argument.
 */
package io.citybrain.city.detection;
