package io.cairn.layer.collection;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.InvalidFilterException;
import io.cairn.error.LimitException;
import io.cairn.filter.EntryFilter;
import io.cairn.filter.FilterLibrary;
import io.cairn.filter.FilterSpec;
import io.cairn.filter.Filters;
import io.cairn.layer.tuple.Tuple;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The filters through which listings of documents are filtered where the database is: they know the
 * rows of documents, and ask a {@link DocumentFilter} or, where there is no {@link
 * DocumentFilterLibrary} of the name, a filter of entries. The library that is asked stands where
 * the filter of this one has its name, as in {@code documents:lua:...}. A filter of entries is
 * shown as key the collection's name in UTF-8, a zero byte and the id as eight bytes, the highest
 * first, and as value the document; a Lua script is the filter {@code lua:document}.
 *
 * <p>Found by {@link ServiceLoader}; {@link DocumentListing} is what uses it. Thread-safe, never
 * closed.
 */
public final class DocumentFilters implements FilterLibrary {

    static final String LIBRARY = "documents";

    /** The filter of {@link FilterSpec#LUA} whose script sees documents. */
    static final String SCRIPT = "document";

    private static final int PARTS = 4;

    private volatile @Nullable Map<String, DocumentFilterLibrary> own;

    /** Made by {@link ServiceLoader}. */
    public DocumentFilters() {}

    @Override
    public String name() {
        return LIBRARY;
    }

    @Override
    public EntryFilter open(String filter, byte[] arguments, boolean values) {
        // A library that could ask itself for Lua would hide it from who allows Lua or does not.
        if (filter.equals(LIBRARY)) {
            throw malformed(null);
        }
        try {
            Tuple parts = Tuple.unpack(arguments);
            if (parts.size() == PARTS) {
                FilterSpec asked = new FilterSpec(filter, parts.string(2), parts.bytes(3));
                return new Stored(
                        parts.string(0), Math.toIntExact(parts.integer(1)), opened(asked, values));
            }
        } catch (InvalidArgumentException | LimitException | ArithmeticException e) {
            throw malformed(e);
        }
        throw malformed(null);
    }

    private static InvalidFilterException malformed(@Nullable Throwable cause) {
        return new InvalidFilterException(
                "a filter of documents is opened by listings of a collection, with other arguments",
                cause);
    }

    private DocumentFilter opened(FilterSpec asked, boolean values) {
        DocumentFilterLibrary library = library(asked.library());
        if (library == null) {
            return new DocumentsAsEntries(Filters.open(asked, values));
        }
        try {
            return library.open(asked.filter(), asked.arguments());
        } catch (InvalidArgumentException e) {
            throw new InvalidFilterException(
                    "the filter of documents cannot be opened: " + e.text(),
                    e,
                    "library",
                    asked.library(),
                    "filter",
                    asked.filter(),
                    "context",
                    e.context());
        }
    }

    private @Nullable DocumentFilterLibrary library(String name) {
        DocumentFilterLibrary library = own().get(name);
        return library == null
                ? found(ServiceLoader.load(DocumentFilterLibrary.class)).get(name)
                : library;
    }

    /** Those of this library's class loader are looked for once, a thread's each time. */
    private Map<String, DocumentFilterLibrary> own() {
        Map<String, DocumentFilterLibrary> known = own;
        if (known == null) {
            ClassLoader loader = DocumentFilters.class.getClassLoader();
            known = found(ServiceLoader.load(DocumentFilterLibrary.class, loader));
            own = known;
        }
        return known;
    }

    private static Map<String, DocumentFilterLibrary> found(
            ServiceLoader<DocumentFilterLibrary> loader) {
        Map<String, DocumentFilterLibrary> libraries = new HashMap<>();
        try {
            loader.forEach(library -> libraries.putIfAbsent(library.name(), library));
        } catch (ServiceConfigurationError e) {
            throw new InvalidFilterException(
                    "a library of document filters cannot be loaded; repair the class path or module path",
                    e,
                    "reason",
                    e.getMessage());
        }
        return libraries;
    }

    /** Asks a filter of documents about their rows. */
    private record Stored(String collection, int prefixBytes, DocumentFilter filter)
            implements EntryFilter {

        @Override
        public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
            byte[] row = key.toArray(ValueLayout.JAVA_BYTE);
            return filter.matches(collection, CollectionRows.id(row, prefixBytes), value);
        }

        @Override
        public byte[] value(byte[] key, byte[] value) {
            return filter.rewritten(collection, CollectionRows.id(key, prefixBytes), value);
        }

        @Override
        public void close() {
            filter.close();
        }
    }
}
