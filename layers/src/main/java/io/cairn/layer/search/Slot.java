package io.cairn.layer.search;

/**
 * Where a document is counted and kept. Immutable.
 *
 * @param shard the shard of counters and blocks
 * @param number its number in the shard, from 0 on
 */
record Slot(int shard, long number) {

    /** Returns the block of the shard in which it is. */
    long block() {
        return number / Block.PLACES;
    }

    /** Returns its place in the block. */
    int place() {
        return (int) (number % Block.PLACES);
    }
}
