package io.cairn.layer.collection;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Tuple;
import java.util.Arrays;

/** Turns filters of documents into filters of the rows that hold them. */
final class StoredFilters {

    /** The library whose filters know the rows of documents. */
    static final String LIBRARY = "documents";

    /** The filter that asks one of a {@link DocumentFilterLibrary}. */
    static final String JAVA = "java";

    /** The filter that asks a script. */
    static final String LUA = "lua";

    private StoredFilters() {}

    /** Returns how the rows of a listing are scanned. */
    static ScanOptions options(CollectionRows rows, DocumentListing listing) {
        Modes modes = listing.modes();
        boolean lua = modes.has(Mode.LUA_FILTER);
        if (!lua && !modes.has(Mode.LIB_FILTER)) {
            return ScanOptions.all();
        }
        byte[] filter = listing.filter();
        if (filter == null) {
            throw new InvalidArgumentException(
                    "the modes ask for a filter, but there is none", "modes", modes);
        }
        byte[] names = Bytes.utf8(LIBRARY + ":" + (lua ? LUA : JAVA) + ":");
        byte[] arguments = Tuple.of(rows.name(), rows.documentPrefix().length, filter).pack();
        byte[] joined = Arrays.copyOf(names, names.length + arguments.length);
        System.arraycopy(arguments, 0, joined, names.length, arguments.length);
        Modes scan = Modes.of(Mode.LIB_FILTER);
        return ScanOptions.all()
                .suffix(joined)
                .with(modes.has(Mode.FILTER_VALUE) ? scan.and(Mode.FILTER_VALUE) : scan);
    }
}
