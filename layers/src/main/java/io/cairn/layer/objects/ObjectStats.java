package io.cairn.layer.objects;

/**
 * What a store has counted since it was opened. Immutable, thread-safe.
 *
 * @param known the objects that this process knows: all in memory segments, and some of the stored
 *     ones
 * @param hits reads that found their object
 * @param misses reads that found none
 * @param evictions replicas that were evicted
 * @param damaged replicas that were read and found damaged
 * @param failed replicas that could not be read, as of a lost connection
 */
public record ObjectStats(
        long known, long hits, long misses, long evictions, long damaged, long failed) {}
