package io.cairn.local;

import io.cairn.api.Stats;
import io.cairn.config.Limits;
import io.cairn.engine.TransactionEngine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What an open database counts by itself, and the limits on how much is open at once. Thread-safe.
 */
final class Counters {

    private static final List<String> ENGINE_NAMES =
            List.of(
                    "keys_count",
                    "keys_count_exact",
                    "cache_hits",
                    "cache_misses",
                    "memtable_size_bytes",
                    "wal_size_bytes",
                    "disk_size_bytes",
                    "last_checkpoint_lsn");

    final LongAdder bytesRead = new LongAdder();
    final LongAdder bytesWritten = new LongAdder();
    final LongAdder committed = new LongAdder();
    final LongAdder aborted = new LongAdder();
    final Quota transactions;
    final Quota cursors;
    final Quota snapshots;
    final Quota watches;

    Counters(Limits limits) {
        transactions = new Quota("transactionsMax", limits.transactionsMax());
        cursors = new Quota("cursorsMax", limits.cursorsMax());
        snapshots = new Quota("snapshotsMax", limits.snapshotsMax());
        watches = new Quota("watchesMax", limits.watchesMax());
    }

    /** Adds the engine's counters to those kept here. */
    Stats stats(TransactionEngine engine) {
        Map<String, Long> all = new TreeMap<>();
        ENGINE_NAMES.forEach(name -> all.put(name, 0L));
        all.put("last_commit_lsn", engine.version());
        all.putAll(engine.counters());
        all.put("bytes_read", bytesRead.sum());
        all.put("bytes_written", bytesWritten.sum());
        all.put("transactions_committed", committed.sum());
        all.put("transactions_aborted", aborted.sum());
        all.put("queries_executed", 0L);
        all.put("active_transactions", (long) transactions.open());
        all.put("open_cursors", (long) cursors.open());
        all.put("open_snapshots", (long) snapshots.open());
        all.put("open_watches", (long) watches.open());
        return new Stats(all);
    }
}
