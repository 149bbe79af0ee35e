package io.cairn.storage.rocksdb;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.error.ClosedException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A view through C functions: pinned when it has a RocksDB snapshot, else of the newest state.
 * Thread-safe.
 */
final class FfmView implements EngineSnapshot {

    private static final int IDLE_MAX = 8;
    private static final int BUFFER_BYTES_MAX = 256 << 10;

    private final FfmDriver driver;
    private final long snapshot;
    private final long options;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Iterators that no cursor uses; guarded by itself. */
    private final List<FfmIterator> idle = new ArrayList<>(2);

    FfmView(FfmDriver driver, long snapshot) {
        this.driver = driver;
        this.snapshot = snapshot;
        options = RocksC.readOptionsCreate();
        if (snapshot != 0) {
            RocksC.readOptionsSnapshot(options, snapshot);
        }
    }

    @Override
    public byte @Nullable [] get(int keyspace, byte[] key) {
        return find(keyspace, key, NativeMemory::copyOut);
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        return find(keyspace, key, (address, length) -> lend(address, length, reader));
    }

    private <R extends @Nullable Object> @Nullable R find(
            int keyspace, byte[] key, AddressReader<R> reader) {
        checkUsable();
        Family family = driver.families.get(keyspace);
        Scratch scratch = driver.scratches.acquire();
        try {
            if (scratch.expectsLarge()) {
                return readInPlace(family, key, scratch, reader);
            }
            long buffer = scratch.value(Scratch.VALUE_BYTES_MIN);
            long length = copyInto(buffer, family, key, scratch);
            if (length < 0) {
                return null;
            }
            if (length > scratch.valueRoom()) {
                return readInPlace(family, key, scratch, reader);
            }
            scratch.hasRead(length);
            return reader.read(buffer, length);
        } finally {
            driver.scratches.release(scratch);
        }
    }

    /**
     * Copies the value into the buffer when it fits there. Returns its length, -1 when the key is
     * absent.
     */
    private long copyInto(long buffer, Family family, byte[] key, Scratch scratch) {
        scratch.clearError();
        RocksC.getInto(
                driver.database,
                options,
                family.struct(),
                scratch.key(key),
                key.length,
                buffer,
                scratch.valueRoom(),
                scratch.lengthCell,
                scratch.foundCell,
                scratch.errorCell);
        scratch.check(driver.failures, "reading a key");
        return scratch.found() ? scratch.length() : -1;
    }

    /**
     * Reads a value where RocksDB has it, which takes longer than to copy a short one, and less
     * from a few KiB on. One that comes among short ones finds room for it the next time.
     */
    private <R extends @Nullable Object> @Nullable R readInPlace(
            Family family, byte[] key, Scratch scratch, AddressReader<R> reader) {
        scratch.clearError();
        long pinned =
                RocksC.getPinned(
                        driver.database,
                        options,
                        family.struct(),
                        scratch.key(key),
                        key.length,
                        scratch.errorCell);
        scratch.check(driver.failures, "reading a key");
        if (pinned == 0) {
            return null;
        }
        try {
            long address = RocksC.pinnedValue(pinned, scratch.lengthCell);
            long length = scratch.length();
            scratch.hasRead(length);
            if (length <= BUFFER_BYTES_MAX) {
                scratch.value((int) length);
            }
            return reader.read(address, length);
        } finally {
            RocksC.pinnedDestroy(pinned);
        }
    }

    @Override
    public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        checkUsable();
        Family family = driver.families.get(keyspace);
        if (keys.length <= FfmMultiGet.KEYS_MAX || snapshot != 0) {
            return new FfmMultiGet(driver, options, family).get(keys);
        }
        try (EngineSnapshot one = driver.pin()) {
            return one.getAll(keyspace, keys);
        }
    }

    @Override
    public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        checkUsable();
        Family family = driver.families.get(keyspace);
        return range.isEmpty() ? new EmptyCursor() : new FfmCursor(this, family, range, direction);
    }

    /** Closing what is pinned releases it; the view of the newest state stays. */
    @Override
    public void close() {
        if (snapshot == 0 || !closed.compareAndSet(false, true)) {
            return;
        }
        destroy();
        RocksC.snapshotRelease(driver.database, snapshot);
        driver.closed(this);
    }

    void destroy() {
        synchronized (idle) {
            closed.set(true);
            idle.forEach(FfmIterator::destroy);
            idle.clear();
        }
        RocksC.readOptionsDestroy(options);
    }

    void checkUsable() {
        if (closed.get()) {
            driver.checkOpen();
            throw ClosedException.closed("snapshot");
        }
    }

    FfmIterator iterator(Family family, FfmIterator.Bound kind) {
        driver.destroyUnreachable();
        synchronized (idle) {
            for (int i = idle.size() - 1; i >= 0; i--) {
                FfmIterator candidate = idle.get(i);
                if (candidate.kind == kind && candidate.family == family) {
                    return idle.remove(i);
                }
            }
        }
        return new FfmIterator(driver, snapshot, family, kind);
    }

    /**
     * Keeps a pinned view's iterator for the next cursor; one of the newest state would be out of
     * date.
     */
    void giveBack(FfmIterator iterator) {
        synchronized (idle) {
            if (snapshot != 0 && !closed.get() && idle.size() < IDLE_MAX) {
                idle.add(iterator);
                return;
            }
        }
        driver.destroy(iterator);
    }

    void retire(FfmIterator iterator, Object scope) {
        driver.retire(iterator, scope);
    }

    void forget(Family family) {
        synchronized (idle) {
            idle.removeIf(iterator -> {
                boolean match = iterator.family == family;
                if (match) {
                    iterator.destroy();
                }
                return match;
            });
        }
    }

    private static <R extends @Nullable Object> R lend(
            long address, long length, SegmentReader<R> reader) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = MemorySegment.ofAddress(address).reinterpret(length, arena, null);
            return reader.read(value.asReadOnly());
        }
    }

    private interface AddressReader<R extends @Nullable Object> {
        R read(long address, long length);
    }
}
