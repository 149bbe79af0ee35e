package io.cairn.filter;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds and opens filters. Thread-safe. */
public final class Filters {

    /** Which artifact holds a library, for the message when it is missing. */
    private static final Map<String, String> ARTIFACTS =
            Map.of(FilterSpec.LUA, "io.cairn:cairn-filters-lua");

    private static volatile @Nullable Map<String, FilterLibrary> own;

    private Filters() {}

    /**
     * Opens a filter.
     *
     * @param spec the filter's name and arguments
     * @param values whether the filter is shown values (FILTER_VALUE)
     * @return the filter, which throws nothing but {@link InvalidFilterException}; the caller
     *     closes it
     * @throws InvalidFilterException when there is no such library or filter, or the filter refuses
     *     its arguments
     */
    public static EntryFilter open(FilterSpec spec, boolean values) {
        FilterLibrary library = library(spec.library());
        if (library == null) {
            throw unknown(spec.library());
        }
        EntryFilter opened =
                GuardedFilter.asked(
                        spec, () -> library.open(spec.filter(), spec.arguments().clone(), values));
        return new GuardedFilter(spec, opened);
    }

    private static @Nullable FilterLibrary library(String name) {
        FilterLibrary library = own().get(name);
        return library == null ? found(ServiceLoader.load(FilterLibrary.class)).get(name) : library;
    }

    /**
     * Returns the libraries found through the class loader that this library came with. They are
     * looked for once; those of a thread's class loader each time, since threads have different
     * ones.
     */
    private static Map<String, FilterLibrary> own() {
        Map<String, FilterLibrary> known = own;
        if (known == null) {
            known = found(ServiceLoader.load(FilterLibrary.class, Filters.class.getClassLoader()));
            own = known;
        }
        return known;
    }

    private static Map<String, FilterLibrary> found(ServiceLoader<FilterLibrary> loader) {
        Map<String, FilterLibrary> libraries = new TreeMap<>();
        try {
            loader.forEach(library -> libraries.putIfAbsent(library.name(), library));
        } catch (ServiceConfigurationError e) {
            throw new InvalidFilterException(
                    "a library of filters cannot be loaded; repair the class path or module path, or take the library away",
                    e,
                    "reason",
                    e.getMessage());
        }
        return libraries;
    }

    private static InvalidFilterException unknown(String name) {
        TreeSet<String> names = new TreeSet<>(own().keySet());
        names.addAll(found(ServiceLoader.load(FilterLibrary.class)).keySet());
        String artifact = ARTIFACTS.get(name);
        String text =
                artifact == null
                        ? "there is no library of filters of this name where the data is; found are"
                                + " those listed, others must be on the class path or module path"
                                + " there"
                        : "the library of these filters is not on the class path or module path"
                                + " where the data is; add "
                                + artifact;
        return new InvalidFilterException(
                text, null, "library", Bytes.describe(Bytes.utf8(name)), "found", names);
    }
}
