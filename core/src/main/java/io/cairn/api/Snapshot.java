package io.cairn.api;

/**
 * A view frozen at one commit. Thread-safe. Holds resources until the caller closes it; later
 * commits do not change what it shows.
 */
public interface Snapshot extends ReadView, AutoCloseable {

    /**
     * Returns the version of the newest commit this state is known to contain.
     *
     * @return a commit version
     */
    long version();

    /** Releases the snapshot and closes its cursors. Calling it again does nothing. */
    @Override
    void close();
}
