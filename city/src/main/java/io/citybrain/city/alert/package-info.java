/** What the city tells people: alerts, their severity, their states (ISA-18.2) and their words. */
package io.citybrain.city.alert;
