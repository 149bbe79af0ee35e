package io.cairn.layer.collection;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import io.cairn.filter.FilterSpec;
import io.cairn.layer.tuple.Tuple;
import java.util.Arrays;

/** Turns a listing's filter of documents into the filter of the rows that hold them. */
final class StoredFilters {

    private StoredFilters() {}

    /**
     * Returns how the rows of a listing are scanned.
     *
     * @throws InvalidFilterException when the modes ask for a filter, and there is none or it is
     *     malformed
     */
    static ScanOptions options(CollectionRows rows, DocumentListing listing) {
        Modes modes = listing.modes();
        boolean lua = modes.has(Mode.LUA_FILTER);
        if (!lua && !modes.has(Mode.LIB_FILTER)) {
            return ScanOptions.all();
        }
        byte[] filter = listing.filter();
        if (filter == null) {
            throw new InvalidFilterException(
                    "the modes ask for a filter, but the listing has none", null, "modes", modes);
        }
        FilterSpec asked =
                lua
                        ? new FilterSpec(FilterSpec.LUA, DocumentFilters.SCRIPT, filter)
                        : FilterSpec.parse(filter);
        byte[] arguments =
                Tuple.of(
                                rows.name(),
                                rows.documentPrefix().length,
                                asked.filter(),
                                asked.arguments())
                        .pack();
        Modes scan = Modes.of(Mode.LIB_FILTER);
        return ScanOptions.all()
                .with(modes.has(Mode.FILTER_VALUE) ? scan.and(Mode.FILTER_VALUE) : scan)
                .filter(joined(DocumentFilters.LIBRARY, asked.library(), arguments));
    }

    /** Writes {@code library:filter:arguments}. */
    static byte[] joined(String library, String filter, byte[] arguments) {
        byte[] names = Bytes.utf8(library + ":" + filter + ":");
        byte[] joined = Arrays.copyOf(names, names.length + arguments.length);
        System.arraycopy(arguments, 0, joined, names.length, arguments.length);
        return joined;
    }
}
