package io.cairn.bench.suite.store;

import static org.lmdbjava.DbiFlags.MDB_CREATE;
import static org.lmdbjava.EnvFlags.MDB_NOSYNC;
import static org.lmdbjava.EnvFlags.MDB_NOTLS;
import static org.lmdbjava.EnvFlags.MDB_WRITEMAP;

import io.cairn.api.Entry;
import io.cairn.bench.suite.data.Audit;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.SeekOp;
import org.lmdbjava.Txn;

/**
 * LMDB. Reading transactions are kept and renewed, as its documentation advises; writing ones run
 * one at a time. Thread-safe.
 */
final class LmdbStore implements BenchStore {

    private static final int READERS_MAX = 256;
    private static final long SPARE_BYTES = 1L << 28;
    private static final int PAGE_BYTES = 4096;

    private final Env<ByteBuffer> env;
    private final Dbi<ByteBuffer> table;
    private final Queue<Reader> readers = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Buffers> buffers;

    private record Reader(Txn<ByteBuffer> txn, Cursor<ByteBuffer> cursor) {}

    private record Buffers(ByteBuffer key, ByteBuffer value) {

        ByteBuffer key(byte[] bytes) {
            return key.clear().put(bytes).flip();
        }

        ByteBuffer value(byte[] bytes) {
            return value.clear().put(bytes).flip();
        }
    }

    LmdbStore(StoreSettings settings) {
        this.buffers =
                ThreadLocal.withInitial(() ->
                        new Buffers(
                                ByteBuffer.allocateDirect(512),
                                ByteBuffer.allocateDirect(1 << 19)));
        EnvFlags[] flags =
                settings.synced()
                        ? new EnvFlags[] {MDB_NOTLS}
                        : new EnvFlags[] {MDB_NOTLS, MDB_NOSYNC, MDB_WRITEMAP};
        // A value of 4 KiB takes two pages, and updates take pages beside those they replace.
        long mapBytes = (settings.dataBytes() * 4 + SPARE_BYTES) / PAGE_BYTES * PAGE_BYTES;
        this.env =
                Env.create()
                        .setMapSize(mapBytes)
                        .setMaxDbs(1)
                        .setMaxReaders(READERS_MAX)
                        .open(settings.directory().toFile(), flags);
        this.table = env.openDbi("bench", MDB_CREATE);
    }

    private Reader borrow() {
        Reader reader = readers.poll();
        if (reader != null) {
            reader.txn.renew();
            reader.cursor.renew(reader.txn);
            return reader;
        }
        Txn<ByteBuffer> txn = env.txnRead();
        return new Reader(txn, table.openCursor(txn));
    }

    private void giveBack(Reader reader) {
        reader.txn.reset();
        readers.add(reader);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        Buffers own = buffers.get();
        try (Txn<ByteBuffer> tx = env.txnWrite()) {
            table.put(tx, own.key(key), own.value(value));
            tx.commit();
        }
    }

    @Override
    public void putAll(List<Entry> entries) {
        Buffers own = buffers.get();
        try (Txn<ByteBuffer> tx = env.txnWrite()) {
            for (Entry entry : entries) {
                table.put(tx, own.key(entry.key()), own.value(entry.value()));
            }
            tx.commit();
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        Reader reader = borrow();
        try {
            return copy(table.get(reader.txn, buffers.get().key(key)));
        } finally {
            giveBack(reader);
        }
    }

    private static byte @Nullable [] copy(@Nullable ByteBuffer found) {
        if (found == null) {
            return null;
        }
        byte[] copy = new byte[found.remaining()];
        found.get(0, copy);
        return copy;
    }

    @Override
    public boolean getLent(byte[] key, Audit audit) {
        Reader reader = borrow();
        try {
            ByteBuffer found = table.get(reader.txn, buffers.get().key(key));
            if (found == null) {
                return false;
            }
            audit.value(found);
            return true;
        } finally {
            giveBack(reader);
        }
    }

    @Override
    public void delete(byte[] key) {
        try (Txn<ByteBuffer> tx = env.txnWrite()) {
            table.delete(tx, buffers.get().key(key));
            tx.commit();
        }
    }

    @Override
    public void scan(Scan scan, Audit audit) {
        Reader reader = borrow();
        try {
            Cursor<ByteBuffer> cursor = reader.cursor;
            byte[] end = scan.end();
            ByteBuffer stop = end == null ? null : ByteBuffer.wrap(end);
            boolean more = first(cursor, scan);
            for (long left = scan.limit(); left > 0 && more; left--) {
                if (stop != null && Unsigned.compare(cursor.key(), stop) >= 0) {
                    return;
                }
                if (scan.lent()) {
                    audit.entry(cursor.key(), cursor.val());
                } else {
                    audit.entry(copied(cursor.key()), copied(cursor.val()));
                }
                more = scan.reverse() ? cursor.prev() : cursor.next();
            }
        } finally {
            giveBack(reader);
        }
    }

    private boolean first(Cursor<ByteBuffer> cursor, Scan scan) {
        byte[] begin = scan.begin();
        if (begin != null) {
            return cursor.get(buffers.get().key(begin), GetOp.MDB_SET_RANGE);
        }
        return cursor.seek(scan.reverse() ? SeekOp.MDB_LAST : SeekOp.MDB_FIRST);
    }

    private static byte[] copied(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(0, copy);
        return copy;
    }

    @Override
    public int transact(Work work) throws Exception {
        Buffers own = buffers.get();
        try (Txn<ByteBuffer> tx = env.txnWrite()) {
            work.run(
                    new Tx() {
                        @Override
                        public byte @Nullable [] get(byte[] key) {
                            return copy(table.get(tx, own.key(key)));
                        }

                        @Override
                        public void put(byte[] key, byte[] value) {
                            table.put(tx, own.key(key), own.value(value));
                        }
                    });
            tx.commit();
        }
        return 1;
    }

    @Override
    public void flush() {
        env.sync(true);
    }

    /** The file is as long as the map, with holes; what counts is the pages in use. */
    @Override
    public long diskBytes() {
        return (env.info().lastPageNumber + 1) * PAGE_BYTES;
    }

    @Override
    public void close() {
        for (Reader reader = readers.poll(); reader != null; reader = readers.poll()) {
            reader.cursor.close();
            reader.txn.close();
        }
        table.close();
        env.close();
    }
}
