package io.cairn.layer.collection;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Decides which documents a listing delivers, where the database is, and may rewrite them. Opened
 * by a {@link DocumentFilterLibrary} for one listing, used by one thread at a time, and closed with
 * it.
 */
@FunctionalInterface
public interface DocumentFilter extends AutoCloseable {

    /**
     * Decides about one document.
     *
     * @param collection the collection's name
     * @param id the document's id
     * @param content the document, valid during the call; null when the listing does not let
     *     filters see documents
     * @return true when the document is delivered
     */
    boolean matches(String collection, long id, @Nullable MemorySegment content);

    /**
     * Returns what is delivered in place of a document that matched; what is stored is not changed.
     * Asked only when somebody looks at the document, whether or not the filter is shown documents;
     * the answer must depend on the arguments alone.
     *
     * @param collection the collection's name
     * @param id the document's id
     * @param content a copy of the document, which the filter may change and return
     * @return the delivered document, of any length; the filter does not keep it
     */
    default byte[] rewritten(String collection, long id, byte[] content) {
        return content;
    }

    /** Releases what the filter holds. Calling it again does nothing. */
    @Override
    default void close() {}
}
