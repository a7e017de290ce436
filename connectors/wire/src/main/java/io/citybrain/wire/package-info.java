/** Bytes to city records and back: the public contract of topics and JSON, and the registry file. */
package io.citybrain.wire;
