package io.cairn.storage.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.rocksdb.RocksDBException;
import org.rocksdb.TickerType;

/**
 * Reads the engine's counters from RocksDB's properties and tickers. The log's size is that of its
 * few files.
 */
final class Counters {

    private final OpenRocks rocks;
    private final Families families;
    private final Path logDirectory;

    Counters(OpenRocks rocks, Families families, RocksDbConfig config) {
        this.rocks = rocks;
        this.families = families;
        logDirectory = LogDirectory.of(config);
    }

    Map<String, Long> read() throws RocksDBException, IOException {
        long keys = 0;
        long memtables = 0;
        long files = 0;
        for (Family family : families.all()) {
            keys += property(family, "rocksdb.estimate-num-keys");
            memtables += property(family, "rocksdb.cur-size-all-mem-tables");
            files += property(family, "rocksdb.total-sst-files-size");
        }
        Map<String, Long> counters = new HashMap<>();
        counters.put("keys_count", keys);
        counters.put("keys_count_exact", 0L);
        counters.put("cache_hits", ticker(TickerType.BLOCK_CACHE_HIT));
        counters.put("cache_misses", ticker(TickerType.BLOCK_CACHE_MISS));
        counters.put("memtable_size_bytes", memtables);
        counters.put("wal_size_bytes", logBytes(false));
        counters.put("disk_size_bytes", files + logBytes(true));
        return counters;
    }

    private long property(Family family, String name) throws RocksDBException {
        return rocks.db.getLongProperty(family.handle(), name);
    }

    private long ticker(TickerType type) {
        return rocks.statistics == null ? 0 : rocks.statistics.getTickerCount(type);
    }

    /** Adds up the logs that are still needed, or the files of all, which may be longer. */
    private long logBytes(boolean files) throws RocksDBException, IOException {
        long oldest = rocks.db.getLongProperty("rocksdb.min-log-number-to-keep");
        long bytes = 0;
        for (Path file : LogDirectory.files(logDirectory)) {
            long number = LogDirectory.number(file);
            try {
                if (files) {
                    bytes += Files.size(file);
                } else if (number >= oldest) {
                    bytes += LogLength.of(file, number);
                }
            } catch (NoSuchFileException e) {
                continue;
            }
        }
        return bytes;
    }
}
