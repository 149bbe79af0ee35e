package io.cairn.storage.rocksdb;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.cairn.engine.EngineSnapshot;
import io.cairn.error.ClosedException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.RocksDB;

/**
 * The driver that calls RocksDB's C functions. It hands RocksJava's C++ objects to them in the form
 * that they expect, a structure that starts with the pointer; {@link FfmSelfTest} checks that
 * before the first use.
 */
final class FfmDriver implements Driver {

    /** To copy as much takes some tenths of a millisecond, for which a collection may wait. */
    private static final int HEAP_BATCH_BYTES_MAX = 1 << 20;

    private static final int KEPT_BATCH_BYTES_MAX = 4 << 20;

    final long database;
    final Families families;
    final Failures failures;
    final ScratchPool scratches;

    private final Arena arena;
    private final long writeOptions;
    private final Scratch writeScratch;
    private final FfmView latest;
    private final Set<FfmView> pinned = ConcurrentHashMap.newKeySet();
    private final Set<Retired> retired = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
    private volatile boolean open = true;

    FfmDriver(RocksDB db, Families families, Failures failures) {
        this.families = families;
        this.failures = failures;
        arena = Arena.ofShared();
        scratches = new ScratchPool(arena);
        writeScratch = new Scratch(arena);
        database = Families.wrap(arena, db.getNativeHandle());
        writeOptions = RocksC.writeOptionsCreate();
        latest = new FfmView(this, 0);
    }

    @Override
    public EngineSnapshot pin() {
        checkOpen();
        FfmView view = new FfmView(this, RocksC.snapshotCreate(database));
        pinned.add(view);
        return view;
    }

    @Override
    public EngineSnapshot latest() {
        return latest;
    }

    @Override
    public void write(EncodedBatch batch) {
        checkOpen();
        long handle =
                batch.length() <= HEAP_BATCH_BYTES_MAX
                        ? RocksC.batchFrom(batch.bytes(), batch.length())
                        : batchOf(batch);
        writeScratch.clearError();
        try {
            RocksC.write(database, writeOptions, handle, writeScratch.errorCell);
        } finally {
            RocksC.batchDestroy(handle);
        }
        writeScratch.check(failures, "applying a batch");
    }

    private long batchOf(EncodedBatch batch) {
        if (batch.length() <= KEPT_BATCH_BYTES_MAX) {
            return batchOf(batch, writeScratch.value(batch.length()));
        }
        try (Arena once = Arena.ofConfined()) {
            return batchOf(batch, once.allocate(batch.length()).address());
        }
    }

    private static long batchOf(EncodedBatch batch, long copy) {
        MemorySegment.copy(batch.bytes(), 0, NativeMemory.ALL, JAVA_BYTE, copy, batch.length());
        return RocksC.batchFrom(copy, batch.length());
    }

    @Override
    public void put(Family family, byte[] key, byte[] value) {
        checkOpen();
        long keyCopy = writeScratch.key(key);
        long valueCopy = writeScratch.value(value.length);
        NativeMemory.copyIn(value, valueCopy);
        writeScratch.clearError();
        RocksC.put(
                database,
                writeOptions,
                family.struct(),
                keyCopy,
                key.length,
                valueCopy,
                value.length,
                writeScratch.errorCell);
        writeScratch.check(failures, "applying a put");
    }

    @Override
    public void delete(Family family, byte[] key) {
        checkOpen();
        long keyCopy = writeScratch.key(key);
        writeScratch.clearError();
        RocksC.delete(
                database,
                writeOptions,
                family.struct(),
                keyCopy,
                key.length,
                writeScratch.errorCell);
        writeScratch.check(failures, "applying a delete");
    }

    @Override
    public void syncLog() {
        checkOpen();
        Scratch scratch = scratches.acquire();
        try {
            scratch.clearError();
            RocksC.flushWal(database, true, scratch.errorCell);
            scratch.check(failures, "syncing the log");
        } finally {
            scratches.release(scratch);
        }
    }

    @Override
    public void forget(Family family) {
        pinned.forEach(view -> view.forget(family));
    }

    void closed(FfmView view) {
        pinned.remove(view);
    }

    void checkOpen() {
        if (!open) {
            throw ClosedException.closed("engine");
        }
    }

    /**
     * Destroys an iterator once nobody can reach memory lent from it: it was closed by another
     * thread than the one that holds the lent segments, and only that thread could have invalidated
     * them.
     */
    void retire(FfmIterator iterator, Object scope) {
        retired.add(new Retired(scope, unreachable, iterator));
    }

    /** Destroys an iterator; one that outlived the engine is left alone. */
    void destroy(FfmIterator iterator) {
        if (open) {
            iterator.destroy();
        }
    }

    int retiredCount() {
        return retired.size();
    }

    void destroyUnreachable() {
        for (Object done = unreachable.poll(); done != null; done = unreachable.poll()) {
            Retired one = (Retired) done;
            if (retired.remove(one)) {
                one.iterator.destroy();
            }
        }
    }

    /**
     * Iterators from which memory is still lent to another thread are not destroyed, now or later:
     * RocksDB keeps what they point to, and a leak after a caller's mistake is better than a crash.
     */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        destroyUnreachable();
        pinned.forEach(FfmView::close);
        latest.destroy();
        RocksC.writeOptionsDestroy(writeOptions);
        arena.close();
    }

    private static final class Retired extends PhantomReference<Object> {

        private final FfmIterator iterator;

        Retired(Object scope, ReferenceQueue<Object> queue, FfmIterator iterator) {
            super(scope, queue);
            this.iterator = iterator;
        }
    }
}
