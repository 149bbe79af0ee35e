package io.cairn.occ;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyHash;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.config.Durability;
import io.cairn.engine.BeginOptions;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.EngineTransaction;
import io.cairn.engine.EngineWatch;
import io.cairn.engine.WriteBatch;
import io.cairn.error.ConflictException;
import io.cairn.error.TransactionTooOldException;
import io.cairn.error.UnsupportedRequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One optimistic transaction. Used by one thread at a time; whoever began it closes it.
 *
 * <p>The view is fixed at the first read (at begin, under snapshot isolation). A transaction that
 * will be retried anyway puts even that off: its first point read goes to the newest state without
 * pinning it, and only a second read takes a snapshot, after making sure that the first value still
 * holds there. So a transaction of one read and some writes never pays for a snapshot, and all its
 * reads still come from one state.
 */
final class OptimisticTransaction implements EngineTransaction {

    private final OptimisticEngine engine;
    private final BeginOptions options;
    private final boolean tracks;
    private final ReadSet reads;
    private final List<TrackingCursor> cursors = new ArrayList<>(0);
    private final List<KeyWatch> watches = new ArrayList<>(0);
    private final EngineSnapshot untracked = new UntrackedView(this);
    private final long startNanos;
    private ActiveReaders.@Nullable Era era;
    private long readVersion = CommitRequest.NO_READS;
    private @Nullable SharedSnapshot view;
    private boolean firstReadPending;
    private int firstKeyspace;
    private byte[] firstKey = {};
    private byte @Nullable [] firstValue;
    private boolean closed;

    OptimisticTransaction(OptimisticEngine engine, BeginOptions options, int readsMax) {
        this.engine = engine;
        this.options = options;
        tracks = !options.readOnly() && options.serializable();
        reads = new ReadSet(readsMax);
        startNanos = engine.nanoTime();
        if (!options.serializable()) {
            fixView();
        }
    }

    @Override
    public byte @Nullable [] get(int keyspace, byte[] key) {
        if (view == null && tracks && options.retried()) {
            if (!firstReadPending) {
                return firstRead(keyspace, key);
            }
            if (keyspace == firstKeyspace && Arrays.equals(key, firstKey)) {
                return firstValue == null ? null : firstValue.clone();
            }
        }
        SharedSnapshot pinned = view();
        trackKey(keyspace, key);
        return pinned.get(keyspace, key);
    }

    @Override
    public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        SharedSnapshot pinned = view();
        for (byte[] key : keys) {
            trackKey(keyspace, key);
        }
        return pinned.getAll(keyspace, keys);
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        SharedSnapshot pinned = view();
        trackKey(keyspace, key);
        return pinned.read(keyspace, key, reader);
    }

    @Override
    public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        EngineCursor cursor = view().cursor(keyspace, range, direction);
        if (!tracks) {
            return cursor;
        }
        TrackingCursor tracking = new TrackingCursor(this, keyspace, range, direction, cursor);
        cursors.add(tracking);
        return tracking;
    }

    @Override
    public EngineSnapshot untracked() {
        return untracked;
    }

    @Override
    public void track(int keyspace, KeyRange range) {
        view();
        if (tracks) {
            reads.addRange(keyspace, range);
        }
    }

    @Override
    public EngineWatch watch(int keyspace, byte[] key) {
        if (options.readOnly()) {
            throw new UnsupportedRequestException(
                    "a read-only transaction cannot watch, as the history is not kept for it; use a read-write transaction");
        }
        view();
        KeyWatch watch = engine.arm(this, readVersion, keyspace, key);
        watches.add(watch);
        return watch;
    }

    @Override
    public long commit(WriteBatch writes, Durability durability) {
        engine.checkUsable();
        if (writes.isEmpty()) {
            watches.clear();
            return readVersion == CommitRequest.NO_READS ? engine.version() : readVersion;
        }
        checkAge();
        cursors.forEach(cursor -> cursor.record(reads));
        cursors.clear();
        boolean checked = options.serializable() ? !reads.isEmpty() : true;
        CommitRequest request =
                new CommitRequest(
                        writes,
                        options.serializable() ? reads : null,
                        checked ? readVersion : CommitRequest.NO_READS,
                        this,
                        era != null,
                        durability == Durability.SYNC);
        long version = engine.commit(request);
        watches.clear();
        return version;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        watches.forEach(KeyWatch::close);
        if (view != null) {
            view.release();
            view = null;
        }
        if (era != null) {
            era.leave();
            era = null;
        }
    }

    /** Takes what a closing cursor has read. */
    void closed(TrackingCursor cursor) {
        if (cursors.remove(cursor)) {
            cursor.record(reads);
        }
    }

    /** Returns the pinned state, pinning it now if need be. */
    SharedSnapshot view() {
        engine.checkUsable();
        checkAge();
        SharedSnapshot pinned = view;
        if (pinned == null) {
            pinned = pin();
        }
        return pinned;
    }

    private void fixView() {
        try {
            view();
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    private SharedSnapshot pin() {
        if (closed) {
            throw new IllegalStateException("read after close");
        }
        join();
        SharedSnapshot pinned = engine.acquireSnapshot();
        if (firstReadPending && !Arrays.equals(firstValue, pinned.get(firstKeyspace, firstKey))) {
            pinned.release();
            throw new ConflictException(
                    "another commit wrote what this transaction had read; run the whole transaction again");
        }
        firstReadPending = false;
        view = pinned;
        readVersion = pinned.version();
        return pinned;
    }

    private byte @Nullable [] firstRead(int keyspace, byte[] key) {
        engine.checkUsable();
        join();
        readVersion = engine.version();
        byte @Nullable [] value = engine.latestStored().get(keyspace, key);
        reads.addKey(keyspace, key.clone());
        firstReadPending = true;
        firstKeyspace = keyspace;
        firstKey = key.clone();
        firstValue = value;
        return value == null ? null : value.clone();
    }

    /** Makes the history reach back to this transaction's view from now on. */
    private void join() {
        if (era == null && !options.readOnly()) {
            era = engine.readers().join();
        }
    }

    private void trackKey(int keyspace, byte[] key) {
        if (tracks) {
            reads.addKey(keyspace, Objects.requireNonNull(key).clone());
        }
    }

    private void checkAge() {
        long age = engine.nanoTime() - startNanos;
        if (age > options.ageMax().toNanos()) {
            throw new TransactionTooOldException(
                    "the transaction has been open for too long; run it again, in smaller pieces",
                    "ageMax",
                    options.ageMax());
        }
    }

    /** The hash under which the conflict index knows a key. */
    static long hash(int keyspace, byte[] key) {
        return KeyHash.of(keyspace, key);
    }
}
