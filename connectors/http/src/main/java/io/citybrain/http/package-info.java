/**
 * The door for people and their programs: REST, live events and pages over HTTP. It knows the city by its public
 * contract alone: what it shows it has heard on MQTT or read from the store, what people want goes out on MQTT.
 */
package io.citybrain.http;
