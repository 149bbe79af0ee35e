package io.cairn.bench;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.bench.options.EqualOptions;
import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rocksdb.BloomFilter;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Opens and fills Cairn and RocksJava with the same options: 1 GiB of cache, no compression, 64 MiB
 * write buffers, bloom filters, log without sync.
 */
final class Stores {

    static final int BATCH = 1000;

    private static final long CACHE_BYTES = 1L << 30;

    private Stores() {}

    static Database rocksDb(Path directory, Durability durability) {
        return Cairn.open(EqualOptions.cairn(directory, CACHE_BYTES, durability));
    }

    static Database memory() {
        return Cairn.open(CairnConfig.of("memory", Map.of()).with(Durability.BUFFERED));
    }

    static Options rocksJavaOptions() {
        RocksDB.loadLibrary();
        return EqualOptions.rocksJava(
                new LRUCache(CACHE_BYTES), new BloomFilter(EqualOptions.BLOOM_BITS));
    }

    static void fill(Database db, int[] order) {
        List<Entry> batch = new ArrayList<>(BATCH);
        for (int number : order) {
            batch.add(new Entry(Data.key(number), Data.value(number)));
            if (batch.size() == BATCH) {
                db.putAll(batch);
                batch.clear();
            }
        }
        db.putAll(batch);
    }

    static void fill(RocksDB db, int[] order) throws RocksDBException {
        try (WriteBatch batch = new WriteBatch();
                WriteOptions options = new WriteOptions()) {
            for (int number : order) {
                batch.put(Data.key(number), Data.value(number));
                if (batch.count() == BATCH) {
                    db.write(options, batch);
                    batch.clear();
                }
            }
            db.write(options, batch);
        }
    }

    /** Moves everything into sorted files, as Cairn's checkpoint does. */
    static void flush(RocksDB db) throws RocksDBException {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            db.flush(options);
        }
    }
}
