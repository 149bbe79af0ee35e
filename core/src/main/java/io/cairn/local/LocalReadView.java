package io.cairn.local;

import io.cairn.api.Cursor;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.Keyspace;
import io.cairn.api.ListRequest;
import io.cairn.api.PathChild;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.SegmentReads;
import io.cairn.argument.ArgumentChecks;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineSnapshot;
import io.cairn.error.RetryableException;
import io.cairn.mode.ReadOperations;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one keyspace, the same for databases, snapshots and transactions; what stands behind
 * it is an {@link Access}.
 */
class LocalReadView implements ReadView {

    /** A read of one state. */
    @FunctionalInterface
    interface Read<R extends @Nullable Object> {
        R from(EngineSnapshot view, int keyspace);
    }

    private final Access access;
    private final LocalKeyspace keyspace;
    private final @Nullable Object anchor;

    /**
     * Makes a view.
     *
     * @param anchor the handle that must stay reachable while this view is used, or null when this
     *     is the handle
     */
    LocalReadView(Access access, LocalKeyspace keyspace, @Nullable Object anchor) {
        this.access = access;
        this.keyspace = keyspace;
        this.anchor = anchor;
    }

    final Access access() {
        return access;
    }

    final LocalKeyspace keyspace() {
        return keyspace;
    }

    final Object anchor() {
        return anchor == null ? this : anchor;
    }

    final ArgumentChecks checks() {
        return access.database().checks();
    }

    final void countRead(long bytes) {
        access.database().counters().bytesRead.add(bytes);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        checks().key(key);
        access.enter(keyspace);
        try {
            byte[] value = access.view().get(keyspace.id(), key);
            if (value != null) {
                countRead((long) key.length + value.length);
            }
            return value;
        } catch (RetryableException e) {
            access.failed(e);
            throw e;
        } finally {
            access.leave(keyspace);
        }
    }

    @Override
    public boolean exists(byte[] key) {
        checks().key(key);
        return single((view, id) -> ReadOperations.exists(view, id, key));
    }

    @Override
    public OptionalLong length(byte[] key) {
        checks().key(key);
        return single((view, id) -> ReadOperations.length(view, id, key));
    }

    @Override
    public List<byte @Nullable []> getAll(List<byte[]> keys) {
        List<byte[]> checked = checks().keys(keys);
        return counted(checked, single((view, id) -> ReadOperations.getAll(view, id, checked)));
    }

    @Override
    public BitSet existsAll(List<byte[]> keys) {
        List<byte[]> checked = checks().keys(keys);
        return pinned((view, id) -> ReadOperations.existsAll(view, id, checked));
    }

    @Override
    public long[] lengthAll(List<byte[]> keys) {
        List<byte[]> checked = checks().keys(keys);
        return pinned((view, id) -> ReadOperations.lengthAll(view, id, checked));
    }

    @Override
    public Cursor scan(KeyRange range, ScanOptions options) {
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(options, "options");
        return new LocalCursor(access.openCursor(keyspace, range, options), anchor());
    }

    @Override
    public long count(KeyRange range) {
        Objects.requireNonNull(range, "range");
        return single((view, id) -> ReadOperations.count(view, id, range));
    }

    @Override
    public KeyPage listKeys(ListRequest request) {
        Objects.requireNonNull(request, "request");
        return countedKeys(single((view, id) -> ReadOperations.listKeys(view, id, request)));
    }

    @Override
    public EntryPage list(ListRequest request) {
        Objects.requireNonNull(request, "request");
        return countedEntries(single((view, id) -> ReadOperations.list(view, id, request)));
    }

    @Override
    public ReadView in(Keyspace keyspace) {
        LocalKeyspace other = access.database().keyspaces().resolve(keyspace);
        access.checkOpen();
        return new LocalReadView(access, other, anchor());
    }

    @Override
    public SegmentReads segments() {
        access.checkOpen();
        return new LocalSegmentReads(this);
    }

    @Override
    public List<PathChild> children(KeyPath parent, @Nullable String after, int limit) {
        Objects.requireNonNull(parent, "parent");
        ArgumentChecks.childrenLimit(limit);
        return pinned((view, id) -> ReadOperations.children(view, id, parent, after, limit));
    }

    @Override
    public final byte @Nullable [] get(KeyPath path) {
        return get(Objects.requireNonNull(path, "path").toKey());
    }

    @Override
    public final boolean exists(KeyPath path) {
        return exists(Objects.requireNonNull(path, "path").toKey());
    }

    @Override
    public final Cursor scan(KeyPath parent, ScanOptions options) {
        return scan(Objects.requireNonNull(parent, "parent").descendants(), options);
    }

    /** Reads with one call of the engine. */
    final <R extends @Nullable Object> R single(Read<R> read) {
        access.enter(keyspace);
        try {
            return read.from(access.view(), keyspace.id());
        } catch (RetryableException e) {
            access.failed(e);
            throw e;
        } finally {
            access.leave(keyspace);
        }
    }

    /** Reads with several calls of the engine on one state. */
    final <R extends @Nullable Object> R pinned(Read<R> read) {
        access.enter(keyspace);
        try {
            EngineSnapshot pinned = access.pin();
            try {
                return read.from(pinned, keyspace.id());
            } finally {
                access.unpin(pinned);
            }
        } catch (RetryableException e) {
            access.failed(e);
            throw e;
        } finally {
            access.leave(keyspace);
        }
    }

    final List<byte @Nullable []> counted(List<byte[]> keys, List<byte @Nullable []> values) {
        long bytes = 0;
        for (int i = 0; i < values.size(); i++) {
            byte[] value = values.get(i);
            bytes += value == null ? 0 : keys.get(i).length + value.length;
        }
        countRead(bytes);
        return values;
    }

    final KeyPage countedKeys(KeyPage page) {
        countRead(ArgumentChecks.keyBytes(page.keys()));
        return page;
    }

    final EntryPage countedEntries(EntryPage page) {
        countRead(ArgumentChecks.bytes(page.entries()));
        return page;
    }
}
