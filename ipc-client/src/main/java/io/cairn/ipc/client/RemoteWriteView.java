package io.cairn.ipc.client;

import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.Keyspace;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.api.SegmentWrites;
import io.cairn.api.Watch;
import io.cairn.api.WriteView;
import io.cairn.argument.ArgumentChecks;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.StampedEntry;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.WriteRequest;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The reads and writes of one keyspace, the same for databases and transactions; what stands behind
 * it is a {@link RemoteWriteAccess}.
 */
class RemoteWriteView extends RemoteReadView implements WriteView {

    private final RemoteWriteAccess access;

    /**
     * Makes a view.
     *
     * @param anchor the handle that must stay reachable while this view is used, or null when this
     *     is the handle
     */
    RemoteWriteView(RemoteWriteAccess access, RemoteKeyspace keyspace, @Nullable Object anchor) {
        super(access, keyspace, anchor);
        this.access = access;
    }

    /** Sends a request that may change something, by at most so many bytes. */
    final Reply change(long bytes, RemoteAccess.Ask ask) {
        try {
            return access.write(keyspace(), bytes, ask);
        } finally {
            Reference.reachabilityFence(anchor());
        }
    }

    @Override
    public void put(byte[] key, byte[] value) {
        checks().key(key);
        checks().value(value);
        putChecked(key, value);
    }

    @Override
    public PutOutcome put(byte[] key, byte[] value, Modes modes) {
        checks().key(key);
        checks().value(value);
        return putChecked(key, value, Objects.requireNonNull(modes, "modes"));
    }

    @Override
    public void putAll(List<Entry> entries) {
        putAll(entries, Modes.none());
    }

    @Override
    public List<PutOutcome> putAll(List<Entry> entries, Modes modes) {
        List<Entry> checked = checks().entries(entries);
        Objects.requireNonNull(modes, "modes");
        long bytes = ArgumentChecks.bytes(checked) + appended(checked.size(), modes);
        return outcomes(change(bytes, view -> new WriteRequest.PutAll(view, modes, checked)));
    }

    @Override
    public void putStamped(StampedEntry entry) {
        checks().key(Objects.requireNonNull(entry, "entry").key());
        checks().value(entry.value());
        long bytes = (long) entry.key().length + entry.value().length;
        change(bytes, view -> new WriteRequest.PutStamped(view, entry));
    }

    @Override
    public byte @Nullable [] get(byte[] key, Modes modes) {
        checks().key(key);
        Objects.requireNonNull(modes, "modes");
        return Replies.value(
                take(modes, key.length, view -> new ReadRequest.Get(view, modes, key)));
    }

    @Override
    public List<byte @Nullable []> getAll(List<byte[]> keys, Modes modes) {
        List<byte[]> checked = checks().keys(keys);
        Objects.requireNonNull(modes, "modes");
        Reply reply =
                take(
                        modes,
                        ArgumentChecks.keyBytes(checked),
                        view -> new ReadRequest.GetAll(view, modes, checked));
        return Replies.as(Reply.Values.class, reply).values();
    }

    @Override
    public KeyPage listKeys(ListRequest request) {
        Objects.requireNonNull(request, "request");
        return keys(
                take(
                        request.modes(),
                        keysTaken(request),
                        view -> new ListingRequest.Keys(view, request)));
    }

    @Override
    public EntryPage list(ListRequest request) {
        Objects.requireNonNull(request, "request");
        return entries(
                take(
                        request.modes(),
                        keysTaken(request),
                        view -> new ListingRequest.Entries(view, request)));
    }

    @Override
    public void delete(byte[] key) {
        checks().key(key);
        try {
            access.delete(keyspace(), key);
        } finally {
            Reference.reachabilityFence(anchor());
        }
    }

    @Override
    public void deleteAll(List<byte[]> keys) {
        List<byte[]> checked = checks().keys(keys);
        change(ArgumentChecks.keyBytes(checked), view -> new WriteRequest.DeleteAll(view, checked));
    }

    @Override
    public void deleteRange(KeyRange range) {
        Objects.requireNonNull(range, "range");
        change(0, view -> new WriteRequest.DeleteRange(view, range));
    }

    @Override
    public final void put(KeyPath path, byte[] value) {
        put(Objects.requireNonNull(path, "path").toKey(), value);
    }

    @Override
    public final void delete(KeyPath path) {
        delete(Objects.requireNonNull(path, "path").toKey());
    }

    @Override
    public void deleteSubtree(KeyPath path) {
        checks().key(Objects.requireNonNull(path, "path").toKey());
        try {
            access.deleteSubtree(keyspace(), path);
        } finally {
            Reference.reachabilityFence(anchor());
        }
    }

    @Override
    public Watch watch(byte[] key) {
        checks().key(key);
        try {
            return new RemoteWatch(access.watch(keyspace(), key));
        } finally {
            Reference.reachabilityFence(anchor());
        }
    }

    @Override
    public WriteView in(Keyspace keyspace) {
        RemoteKeyspace other = access.database().keyspaces().resolve(keyspace);
        access.checkOpen();
        return new RemoteWriteView(access, other, anchor());
    }

    @Override
    public SegmentWrites segments() {
        access.checkOpen();
        return new RemoteSegmentWrites(this);
    }

    /** Puts arrays that are already checked. */
    final void putChecked(byte[] key, byte[] value) {
        try {
            access.put(keyspace(), key, value);
        } finally {
            Reference.reachabilityFence(anchor());
        }
    }

    /** Puts arrays that are already checked. */
    final PutOutcome putChecked(byte[] key, byte[] value, Modes modes) {
        long bytes = (long) key.length + value.length + appended(1, modes);
        return outcomes(change(bytes, view -> new WriteRequest.Put(view, modes, key, value)))
                .getFirst();
    }

    /** Sends a request that changes something only with CONSUME, by so many bytes at most. */
    final Reply take(Modes modes, long bytes, RemoteAccess.Ask ask) {
        return modes.has(Mode.CONSUME) ? change(bytes, ask) : ask(ask);
    }

    /** Returns how many bytes a listing with CONSUME may write: the keys that it removes. */
    final long keysTaken(ListRequest request) {
        return (long) request.count() * access.database().keyBytesMax();
    }

    /** Returns how many bytes appending to values that are there may write again. */
    private long appended(int values, Modes modes) {
        return modes.has(Mode.APPEND) ? (long) values * checks().valueBytesMax() : 0;
    }

    private static List<PutOutcome> outcomes(Reply reply) {
        return Replies.as(Reply.Outcomes.class, reply).outcomes();
    }
}
