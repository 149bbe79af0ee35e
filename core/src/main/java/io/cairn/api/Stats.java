package io.cairn.api;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counters of one open database at one moment. Immutable. Always present: {@code keys_count} with
 * {@code keys_count_exact}, {@code bytes_written}, {@code bytes_read}, {@code
 * transactions_committed}, {@code transactions_aborted}, {@code queries_executed}, {@code
 * cache_hits}, {@code cache_misses}, {@code memtable_size_bytes}, {@code wal_size_bytes}, {@code
 * disk_size_bytes}, {@code last_checkpoint_lsn}, {@code last_commit_lsn}, {@code
 * active_transactions}, {@code open_cursors}, {@code open_snapshots}, {@code open_watches}.
 *
 * @param counters names and values, sorted by name
 */
public record Stats(Map<String, Long> counters) {

    /** Copies and sorts. */
    public Stats {
        counters = java.util.Collections.unmodifiableMap(new TreeMap<>(counters));
    }

    /**
     * Returns one counter.
     *
     * @param name its name
     * @return its value; 0 when there is no such counter
     */
    public long get(String name) {
        return counters.getOrDefault(name, 0L);
    }

    /**
     * Returns the growth since an earlier moment.
     *
     * @param earlier the counters then
     * @return this minus earlier, name by name
     */
    public Stats minus(Stats earlier) {
        Map<String, Long> difference = new TreeMap<>();
        counters.forEach((name, value) -> difference.put(name, value - earlier.get(name)));
        return new Stats(difference);
    }
}
