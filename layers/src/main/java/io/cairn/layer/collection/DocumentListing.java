package io.cairn.layer.collection;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which documents of a collection are listed, and how. Immutable; arrays are copied in and must not
 * be changed by readers.
 *
 * @param startId the first id that may be listed; there need not be such a document
 * @param modes IGNORE_DOCS, LIB_FILTER, LUA_FILTER and FILTER_VALUE matter, and for pages CONSUME
 * @param filter with LIB_FILTER {@code library:filter:arguments}, with LUA_FILTER a script;
 *     otherwise it does not matter
 * @param predicate a further filter that runs in this process, or null
 */
public record DocumentListing(
        long startId,
        Modes modes,
        byte @Nullable [] filter,
        @Nullable Predicate<Document> predicate) {

    private static final DocumentListing ALL = new DocumentListing(0, Modes.none(), null, null);

    /**
     * Checks and copies.
     *
     * @throws InvalidArgumentException when the start is negative
     */
    public DocumentListing {
        if (startId < 0) {
            throw new InvalidArgumentException(
                    "a listing of documents cannot start before 0", "startId", startId);
        }
        Objects.requireNonNull(modes, "modes");
        filter = filter == null ? null : filter.clone();
    }

    /**
     * Lists all documents.
     *
     * @return the listing, to be narrowed
     */
    public static DocumentListing all() {
        return ALL;
    }

    /**
     * Returns the same listing, started elsewhere.
     *
     * @param id the first id that may be listed
     * @return a copy
     * @throws InvalidArgumentException when it is negative
     */
    public DocumentListing from(long id) {
        return new DocumentListing(id, modes, filter, predicate);
    }

    /**
     * Returns the same listing with these modes.
     *
     * @param flags the flags, replacing the present ones
     * @return a copy
     */
    public DocumentListing with(Modes flags) {
        return new DocumentListing(startId, flags, filter, predicate);
    }

    /**
     * Returns the same listing with the filter that the modes LIB_FILTER or LUA_FILTER speak of.
     *
     * @param bytes {@code library:filter:arguments}, or a script
     * @return a copy
     */
    public DocumentListing filter(byte[] bytes) {
        return new DocumentListing(startId, modes, bytes, predicate);
    }

    /**
     * Returns the same listing, of the documents that a filter of a {@link DocumentFilterLibrary}
     * keeps, or one of a {@link io.cairn.filter.FilterLibrary}, to which {@link DocumentFilters}
     * shows documents as entries. It runs where the database is, and is shown the contents.
     *
     * @param library the library's name
     * @param filter the filter's name
     * @param arguments what the filter is opened with
     * @return a copy with LIB_FILTER and FILTER_VALUE set
     */
    public DocumentListing filter(String library, String filter, byte[] arguments) {
        byte[] joined = StoredFilters.joined(library, filter, arguments);
        return with(modes.and(Mode.LIB_FILTER).and(Mode.FILTER_VALUE)).filter(joined);
    }

    /**
     * Returns the same listing, of the documents that a Lua script keeps. It runs where the
     * database is, and is shown the contents.
     *
     * @param script the script
     * @return a copy with LUA_FILTER and FILTER_VALUE set
     */
    public DocumentListing lua(String script) {
        return with(modes.and(Mode.LUA_FILTER).and(Mode.FILTER_VALUE)).filter(Bytes.utf8(script));
    }

    /**
     * Returns the same listing, of the documents that a predicate keeps. It runs in this process: a
     * database in another one sends every document.
     *
     * @param kept the predicate, which must not keep what it is shown; may be called more than once
     *     for a document
     * @return a copy
     */
    public DocumentListing matching(Predicate<Document> kept) {
        return new DocumentListing(startId, modes, filter, Objects.requireNonNull(kept, "kept"));
    }

    /**
     * Returns the same listing without the documents' contents.
     *
     * @return a copy with IGNORE_DOCS set
     */
    public DocumentListing idsOnly() {
        return with(modes.and(Mode.IGNORE_DOCS));
    }
}
