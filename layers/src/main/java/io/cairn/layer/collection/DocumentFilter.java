package io.cairn.layer.collection;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Decides which documents a listing delivers, where the database is. Opened by a {@link
 * DocumentFilterLibrary} for one listing, used by one thread at a time, and closed with it.
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

    /** Releases what the filter holds. Calling it again does nothing. */
    @Override
    default void close() {}
}
