package io.cairn.filter;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds and opens filters. Stateless. */
public final class Filters {

    /** Which artifact holds a library, for the message when it is missing. */
    private static final Map<String, String> ARTIFACTS =
            Map.of(FilterSpec.LUA, "io.cairn:cairn-filters-lua");

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
        for (FilterLibrary library : found()) {
            if (library.name().equals(name)) {
                return library;
            }
        }
        return null;
    }

    /**
     * Finds libraries through the thread's class loader and through the one this library came with.
     */
    private static List<FilterLibrary> found() {
        List<FilterLibrary> libraries = new ArrayList<>();
        try {
            ServiceLoader.load(FilterLibrary.class).forEach(libraries::add);
            ServiceLoader.load(FilterLibrary.class, Filters.class.getClassLoader())
                    .forEach(libraries::add);
        } catch (ServiceConfigurationError e) {
            throw new InvalidFilterException(
                    "a library of filters cannot be loaded; repair the class path or module path,"
                            + " or take the library away",
                    e,
                    "reason",
                    e.getMessage());
        }
        return libraries;
    }

    private static InvalidFilterException unknown(String name) {
        TreeSet<String> names = new TreeSet<>();
        found().forEach(library -> names.add(library.name()));
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
