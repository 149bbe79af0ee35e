package io.cairn.ipc.client;

import io.cairn.api.Cursor;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.Keyspace;
import io.cairn.api.ListRequest;
import io.cairn.api.Modes;
import io.cairn.api.PathChild;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.SegmentReads;
import io.cairn.api.Sizes;
import io.cairn.argument.ArgumentChecks;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import java.lang.ref.Reference;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one keyspace, the same for databases, snapshots and transactions; what stands behind
 * it is a {@link RemoteAccess}.
 */
class RemoteReadView implements ReadView {

    private final RemoteAccess access;
    private final RemoteKeyspace keyspace;
    private final @Nullable Object anchor;

    /**
     * Makes a view.
     *
     * @param anchor the handle that must stay reachable while this view is used, or null when this
     *     is the handle
     */
    RemoteReadView(RemoteAccess access, RemoteKeyspace keyspace, @Nullable Object anchor) {
        this.access = access;
        this.keyspace = keyspace;
        this.anchor = anchor;
    }

    final RemoteAccess access() {
        return access;
    }

    final RemoteKeyspace keyspace() {
        return keyspace;
    }

    final Object anchor() {
        return anchor == null ? this : anchor;
    }

    final ArgumentChecks checks() {
        return access.database().checks();
    }

    /** Sends a request that changes nothing. */
    final Reply ask(RemoteAccess.Ask ask) {
        try {
            return access.read(keyspace, ask);
        } finally {
            Reference.reachabilityFence(anchor());
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        checks().key(key);
        return Replies.value(ask(view -> new ReadRequest.Get(view, Modes.none(), key)));
    }

    @Override
    public boolean exists(byte[] key) {
        return present(List.of(checks().key(key))).get(0);
    }

    @Override
    public OptionalLong length(byte[] key) {
        long length = lengths(List.of(checks().key(key)))[0];
        return length == Sizes.ABSENT ? OptionalLong.empty() : OptionalLong.of(length);
    }

    @Override
    public List<byte @Nullable []> getAll(List<byte[]> keys) {
        List<byte[]> checked = checks().keys(keys);
        Reply reply = ask(view -> new ReadRequest.GetAll(view, Modes.none(), checked));
        return Replies.as(Reply.Values.class, reply).values();
    }

    @Override
    public BitSet existsAll(List<byte[]> keys) {
        return present(checks().keys(keys));
    }

    @Override
    public long[] lengthAll(List<byte[]> keys) {
        return lengths(checks().keys(keys));
    }

    @Override
    public Cursor scan(KeyRange range, ScanOptions options) {
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(options, "options");
        return new RemoteCursor(access.openCursor(keyspace, range, options), anchor());
    }

    @Override
    public long count(KeyRange range) {
        Objects.requireNonNull(range, "range");
        return Replies.number(ask(view -> new ReadRequest.Count(view, range)));
    }

    @Override
    public KeyPage listKeys(ListRequest request) {
        Objects.requireNonNull(request, "request");
        return keys(ask(view -> new ListingRequest.Keys(view, request)));
    }

    @Override
    public EntryPage list(ListRequest request) {
        Objects.requireNonNull(request, "request");
        return entries(ask(view -> new ListingRequest.Entries(view, request)));
    }

    @Override
    public ReadView in(Keyspace keyspace) {
        RemoteKeyspace other = access.database().keyspaces().resolve(keyspace);
        access.checkOpen();
        return new RemoteReadView(access, other, anchor());
    }

    @Override
    public SegmentReads segments() {
        access.checkOpen();
        return new RemoteSegmentReads(this);
    }

    @Override
    public List<PathChild> children(KeyPath parent, @Nullable String after, int limit) {
        Objects.requireNonNull(parent, "parent");
        ArgumentChecks.childrenLimit(limit);
        byte[] last = after == null ? null : Bytes.utf8(after);
        Reply reply =
                ask(view -> new ListingRequest.Children(view, parent.toString(), last, limit));
        return Replies.as(Reply.ChildList.class, reply).children();
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

    static KeyPage keys(Reply reply) {
        return Replies.as(Reply.KeyList.class, reply).page();
    }

    static EntryPage entries(Reply reply) {
        return Replies.as(Reply.EntryList.class, reply).page();
    }

    private BitSet present(List<byte[]> keys) {
        Reply reply = ask(view -> new ReadRequest.Exists(view, keys));
        return Replies.as(Reply.Bits.class, reply).bits();
    }

    private long[] lengths(List<byte[]> keys) {
        Reply reply = ask(view -> new ReadRequest.Lengths(view, keys));
        return Replies.as(Reply.Numbers.class, reply).numbers();
    }
}
