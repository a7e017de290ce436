package io.citybrain.kafka.bridge;

/**
 * Where a message goes.
 *
 * @param key decides its partition
 * @param copyKeys keys whose partitions get a copy, none if empty
 * @param copyEverywhere true if every other partition gets a copy
 */
record Route(String key, java.util.List<String> copyKeys, boolean copyEverywhere) {}
