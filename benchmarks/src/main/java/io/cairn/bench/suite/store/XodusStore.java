package io.cairn.bench.suite.store;

import io.cairn.api.Entry;
import io.cairn.bench.suite.data.Audit;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.env.Cursor;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.EnvironmentConfig;
import jetbrains.exodus.env.Environments;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;
import jetbrains.exodus.env.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * JetBrains Xodus: a log of copy-on-write trees, transactions that run again when another one
 * committed meanwhile. Thread-safe.
 */
final class XodusStore implements BenchStore {

    private static final int TRANSACTIONS_MAX = 1 << 20;

    private final StoreSettings settings;
    private final Environment environment;
    private final Store store;

    XodusStore(StoreSettings settings) {
        this.settings = settings;
        EnvironmentConfig config =
                new EnvironmentConfig()
                        .setLogDurableWrite(settings.synced())
                        .setLogCacheShared(false)
                        .setMemoryUsage(
                                Math.min(
                                        settings.cacheBytes(),
                                        Runtime.getRuntime().maxMemory() / 2))
                        .setEnvMaxParallelTxns(TRANSACTIONS_MAX);
        this.environment = Environments.newInstance(settings.directory().toFile(), config);
        this.store =
                environment.computeInTransaction(
                        tx -> environment.openStore("bench", StoreConfig.WITHOUT_DUPLICATES, tx));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        environment.executeInTransaction(tx -> put(tx, key, value));
    }

    private void put(Transaction tx, byte[] key, byte[] value) {
        store.put(tx, new ArrayByteIterable(key), new ArrayByteIterable(value));
    }

    @Override
    public void putAll(List<Entry> entries) {
        environment.executeInTransaction(tx -> {
            for (Entry entry : entries) {
                put(tx, entry.key(), entry.value());
            }
        });
    }

    private @Nullable ByteIterable find(Transaction tx, byte[] key) {
        return store.get(tx, new ArrayByteIterable(key));
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        Transaction tx = environment.beginReadonlyTransaction();
        try {
            ByteIterable found = find(tx, key);
            return found == null ? null : copy(found);
        } finally {
            tx.abort();
        }
    }

    @Override
    public boolean getLent(byte[] key, Audit audit) {
        Transaction tx = environment.beginReadonlyTransaction();
        try {
            ByteIterable found = find(tx, key);
            if (found == null) {
                return false;
            }
            audit.value(segment(found));
            return true;
        } finally {
            tx.abort();
        }
    }

    private static byte[] copy(ByteIterable bytes) {
        return Arrays.copyOf(bytes.getBytesUnsafe(), bytes.getLength());
    }

    private static MemorySegment segment(ByteIterable bytes) {
        return MemorySegment.ofArray(bytes.getBytesUnsafe()).asSlice(0, bytes.getLength());
    }

    @Override
    public void delete(byte[] key) {
        environment.executeInTransaction(tx -> store.delete(tx, new ArrayByteIterable(key)));
    }

    @Override
    public void scan(Scan scan, Audit audit) {
        Transaction tx = environment.beginReadonlyTransaction();
        try (Cursor cursor = store.openCursor(tx)) {
            byte[] end = scan.end();
            ByteIterable stop = end == null ? null : new ArrayByteIterable(end);
            boolean more = first(cursor, scan.begin(), scan.reverse());
            for (long left = scan.limit(); left > 0 && more; left--) {
                ByteIterable key = cursor.getKey();
                if (stop != null && key.compareTo(stop) >= 0) {
                    return;
                }
                if (scan.lent()) {
                    audit.entry(segment(key), segment(cursor.getValue()));
                } else {
                    audit.entry(copy(key), copy(cursor.getValue()));
                }
                more = scan.reverse() ? cursor.getPrev() : cursor.getNext();
            }
        } finally {
            tx.abort();
        }
    }

    private static boolean first(Cursor cursor, byte @Nullable [] begin, boolean reverse) {
        if (begin != null) {
            return cursor.getSearchKeyRange(new ArrayByteIterable(begin)) != null;
        }
        return reverse ? cursor.getLast() : cursor.getNext();
    }

    @Override
    public int transact(Work work) throws Exception {
        Transaction tx = environment.beginTransaction();
        try {
            for (int runs = 1; ; runs++) {
                work.run(new View(tx));
                if (tx.flush()) {
                    return runs;
                }
                tx.revert();
            }
        } finally {
            tx.abort();
        }
    }

    private final class View implements Tx {

        private final Transaction tx;

        View(Transaction tx) {
            this.tx = tx;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            ByteIterable found = find(tx, key);
            return found == null ? null : copy(found);
        }

        @Override
        public void put(byte[] key, byte[] value) {
            XodusStore.this.put(tx, key, value);
        }
    }

    @Override
    public void flush() {
        // The log is written by every commit; its last part is synced when the store is closed.
    }

    @Override
    public long diskBytes() throws Exception {
        return DirectorySize.of(settings.directory());
    }

    @Override
    public void close() {
        environment.close();
    }
}
