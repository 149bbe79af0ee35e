package io.cairn.compat.found;

import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.blob.BlobId;
import io.cairn.layer.blob.Blobs;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store of blobs: the module {@code bstore}, and a handle over one of its stores. The same bytes
 * have the same identifier and are stored once.
 *
 * <p>Unlike in found, an empty blob can be read, what is read is compared with its digest, and a
 * blob may be as long as a transaction. For blobs that are longer, streams and removal, use {@link
 * Blobs}.
 *
 * <p>Immutable, thread-safe, never closed.
 */
public final class BStore {

    private final String name;
    private final Subspace ids;
    private final Subspace uuids;
    private final Bound<Blobs> layer;

    private BStore(String name, Subspace subspace) {
        this.name = name;
        this.ids = subspace.at(1);
        this.uuids = subspace.at(2);
        Subspace blobs = subspace.at(0);
        this.layer = new Bound<>(keyspace -> new Blobs(keyspace, blobs));
    }

    /**
     * Makes a handle. Nothing is read or written.
     *
     * @param name what the handle is called, to ease debugging
     * @param prefix what all keys of the store begin with, and no others
     * @return the handle
     */
    public static BStore make(String name, Tuple prefix) {
        return new BStore(Objects.requireNonNull(name, "name"), Subspace.ofPrefix(prefix.pack()));
    }

    /**
     * Stores a blob unless the same one is stored.
     *
     * @param tx the transaction
     * @param store the store
     * @param blob the content
     * @return its identifier
     */
    public static UUID getOrCreate(FoundTransaction tx, BStore store, byte[] blob) {
        WriteView view = tx.view();
        BlobId id = BlobId.ofContent(blob);
        byte[] key = store.ids.key((Object) id.toBytes());
        byte @Nullable [] stored = view.get(key);
        if (stored != null) {
            return read(key, stored, row -> row.uuid(0));
        }
        UUID uid = UUID.randomUUID();
        store.layer.in(tx).put(tx.scope(), blob);
        view.put(key, Tuple.of(uid).pack());
        view.put(store.uuids.key(uid), Tuple.of((Object) id.toBytes()).pack());
        return uid;
    }

    /**
     * Reads a blob.
     *
     * @param tx the transaction
     * @param store the store
     * @param uid its identifier
     * @return the content, owned by the caller
     * @throws InvalidArgumentException when there is no such blob
     * @throws CorruptionException when it is damaged
     */
    public static byte[] get(FoundTransaction tx, BStore store, UUID uid) {
        byte[] key = store.uuids.key(uid);
        byte @Nullable [] stored = tx.view().get(key);
        byte @Nullable [] blob =
                stored == null
                        ? null
                        : store.layer
                                .in(tx)
                                .get(
                                        tx.scope(),
                                        read(key, stored, row -> BlobId.ofBytes(row.bytes(0))));
        if (blob == null) {
            throw new InvalidArgumentException(
                    "there is no blob of this identifier", "store", store.name, "uid", uid);
        }
        return blob;
    }

    private static <T> T read(byte[] key, byte[] stored, Function<Tuple, T> element) {
        try {
            return element.apply(Tuple.unpack(stored));
        } catch (InvalidArgumentException | LimitException e) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "a row of the store was written by something else; give every store a prefix of its own",
                    e,
                    "key",
                    Bytes.describe(key));
        }
    }

    @Override
    public String toString() {
        return "bstore " + name;
    }
}
