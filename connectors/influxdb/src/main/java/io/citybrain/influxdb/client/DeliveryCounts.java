package io.citybrain.influxdb.client;

/**
 * A delivery in numbers, for metrics and tests. Those named "…Lines" after an event only grow.
 *
 * @param pendingLines lines in memory that the store has not confirmed
 * @param pendingBytes their bytes
 * @param writtenLines lines confirmed by the store, refused ones not included
 * @param retriedWrites attempts that failed and are made again
 * @param deadLetteredLines lines that the store refused for ever
 * @param spooledLines lines waiting on disk
 * @param spooledBytes bytes on disk
 * @param lostLines lines given up because the spool was full or its disk failed: anything above 0 is an emergency
 * @param damagedFiles spool files that could not be read back whole; they are kept
 * @param storeDown true from a failed attempt until the next write that succeeds
 */
public record DeliveryCounts(
        long pendingLines,
        long pendingBytes,
        long writtenLines,
        long retriedWrites,
        long deadLetteredLines,
        long spooledLines,
        long spooledBytes,
        long lostLines,
        long damagedFiles,
        boolean storeDown) {}
