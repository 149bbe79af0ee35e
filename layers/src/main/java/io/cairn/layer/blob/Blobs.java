package io.cairn.layer.blob;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.Sizes;
import io.cairn.api.Snapshot;
import io.cairn.api.TransactionScope;
import io.cairn.error.BufferTooSmallException;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.tuple.Subspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Blobs in a part of a keyspace. A blob is found by its id, the digest of its content; the same
 * content is stored once. Each put adds a reference, each delete takes one away, and with the last
 * one the blob goes. Immutable, thread-safe, never closed.
 *
 * <p>Every operation runs in a scope. In a transaction it is a part of it, within the transaction's
 * limits, and all it writes is held in memory until the commit. On a database it is atomic by
 * itself, and puts take blobs of any length: a blob of more than four megabytes is stored by
 * several transactions, and is seen by nobody before the last of them. What a crash leaves of such
 * a put is never seen either; {@link #sweep} removes it.
 *
 * <p>All methods also throw what the database throws. Those that take an id find nothing, which is
 * no error, when no blob has it.
 */
public final class Blobs {

    /** The length of a chunk unless another one is given, in bytes. */
    public static final int CHUNK_BYTES = 64 << 10;

    /** The longest chunk, in bytes. */
    public static final int CHUNK_BYTES_MAX = 4 << 20;

    private static final int PIECE_BYTES = 4 << 20;
    private static final int ARRAY_BYTES_MAX = Integer.MAX_VALUE - 8;
    private static final Duration IDLE_MAX = Duration.ofDays(36_500);

    private final Layout layout;
    private final Catalog catalog;
    private final UploadSettings settings;

    /**
     * Makes the door to the blobs of a subspace, in chunks of {@link #CHUNK_BYTES}.
     *
     * @param keyspace where they are stored
     * @param subspace what their keys begin with; nothing else may be in it
     */
    public Blobs(Keyspace keyspace, Subspace subspace) {
        this(keyspace, subspace, CHUNK_BYTES);
    }

    /**
     * Makes the door to the blobs of a subspace.
     *
     * @param keyspace where they are stored
     * @param subspace what their keys begin with; nothing else may be in it
     * @param chunkBytes the length of the chunks of blobs that are put, from 1 to {@link
     *     #CHUNK_BYTES_MAX}; a chunk is a value and must be within the database's limit on values.
     *     Blobs with chunks of other lengths are read as well
     * @throws InvalidArgumentException when the length is out of range
     */
    public Blobs(Keyspace keyspace, Subspace subspace, int chunkBytes) {
        this(
                keyspace,
                subspace,
                new UploadSettings(
                        checkedChunk(chunkBytes),
                        PIECE_BYTES / chunkBytes,
                        InstantSource.system()));
    }

    /** Makes one with pieces of another size and another clock. */
    Blobs(Keyspace keyspace, Subspace subspace, UploadSettings settings) {
        layout =
                new Layout(
                        Objects.requireNonNull(keyspace, "keyspace"),
                        Objects.requireNonNull(subspace, "subspace"));
        catalog = new Catalog(layout);
        this.settings = settings;
    }

    private static int checkedChunk(int chunkBytes) {
        if (chunkBytes < 1 || chunkBytes > CHUNK_BYTES_MAX) {
            throw new InvalidArgumentException(
                    "a chunk of a blob has from one byte to 4 MiB", "chunkBytes", chunkBytes);
        }
        return chunkBytes;
    }

    /**
     * Stores a content, or adds a reference to it.
     *
     * @param scope a database or a transaction
     * @param content the content
     * @return its id
     */
    public BlobId put(TransactionScope scope, byte[] content) {
        return put(scope, MemorySegment.ofArray(content));
    }

    /**
     * Stores a content, or adds a reference to it. Of a long content that is there nothing is
     * written but the reference.
     *
     * @param scope a database or a transaction
     * @param content the content, not to be changed before this returns, and not used after
     * @return its id
     */
    public BlobId put(TransactionScope scope, MemorySegment content) {
        Objects.requireNonNull(scope, "scope");
        BlobId id = BlobId.ofContent(content);
        long size = content.byteSize();
        long piece = settings.pieceBytes();
        if (size > piece && retain(scope, id)) {
            return id;
        }
        Upload upload = new Upload(scope, catalog, settings);
        try {
            long at = 0;
            for (; size - at > piece; at += piece) {
                upload.store(chunks(content.asSlice(at, piece)));
            }
            upload.finish(id, size, chunks(content.asSlice(at)));
            return id;
        } catch (RuntimeException | Error e) {
            discard(upload, e);
            throw e;
        }
    }

    private List<MemorySegment> chunks(MemorySegment piece) {
        List<MemorySegment> chunks = new ArrayList<>();
        long size = piece.byteSize();
        for (long at = 0; at < size; at += settings.chunkBytes()) {
            long length = Math.min(settings.chunkBytes(), size - at);
            chunks.add(piece.asSlice(at, length));
        }
        return chunks;
    }

    private static void discard(Upload upload, Throwable cause) {
        try {
            upload.discard();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Stores what a stream has, or adds a reference to it. When the stream fails, nothing is
     * stored.
     *
     * @param scope a database or a transaction
     * @param content read to its end and not closed
     * @return its id
     * @throws IOException when the stream throws it
     */
    public BlobId put(TransactionScope scope, InputStream content) throws IOException {
        Objects.requireNonNull(content, "content");
        try (BlobOutput output = create(scope)) {
            output.transferFrom(content);
            return output.finish();
        }
    }

    /**
     * Begins a blob that is written bit by bit. Nothing is stored unless {@link BlobOutput#finish}
     * is called.
     *
     * @param scope a database or a transaction
     * @return takes the content; the caller closes it
     */
    public BlobOutput create(TransactionScope scope) {
        return new BlobOutput(
                new Upload(Objects.requireNonNull(scope, "scope"), catalog, settings));
    }

    /**
     * Adds a reference to a blob, as putting it again would.
     *
     * @param scope a database or a transaction
     * @param id the blob
     * @return false when it is unknown
     */
    public boolean retain(TransactionScope scope, BlobId id) {
        Objects.requireNonNull(id, "id");
        return scope.transact(tx -> catalog.raise(layout.in(tx), id));
    }

    /**
     * Takes a reference away from a blob; with the last one everything that is stored of it goes.
     *
     * @param scope a database or a transaction
     * @param id the blob
     * @return false when it was unknown
     */
    public boolean delete(TransactionScope scope, BlobId id) {
        Objects.requireNonNull(id, "id");
        return scope.transact(tx -> catalog.lower(layout.in(tx), id));
    }

    /**
     * Returns how often a blob was put and not deleted.
     *
     * @param scope a database or a transaction
     * @param id the blob
     * @return the number of references; 0 when it is unknown
     */
    public long references(TransactionScope scope, BlobId id) {
        Objects.requireNonNull(id, "id");
        return scope.read(view -> catalog.references(layout.in(view), id));
    }

    /**
     * Tells whether a blob is stored.
     *
     * @param scope a database or a transaction
     * @param id the blob
     * @return true when it is
     */
    public boolean exists(TransactionScope scope, BlobId id) {
        Objects.requireNonNull(id, "id");
        return scope.read(view -> layout.in(view).exists(layout.record(id)));
    }

    /**
     * Returns a blob's length.
     *
     * @param scope a database or a transaction
     * @param id the blob
     * @return the length in bytes; empty when the blob is unknown
     */
    public OptionalLong length(TransactionScope scope, BlobId id) {
        Objects.requireNonNull(id, "id");
        return scope.read(view -> {
            BlobRecord record = catalog.record(layout.in(view), id);
            return record == null ? OptionalLong.empty() : OptionalLong.of(record.length());
        });
    }

    /**
     * Reads a blob whole.
     *
     * @param scope a database or a transaction
     * @param id the blob
     * @return its content, compared with its checksums and owned by the caller, or null when it is
     *     unknown
     * @throws LimitException when it is longer than an array can be
     * @throws CorruptionException when it is damaged
     */
    public byte @Nullable [] get(TransactionScope scope, BlobId id) {
        Objects.requireNonNull(id, "id");
        return scope.<byte @Nullable [], RuntimeException>read(view -> {
            ReadView here = layout.in(view);
            BlobRecord record = catalog.record(here, id);
            if (record == null) {
                return null;
            }
            try (BlobInput input = BlobInput.open(here, layout, id, record, null)) {
                if (record.length() > ARRAY_BYTES_MAX) {
                    throw new LimitException(
                            "the blob is longer than an array can be; open it and read it as a stream",
                            "blob",
                            id,
                            "length",
                            record.length(),
                            "max",
                            ARRAY_BYTES_MAX);
                }
                byte[] content = new byte[(int) record.length()];
                input.into(MemorySegment.ofArray(content));
                return content;
            }
        });
    }

    /**
     * Copies a blob into the caller's memory.
     *
     * @param scope a database or a transaction
     * @param id the blob
     * @param target where to copy to; what it has after an exception is undefined
     * @return the blob's length in bytes, or {@link Sizes#ABSENT} when it is unknown
     * @throws BufferTooSmallException when it does not fit; nothing was copied
     * @throws CorruptionException when it is damaged
     */
    public long getInto(TransactionScope scope, BlobId id, MemorySegment target) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        return scope.read(view -> {
            ReadView here = layout.in(view);
            BlobRecord record = catalog.record(here, id);
            if (record == null) {
                return Sizes.ABSENT;
            }
            try (BlobInput input = BlobInput.open(here, layout, id, record, null)) {
                if (record.length() > target.byteSize()) {
                    throw new BufferTooSmallException(record.length(), target.byteSize());
                }
                input.into(target.asSlice(0, record.length()));
                return record.length();
            }
        });
    }

    /**
     * Copies a blob into a stream, one chunk in memory at a time.
     *
     * @param scope a database or a transaction
     * @param id the blob
     * @param target where to write to; neither flushed nor closed
     * @return false when it is unknown; nothing was written then
     * @throws IOException when the stream throws it
     * @throws CorruptionException when it is damaged; the stream has a part of it then, but never
     *     all
     */
    public boolean read(TransactionScope scope, BlobId id, OutputStream target) throws IOException {
        Objects.requireNonNull(target, "target");
        return scope.<Boolean, IOException>read(view -> {
            try (BlobInput input = open(view, id)) {
                if (input == null) {
                    return false;
                }
                input.transferTo(target);
                return true;
            }
        });
    }

    /**
     * Reads a blob and compares it with its id, one chunk in memory at a time. Reading finds damage
     * by checksums; this also finds a content that somebody has put in the place of the right one,
     * checksums and all.
     *
     * @param scope a database or a transaction
     * @param id the blob
     * @return false when it is unknown
     * @throws CorruptionException when it is damaged, or another content
     */
    public boolean verify(TransactionScope scope, BlobId id) {
        Objects.requireNonNull(id, "id");
        return scope.read(view -> {
            try (BlobInput input = open(view, id)) {
                if (input == null) {
                    return false;
                }
                BlobId actual = input.digest();
                if (!actual.equals(id)) {
                    throw BlobInput.other(id, actual);
                }
                return true;
            }
        });
    }

    /**
     * Opens a blob as a stream.
     *
     * @param view a snapshot, a transaction, or what a scope's {@code read} gives, on which the
     *     stream stays valid; on a database the stream has a snapshot of its own
     * @param id the blob
     * @return the stream, to be closed by the caller, or null when the blob is unknown
     * @throws CorruptionException when it is damaged
     */
    public @Nullable BlobInput open(ReadView view, BlobId id) {
        Objects.requireNonNull(id, "id");
        if (!(view instanceof Database database)) {
            return open(view, id, null);
        }
        Snapshot own = database.snapshot();
        try {
            BlobInput input = open(own, id, own);
            if (input == null) {
                own.close();
            }
            return input;
        } catch (RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }

    private @Nullable BlobInput open(ReadView view, BlobId id, @Nullable Snapshot own) {
        ReadView here = layout.in(view);
        BlobRecord record = catalog.record(here, id);
        return record == null ? null : BlobInput.open(here, layout, id, record, own);
    }

    /**
     * Removes what puts have left behind that ended with a crash, each in a transaction of its own.
     * A put that still goes on is removed as well if it was idle for that long, and then fails: a
     * put is idle while its stream gives nothing, and between two pieces of four megabytes.
     *
     * @param scope a database or a transaction
     * @param idle how long a put must not have gone on, by the clocks of this machine and of the
     *     one that put; from zero to 36,500 days. An hour is a good choice
     * @return how many unfinished puts were removed
     * @throws InvalidArgumentException when the time is out of range
     */
    public long sweep(TransactionScope scope, Duration idle) {
        if (idle.isNegative() || idle.compareTo(IDLE_MAX) > 0) {
            throw new InvalidArgumentException(
                    "the time a put must have been idle is from zero to 36500 days", "idle", idle);
        }
        return new Sweep(layout, settings.clock().millis() - idle.toMillis()).run(scope);
    }
}
