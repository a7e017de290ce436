/** {@code deploy/bench}: measured comparisons, each with the reference that it is measured against in the same run. */
package io.citybrain.bench;
