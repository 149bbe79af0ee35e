package io.cairn.layer.objects;

import io.cairn.api.Transaction;
import io.cairn.api.TransactionScope;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.LimitException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.UnsupportedRequestException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a store that are stored in the directory's own database, as parts of transactions:
 * an object and other keys are written together or not at all. Immutable, thread-safe, never
 * closed; usable while the store is open.
 *
 * <p>Every operation runs in a scope, which is the directory's database or a transaction of it, and
 * reads and writes what that one sees. All that a transaction writes is held in memory until the
 * commit and counts against its limits, so this is for objects of some megabytes. Segments in
 * memory, with a limit or in other databases take no part, as they could not be taken back: puts go
 * to mounted segments without a limit in the directory's database, and an object that is nowhere
 * else is as good as absent here. When a replaced or removed object has replicas elsewhere, {@link
 * ObjectStore#sweep} removes their chunks.
 *
 * <p>After the commit the store itself, and all others on this directory, have what was written.
 * All methods throw {@link io.cairn.error.InvalidArgumentException} for a bad key, {@link
 * io.cairn.error.ClosedException} after the store was closed, and what the scope throws.
 */
public final class StoredObjects {

    private static final int ARRAY_BYTES_MAX = Integer.MAX_VALUE - 8;

    private final ObjectStore store;
    private final Directory directory;

    private StoredObjects(ObjectStore store, Directory directory) {
        this.store = store;
        this.directory = directory;
    }

    /**
     * Returns this side of a store.
     *
     * @param store the store
     * @return its stored objects
     * @throws UnsupportedRequestException when it has no directory
     */
    public static StoredObjects of(ObjectStore store) {
        Directory directory = store.openCatalog().directory();
        if (directory == null) {
            throw new UnsupportedRequestException(
                    "a store without a directory has no stored objects; give its builder one");
        }
        return new StoredObjects(store, directory);
    }

    /**
     * Stores an object unless its key has one.
     *
     * @param scope where it is stored
     * @param key its name
     * @param value its bytes, at least one
     * @param config how it is stored; a soft pin means nothing here
     * @return what became of it, if the scope commits
     * @throws LimitException when there is no segment that may take it, or not one for each replica
     *     of a strict put, or the transaction would be too large
     */
    public PutResult put(TransactionScope scope, String key, byte[] value, ReplicateConfig config) {
        return write(scope, key, value, config, false);
    }

    /**
     * Stores an object, in place of the one that its key may have.
     *
     * @param scope where it is stored
     * @param key its name
     * @param value its bytes, at least one
     * @param config how it is stored; a soft pin means nothing here
     * @return what became of it, if the scope commits
     * @throws LimitException as {@link #put}
     * @throws TransactionStateException when the key has an object that is in memory segments only;
     *     remove it before
     */
    public PutResult upsert(
            TransactionScope scope, String key, byte[] value, ReplicateConfig config) {
        return write(scope, key, value, config, true);
    }

    /**
     * Reads an object.
     *
     * @param scope where it is looked for
     * @param key its name
     * @return its bytes, a new array; empty when it is not stored
     * @throws CorruptionException when no replica has the bytes that were stored
     * @throws LimitException when it is too long for an array
     */
    public Optional<byte[]> get(TransactionScope scope, String key) {
        String name = store.checked(key);
        return scope.read(view -> {
            DirectoryRow row = directory.find(view, name);
            if (row == null || here(row).isEmpty()) {
                return Optional.<byte[]>empty();
            }
            if (row.size() > ARRAY_BYTES_MAX) {
                throw new LimitException(
                        "the object is too long for an array", "key", name, "bytes", row.size());
            }
            byte[] bytes = new byte[(int) row.size()];
            MemorySegment target = MemorySegment.ofArray(bytes);
            for (KeyspaceShelf shelf : here(row)) {
                if (shelf.read(view, row.token(), target) && checksum(target) == row.checksum()) {
                    return Optional.of(bytes);
                }
            }
            throw damaged(name);
        });
    }

    /**
     * Tells whether an object is stored.
     *
     * @param scope where it is looked for
     * @param key its name
     * @return true when it is
     */
    public boolean exists(TransactionScope scope, String key) {
        return size(scope, key).isPresent();
    }

    /**
     * Returns the length of an object.
     *
     * @param scope where it is looked for
     * @param key its name
     * @return bytes; empty when it is not stored
     */
    public OptionalLong size(TransactionScope scope, String key) {
        String name = store.checked(key);
        return scope.read(view -> {
            DirectoryRow row = directory.find(view, name);
            return row == null || here(row).isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(row.size());
        });
    }

    /**
     * Removes an object, with all its replicas.
     *
     * @param scope where it is removed
     * @param key its name
     * @return whether it was stored
     * @throws TransactionStateException when it is leased
     */
    public boolean remove(TransactionScope scope, String key) {
        String name = store.checked(key);
        Catalog catalog = store.openCatalog();
        ObjectEntry known = catalog.find(name);
        if (known != null && catalog.isLeased(known)) {
            throw ObjectRemoval.leased(name);
        }
        return scope.transact(tx -> {
            DirectoryRow removed =
                    directory.remove(
                            tx,
                            name,
                            (in, row) -> ChunkRemoval.within(catalog, directory, in, row));
            return removed != null;
        });
    }

    private PutResult write(
            TransactionScope scope,
            String key,
            byte[] value,
            ReplicateConfig config,
            boolean replace) {
        String name = store.checked(key);
        Parts parts = Parts.of(value.clone()).notEmpty(name);
        Objects.requireNonNull(config, "config");
        Catalog catalog = store.openCatalog();
        ObjectEntry known = catalog.find(name);
        if (known != null && !known.isStored()) {
            return inMemoryOnly(known, replace);
        }
        List<KeyspaceShelf> shelves = shelves(catalog, name, config);
        List<String> segments = shelves.stream().map(Shelf::name).toList();
        DirectoryRow row =
                new DirectoryRow(
                        parts.size(),
                        parts.checksum(),
                        UUID.randomUUID(),
                        config.hardPin(),
                        segments);
        Directory.Committed written =
                scope.transact(tx ->
                        directory.write(
                                tx,
                                name,
                                row,
                                replace,
                                (in, previous) ->
                                        writeChunks(catalog, in, previous, row, shelves, parts)));
        DirectoryRow previous = written.previous();
        return written.written() || previous == null
                ? PutResult.created(segments, catalog.mounts().unknown(config.preferred()))
                : PutResult.present(previous.segments());
    }

    private void writeChunks(
            Catalog catalog,
            Transaction tx,
            @Nullable DirectoryRow previous,
            DirectoryRow row,
            List<KeyspaceShelf> shelves,
            Parts parts) {
        if (previous != null) {
            ChunkRemoval.within(catalog, directory, tx, previous);
        }
        shelves.forEach(shelf -> shelf.write(tx, row.token(), parts));
    }

    private static PutResult inMemoryOnly(ObjectEntry known, boolean replace) {
        if (!replace) {
            return PutResult.present(known.segmentNames());
        }
        throw new TransactionStateException(
                "the object is in memory only and cannot be replaced by a transaction; remove it before",
                ObjectStatus.CONTEXT,
                ObjectStatus.INVALID_WRITE,
                "key",
                known.key());
    }

    /** Chooses segments that a transaction of the directory's database can write to. */
    private List<KeyspaceShelf> shelves(Catalog catalog, String key, ReplicateConfig config) {
        List<KeyspaceShelf> able =
                catalog.mounts().inOrder(config.preferred()).stream()
                        .filter(shelf -> shelf instanceof KeyspaceShelf)
                        .map(shelf -> (KeyspaceShelf) shelf)
                        .filter(shelf -> shelf.isIn(directory.database()) && !shelf.isLimited())
                        .limit(config.replicas())
                        .toList();
        if (able.size() < (config.strict() ? config.replicas() : 1)) {
            throw new LimitException(
                    "too few segments without a limit are in the directory's database, where a transaction can put an object",
                    ObjectStatus.CONTEXT,
                    ObjectStatus.NO_AVAILABLE_HANDLE,
                    "key",
                    key,
                    "segments",
                    able.size(),
                    "replicas",
                    config.replicas());
        }
        return able;
    }

    /** Returns the mounted segments of an object that a view of the database shows. */
    private List<KeyspaceShelf> here(DirectoryRow row) {
        Mounts mounts = store.openCatalog().mounts();
        return row.segments().stream()
                .map(mounts::find)
                .filter(shelf -> shelf instanceof KeyspaceShelf)
                .map(shelf -> (KeyspaceShelf) shelf)
                .filter(shelf -> shelf.isIn(directory.database()))
                .toList();
    }

    private static int checksum(MemorySegment bytes) {
        Checksum sum = new Checksum();
        sum.add(bytes);
        return sum.value();
    }

    private static CorruptionException damaged(String key) {
        return new CorruptionException(
                ErrorCode.CHECKSUM,
                "no replica of the object has the bytes that were stored; put it again",
                null,
                ObjectStatus.CONTEXT,
                ObjectStatus.CHECKSUM_MISMATCH,
                "key",
                key);
    }
}
