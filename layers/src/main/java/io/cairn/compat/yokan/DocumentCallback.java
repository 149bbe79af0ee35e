package io.cairn.compat.yokan;

import org.jspecify.annotations.Nullable;

/** Is called for each document of an iteration or fetch. */
@FunctionalInterface
public interface DocumentCallback {

    /**
     * Takes one document.
     *
     * @param index counts the documents from 0
     * @param id the document's identifier
     * @param document the document, which belongs to the callback; null when a fetched one is
     *     absent
     * @throws YokanException with {@link ReturnCode#YOKAN_STOP_ITERATION} to get no more documents;
     *     any other exception reaches the caller
     */
    void accept(long index, long id, byte @Nullable [] document);
}
