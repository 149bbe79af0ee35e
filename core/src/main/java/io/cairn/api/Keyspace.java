package io.cairn.api;

/**
 * The name of a separate ordered space inside a database; made by {@link Database#keyspace}.
 * Immutable, thread-safe, never closed.
 */
public interface Keyspace {

    /**
     * Returns the name.
     *
     * @return the name; empty for the default keyspace
     */
    String name();
}
