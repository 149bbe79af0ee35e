package io.cairn.filter;

/**
 * A set of named filters; found by its name through {@link java.util.ServiceLoader}, in the process
 * that holds the data. Implementations are thread-safe.
 */
public interface FilterLibrary {

    /**
     * Returns the library's name: what stands before the first colon of a filter's name.
     *
     * @return a short name without colons, always the same
     */
    String name();

    /**
     * Opens a filter for one listing.
     *
     * @param filter the filter's name: what stands between the first colon and the second
     * @param arguments what stands behind the second colon, for the filter to read; its own copy
     * @param values whether the filter is shown values (FILTER_VALUE)
     * @return the filter; the listing closes it
     * @throws io.cairn.error.InvalidFilterException when there is no filter of this name, or its
     *     arguments make no sense
     */
    EntryFilter open(String filter, byte[] arguments, boolean values);
}
