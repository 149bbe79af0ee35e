package io.cairn.layer.collection;

import io.cairn.api.Cursor;
import io.cairn.api.Mode;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import java.lang.foreign.MemorySegment;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Walks the documents of a collection, ids ascending; stands before the first at the start. The
 * caller closes it; closing its view closes it too. Used by one thread at a time.
 *
 * <p>Where there is no current document, its methods throw {@link
 * io.cairn.error.TransactionStateException}.
 */
public final class DocumentCursor implements AutoCloseable {

    private final CollectionRows rows;
    private final Cursor cursor;
    private final boolean idsOnly;
    private final @Nullable Predicate<Document> predicate;

    private DocumentCursor(CollectionRows rows, Cursor cursor, DocumentListing listing) {
        this.rows = rows;
        this.cursor = cursor;
        this.idsOnly = listing.modes().has(Mode.IGNORE_DOCS);
        this.predicate = listing.predicate();
    }

    /** Opens one; the most documents matter only where nothing is filtered here. */
    static DocumentCursor open(
            CollectionRows rows, ReadView view, DocumentListing listing, long limit) {
        rows.mustExist(view);
        ScanOptions options = StoredFilters.options(rows, listing);
        boolean bounded = listing.predicate() == null;
        return new DocumentCursor(
                rows,
                view.scan(
                        rows.documentsFrom(listing.startId()),
                        bounded ? options.limit(limit) : options),
                listing);
    }

    /**
     * Moves to the next document.
     *
     * @return false when there is none
     */
    public boolean next() {
        while (cursor.next()) {
            if (predicate == null || predicate.test(new Document(id(), cursor.value()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the id of the document.
     *
     * @return the id
     * @throws io.cairn.error.CorruptionException when the row is none of this layer
     */
    public long id() {
        return rows.id(cursor.key());
    }

    /**
     * Returns the document.
     *
     * @return the id and a copy of the content, which is empty with IGNORE_DOCS
     * @throws io.cairn.error.CorruptionException when the row is none of this layer
     */
    public Document document() {
        return new Document(id(), idsOnly ? Bytes.EMPTY : cursor.value());
    }

    /**
     * Lends the content.
     *
     * @return a read-only segment, empty with IGNORE_DOCS; valid until the next call of {@link
     *     #next} or {@link #close}, for the thread that asked
     */
    public MemorySegment content() {
        MemorySegment content = cursor.valueSegment();
        return idsOnly ? content.asSlice(0, 0) : content;
    }

    /** Releases the cursor. Calling it again does nothing. */
    @Override
    public void close() {
        cursor.close();
    }
}
