package io.cairn.storage.rocksdb;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.error.ClosedException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** Walks a range through RocksJava; what it lends is copied into arrays that it uses again. */
final class JniCursor implements EngineCursor {

    private static final byte BEFORE = 0;
    private static final byte ON = 1;
    private static final byte DONE = 2;

    private final JniView view;
    private final JniDriver driver;
    private final KeyRange range;
    private final boolean forward;
    private final ReadOptions options;
    private final List<Slice> bounds = new ArrayList<>(2);
    private final RocksIterator iterator;
    private byte[] key = new byte[64];
    private byte[] value = new byte[256];
    private byte state = BEFORE;
    private boolean closed;

    JniCursor(
            JniView view,
            JniDriver driver,
            ReadOptions options,
            Family family,
            KeyRange range,
            Direction direction) {
        this.view = view;
        this.driver = driver;
        this.range = range;
        this.options = options;
        forward = direction == Direction.FORWARD;
        byte[] end = range.end();
        if (end != null) {
            options.setIterateUpperBound(bound(end));
        }
        if (range.begin().length > 0) {
            options.setIterateLowerBound(bound(range.begin()));
        }
        iterator = driver.db.newIterator(family.handle(), options);
    }

    private Slice bound(byte[] key) {
        Slice slice = new Slice(key);
        bounds.add(slice);
        return slice;
    }

    @Override
    public boolean next() {
        checkOpen();
        if (state == DONE) {
            return false;
        }
        if (state == BEFORE) {
            seek();
        } else if (forward) {
            iterator.next();
        } else {
            iterator.prev();
        }
        state = iterator.isValid() ? ON : DONE;
        if (state == DONE) {
            checkStatus();
        }
        return state == ON;
    }

    private void seek() {
        if (!forward) {
            iterator.seekToLast();
        } else if (range.begin().length > 0) {
            iterator.seek(range.begin());
        } else {
            iterator.seekToFirst();
        }
    }

    /** A scan that stopped because of damage or a failing disk must not look complete. */
    private void checkStatus() {
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw driver.failures.of(e, "scanning");
        }
    }

    @Override
    public MemorySegment key() {
        checkCurrent();
        int length = iterator.key(key);
        if (length > key.length) {
            key = Arrays.copyOf(key, roomFor(length));
            length = iterator.key(key);
        }
        return MemorySegment.ofArray(key).asSlice(0, length).asReadOnly();
    }

    @Override
    public MemorySegment value() {
        checkCurrent();
        int length = iterator.value(value);
        if (length > value.length) {
            value = Arrays.copyOf(value, roomFor(length));
            length = iterator.value(value);
        }
        return MemorySegment.ofArray(value).asSlice(0, length).asReadOnly();
    }

    @Override
    public byte[] keyBytes() {
        checkCurrent();
        return iterator.key();
    }

    @Override
    public byte[] valueBytes() {
        checkCurrent();
        return iterator.value();
    }

    /** Thread-safe, because a view that is closed closes its cursors. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            state = DONE;
            iterator.close();
            options.close();
            bounds.forEach(Slice::close);
            view.closed(this);
        }
    }

    private void checkOpen() {
        if (closed) {
            driver.checkOpen();
            throw ClosedException.closed("cursor");
        }
    }

    private void checkCurrent() {
        checkOpen();
        if (state != ON) {
            throw new IllegalStateException("the cursor does not stand on an entry");
        }
    }

    private static int roomFor(int length) {
        return Math.max(length, (int) Math.min(2L * length, Integer.MAX_VALUE - 8));
    }
}
