/**
 * Bytes to city records and back: the public contract of topics and JSON ({@code asyncapi.yaml} in the resources), and
 * the registry file.
 *
 * <p>Every reader answers with a {@link io.citybrain.wire.Decoded}: a value, or a reason that says what is wrong, where,
 * and what to do. None throws, whatever the bytes. Telemetry is the hot path and is read token by token; everything else
 * is small and goes through a tree, so that all its errors are told at once. All classes are stateless or immutable and
 * may be used by any number of threads.
 */
package io.citybrain.wire;
