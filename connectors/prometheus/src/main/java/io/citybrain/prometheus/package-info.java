/** The door to Prometheus: numbers under names that are promises, on a page of their own. */
package io.citybrain.prometheus;
