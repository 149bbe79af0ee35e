package io.cairn.bench.suite.store;

import io.cairn.api.Entry;
import io.cairn.bench.options.EqualOptions;
import io.cairn.bench.suite.data.Audit;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.OptimisticTransactionDB;
import org.rocksdb.OptimisticTransactionOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.Transaction;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * RocksDB's own Java binding with the options that Cairn's engine sets; opened as an optimistic
 * transaction database only where transactions are asked for. Thread-safe.
 *
 * <p>The binding lends nothing: where reading in place is allowed, entries are copied into two
 * buffers that are used again.
 */
final class RocksStore implements BenchStore {

    private static final int VALUE_BYTES_MAX = 1 << 19;

    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final ReadOptions reads;
    private final WriteOptions writes;
    private final RocksDB db;
    private final StoreSettings settings;
    private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);

    private static final class Buffers {
        final ByteBuffer key = ByteBuffer.allocateDirect(1 << 10);
        final ByteBuffer value = ByteBuffer.allocateDirect(VALUE_BYTES_MAX);
    }

    RocksStore(StoreSettings settings) throws RocksDBException {
        RocksDB.loadLibrary();
        this.settings = settings;
        this.reads = own(new ReadOptions());
        this.writes = own(new WriteOptions().setSync(settings.synced()));
        Options options = options();
        String path = settings.directory().toString();
        this.db =
                own(
                        settings.transactions()
                                ? OptimisticTransactionDB.open(options, path)
                                : RocksDB.open(options, path));
    }

    private <T extends AutoCloseable> T own(T resource) {
        owned.push(resource);
        return resource;
    }

    private Options options() {
        Cache cache = own(new LRUCache(settings.cacheBytes()));
        return own(EqualOptions.rocksJava(cache, own(new BloomFilter(EqualOptions.BLOOM_BITS))));
    }

    @Override
    public void put(byte[] key, byte[] value) throws RocksDBException {
        db.put(writes, key, value);
    }

    @Override
    public void putAll(List<Entry> entries) throws RocksDBException {
        try (WriteBatch batch = new WriteBatch()) {
            for (Entry entry : entries) {
                batch.put(entry.key(), entry.value());
            }
            db.write(writes, batch);
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) throws RocksDBException {
        return db.get(reads, key);
    }

    @Override
    public void delete(byte[] key) throws RocksDBException {
        db.delete(writes, key);
    }

    @Override
    public void scan(Scan scan, Audit audit) throws RocksDBException {
        byte[] end = scan.end();
        try (RocksIterator iterator = db.newIterator(reads)) {
            first(iterator, scan);
            for (long left = scan.limit(); left > 0 && iterator.isValid(); left--) {
                if (!take(iterator, end, scan.lent(), audit)) {
                    return;
                }
                if (scan.reverse()) {
                    iterator.prev();
                } else {
                    iterator.next();
                }
            }
            iterator.status();
        }
    }

    private static void first(RocksIterator iterator, Scan scan) {
        byte[] begin = scan.begin();
        if (begin != null) {
            iterator.seek(begin);
        } else if (scan.reverse()) {
            iterator.seekToLast();
        } else {
            iterator.seekToFirst();
        }
    }

    private boolean take(RocksIterator iterator, byte @Nullable [] end, boolean lent, Audit audit) {
        if (lent) {
            Buffers own = buffers.get();
            iterator.key(own.key.clear());
            if (end != null && Unsigned.compare(own.key, ByteBuffer.wrap(end)) >= 0) {
                return false;
            }
            iterator.value(own.value.clear());
            audit.entry(own.key, own.value);
            return true;
        }
        byte[] key = iterator.key();
        if (end != null && Arrays.compareUnsigned(key, end) >= 0) {
            return false;
        }
        audit.entry(key, iterator.value());
        return true;
    }

    @Override
    public int transact(Work work) throws Exception {
        OptimisticTransactionDB transactional = (OptimisticTransactionDB) db;
        for (int runs = 1; ; runs++) {
            try (OptimisticTransactionOptions begin =
                            new OptimisticTransactionOptions().setSetSnapshot(true);
                    Transaction tx = transactional.beginTransaction(writes, begin);
                    ReadOptions snapshot = new ReadOptions().setSnapshot(tx.getSnapshot())) {
                work.run(new Optimistic(tx, snapshot));
                tx.commit();
                return runs;
            } catch (RocksDBException e) {
                Status status = e.getStatus();
                if (status == null
                        || (status.getCode() != Status.Code.Busy
                                && status.getCode() != Status.Code.TryAgain)) {
                    throw e;
                }
            }
        }
    }

    private record Optimistic(Transaction tx, ReadOptions snapshot) implements Tx {

        @Override
        public byte @Nullable [] get(byte[] key) throws RocksDBException {
            return tx.getForUpdate(snapshot, key, true);
        }

        @Override
        public void put(byte[] key, byte[] value) throws RocksDBException {
            tx.put(key, value);
        }
    }

    @Override
    public void flush() throws RocksDBException {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            db.flush(options);
        }
    }

    @Override
    public long diskBytes() throws Exception {
        return DirectorySize.of(settings.directory());
    }

    @Override
    public void close() throws Exception {
        while (!owned.isEmpty()) {
            owned.pop().close();
        }
    }
}
