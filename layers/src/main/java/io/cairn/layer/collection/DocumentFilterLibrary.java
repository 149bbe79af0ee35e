package io.cairn.layer.collection;

/**
 * A named set of filters of documents, found through {@link java.util.ServiceLoader} in the process
 * that has the database. Thread-safe.
 */
public interface DocumentFilterLibrary {

    /**
     * Returns the name by which listings ask for the library.
     *
     * @return a name without colons, the same at each call
     */
    String name();

    /**
     * Opens a filter for one listing.
     *
     * @param filter which of the library's filters
     * @param arguments what the listing gives to it; may come from anybody who may use the database
     * @return the filter, closed by the caller
     * @throws io.cairn.error.InvalidArgumentException when there is no such filter, or its
     *     arguments are wrong
     */
    DocumentFilter open(String filter, byte[] arguments);
}
