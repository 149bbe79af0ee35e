package io.cairn.layer.objects;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Subspace;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A segment in a part of a keyspace, where objects lie in chunks. Thread-safe. */
final class KeyspaceShelf extends Shelf {

    static final int CHUNK_BYTES = 128 << 10;

    /** What one transaction writes and one call reads. */
    static final int PIECE_BYTES = 4 << 20;

    private final Database database;
    private final Keyspace keyspace;
    private final Subspace subspace;
    private long used;
    private volatile boolean closed;

    KeyspaceShelf(
            String name, Database database, Keyspace keyspace, Subspace subspace, long bytesMax) {
        super(name, bytesMax);
        this.database = Objects.requireNonNull(database, "database");
        this.keyspace = Objects.requireNonNull(keyspace, "keyspace");
        this.subspace = Objects.requireNonNull(subspace, "subspace");
    }

    boolean isLimited() {
        return bytesMax() != Long.MAX_VALUE;
    }

    boolean isIn(Database other) {
        return database == other;
    }

    @Override
    @Nullable Room reserve(long bytes, Eviction eviction) {
        Room room = new Room.OfKeyspace(this, bytes);
        return makeRoom(bytes, eviction, () -> free() >= bytes && !closed ? count(room) : null);
    }

    private Room count(Room room) {
        used += isLimited() ? ((Room.OfKeyspace) room).bytes() : 0;
        return room;
    }

    void release(long bytes) {
        lock.lock();
        try {
            used -= isLimited() ? bytes : 0;
        } finally {
            lock.unlock();
        }
    }

    /** Counts and lists a replica that was found and not written. */
    void adopt(Replica replica) {
        if (isLimited()) {
            lock.lock();
            try {
                used += replica.entry().size();
                list(replica);
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    void gone(Replica replica) {
        release(replica.entry().size());
    }

    @Override
    long largest() {
        return closed ? 0 : bytesMax();
    }

    @Override
    long free() {
        return Math.max(0, bytesMax() - used);
    }

    @Override
    void close() {
        closed = true;
    }

    @Override
    public long bytesUsed() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isPersistent() {
        return true;
    }

    /** Stores an object by transactions of its own; no row names it yet. */
    void write(UUID token, Parts parts) {
        for (long at = 0; at < parts.size(); at += PIECE_BYTES) {
            long begin = at;
            database.transact(tx -> {
                write(tx.in(keyspace), token, parts, begin);
                return begin;
            });
        }
    }

    /** Stores an object within a transaction of this segment's database. */
    void write(Transaction tx, UUID token, Parts parts) {
        for (long at = 0; at < parts.size(); at += PIECE_BYTES) {
            write(tx.in(keyspace), token, parts, at);
        }
    }

    private void write(WriteView view, UUID token, Parts parts, long begin) {
        long end = Math.min(parts.size(), begin + PIECE_BYTES);
        for (long at = begin; at < end; at += CHUNK_BYTES) {
            byte[] key = subspace.key(token, at / CHUNK_BYTES);
            MemorySegment chunk = parts.piece(at, (int) Math.min(CHUNK_BYTES, end - at));
            view.segments().put(MemorySegment.ofArray(key), chunk);
        }
    }

    /** Copies an object; false when a part of it is not there. */
    boolean read(UUID token, MemorySegment target) {
        return read(database, token, target);
    }

    /** Copies an object as a view of this segment's database has it; false likewise. */
    boolean read(ReadView view, UUID token, MemorySegment target) {
        for (long at = 0; at < target.byteSize(); at += PIECE_BYTES) {
            long length = Math.min(PIECE_BYTES, target.byteSize() - at);
            if (!read(view, token, at / CHUNK_BYTES, target.asSlice(at, length))) {
                return false;
            }
        }
        return true;
    }

    private boolean read(ReadView view, UUID token, long firstChunk, MemorySegment target) {
        List<byte[]> keys = new ArrayList<>();
        List<MemorySegment> targets = new ArrayList<>();
        for (long at = 0; at < target.byteSize(); at += CHUNK_BYTES) {
            keys.add(subspace.key(token, firstChunk + keys.size()));
            targets.add(target.asSlice(at, Math.min(CHUNK_BYTES, target.byteSize() - at)));
        }
        long[] sizes = view.in(keyspace).segments().getAllInto(keys, targets);
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] != targets.get(i).byteSize()) {
                return false;
            }
        }
        return true;
    }

    void delete(UUID token) {
        database.in(keyspace).deleteRange(subspace.range(token));
    }

    void delete(Transaction tx, UUID token) {
        tx.in(keyspace).deleteRange(subspace.range(token));
    }

    /** Returns the tokens of everything stored here, by skipping from one to the next. */
    Set<UUID> tokens() {
        Set<UUID> tokens = new HashSet<>();
        KeyRange rest = subspace.range();
        for (UUID token = first(rest); token != null; token = first(rest)) {
            tokens.add(token);
            rest = rest.startingAt(Objects.requireNonNull(subspace.range(token).end()));
        }
        return tokens;
    }

    private @Nullable UUID first(KeyRange range) {
        try (Cursor cursor = database.in(keyspace).scan(range, ScanOptions.all().limit(1))) {
            return cursor.next() ? subspace.unpack(cursor.key()).uuid(0) : null;
        } catch (InvalidArgumentException foreign) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "a segment holds a key that is not an object's; give it a subspace of its own",
                    foreign,
                    "segment",
                    name());
        }
    }
}
