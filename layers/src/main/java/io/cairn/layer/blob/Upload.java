package io.cairn.layer.blob;

import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import io.cairn.error.TransactionStateException;
import io.cairn.layer.tuple.Tuple;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.UUID;

/**
 * One content on its way into the database. Its chunks are stored piece by piece, each in a
 * transaction of the scope, and seen by nobody; the transaction that ends it makes a blob of them.
 * Used by one thread at a time.
 *
 * <p>Every transaction but the first sees that the upload's own row is there. So it conflicts with
 * a sweep that removes the upload, and nothing is written behind one.
 */
final class Upload {

    private final TransactionScope scope;
    private final Catalog catalog;
    private final Layout layout;
    private final UploadSettings settings;
    private final UUID content = UUID.randomUUID();
    private final ChunkChecksum checksum = new ChunkChecksum();

    /** A chunk and its checksum, as they are stored. */
    private MemorySegment stage = MemorySegment.NULL;

    private long stored;

    /** Whether a piece may have been written: a commit can fail and yet have happened. */
    private boolean begun;

    Upload(TransactionScope scope, Catalog catalog, UploadSettings settings) {
        this.scope = scope;
        this.catalog = catalog;
        this.layout = catalog.layout();
        this.settings = settings;
    }

    UploadSettings settings() {
        return settings;
    }

    /** Stores the next chunks, all as long as the settings say. */
    void store(List<MemorySegment> chunks) {
        boolean first = !begun;
        begun = true;
        scope.transact(tx -> {
            WriteView view = layout.in(tx);
            if (!first) {
                checkThere(view);
            }
            long now = settings.clock().millis();
            view.put(layout.upload(content), Tuple.of(now).pack());
            put(view, chunks);
            return true;
        });
        stored += chunks.size();
    }

    /**
     * Ends it: makes a blob, or adds a reference to the one that there is.
     *
     * @param id the id of what was stored, with the last chunks
     * @param length its length, in bytes
     * @param last the last chunks, which may be none
     */
    void finish(BlobId id, long length, List<MemorySegment> last) {
        scope.transact(tx -> {
            WriteView view = layout.in(tx);
            if (begun) {
                checkThere(view);
            }
            if (catalog.raise(view, id)) {
                drop(view);
                return true;
            }
            put(view, last);
            catalog.add(view, id, new BlobRecord(length, settings.chunkBytes(), content));
            if (begun) {
                view.delete(layout.upload(content));
            }
            return true;
        });
    }

    /** Removes what was stored, unless it has become a blob or was swept. */
    void discard() {
        if (begun) {
            scope.transact(tx -> {
                WriteView view = layout.in(tx);
                if (view.exists(layout.upload(content))) {
                    drop(view);
                }
                return true;
            });
        }
    }

    private void drop(WriteView view) {
        if (begun) {
            view.delete(layout.upload(content));
            view.deleteRange(layout.chunks(content));
        }
    }

    private void checkThere(WriteView view) {
        if (!view.exists(layout.upload(content))) {
            throw new TransactionStateException(
                    "the upload was swept, as it had not gone on for long; put the blob again",
                    "upload",
                    content);
        }
    }

    private void put(WriteView view, List<MemorySegment> chunks) {
        for (int i = 0; i < chunks.size(); i++) {
            long index = stored + i;
            MemorySegment key = MemorySegment.ofArray(layout.chunk(content, index));
            view.segments().put(key, sealed(chunks.get(i), index));
        }
    }

    /** Puts the checksum behind a chunk; what it returns is valid until the next call. */
    private MemorySegment sealed(MemorySegment chunk, long index) {
        long length = chunk.byteSize() + ChunkChecksum.BYTES;
        if (stage.byteSize() < length) {
            stage = MemorySegment.ofArray(new byte[(int) length]);
        }
        MemorySegment value = stage.asSlice(0, length);
        MemorySegment.copy(chunk, 0, value, 0, chunk.byteSize());
        checksum.write(content, index, value);
        return value;
    }
}
