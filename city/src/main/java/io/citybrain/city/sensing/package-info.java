/** What the city measures: sensors, what they report, where they stand, and what is refused. */
package io.citybrain.city.sensing;
