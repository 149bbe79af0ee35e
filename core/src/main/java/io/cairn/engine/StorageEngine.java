package io.cairn.engine;

import java.nio.file.Path;

/**
 * Snapshots plus an atomic batch: no transactions, no conflicts, no modes. Thread-safe except where
 * a method says otherwise.
 */
public non-sealed interface StorageEngine extends Engine {

    /**
     * Pins the current state. It contains every batch whose {@link #apply} returned before this
     * call, and each batch entirely or not at all; also every state that a read through {@link
     * #latest()} returned from before this call.
     *
     * @return an immutable, thread-safe view; the caller closes it
     */
    EngineSnapshot snapshot();

    /**
     * Returns a view that is not pinned: each single call on it ({@code get}, {@code getAll},
     * {@code read}, the opening of one cursor) sees one consistent state that is at least as new as
     * every {@link #apply} that returned before the call.
     *
     * @return the same thread-safe object every time; closing it does nothing
     */
    EngineSnapshot latest();

    /**
     * Applies a batch, atomically over all keyspaces. Called by one thread at a time. When it
     * returns, the batch is visible to {@link #snapshot} and {@link #latest} and survives the death
     * of the process if the engine is persistent. When it throws, the state is unknown and core
     * uses the engine no more.
     *
     * @param batch the operations, in order; the engine keeps no reference to it, and to its arrays
     *     only if it never changes them; none to values where {@link EngineInfo#copiesValues} says
     *     so
     */
    void apply(WriteBatch batch);

    /**
     * Makes every batch whose {@link #apply} returned before this call survive a power cut. May run
     * while {@code apply} runs. When it throws, the state is unknown and core uses the engine no
     * more.
     */
    void sync();

    /**
     * Does what {@link #sync} does and moves what is applied out of the log, so that recovery is
     * short and the log can shrink.
     */
    void checkpoint();

    /**
     * Returns the number that {@link #reserveVersion} was last given, also by earlier users of the
     * same data.
     *
     * @return the number; 0 in a new database
     */
    long reservedVersion();

    /**
     * Remembers up to which number core may give out commit versions. When it returns, the number
     * survives a power cut if the engine is persistent. Called by one thread at a time, never while
     * {@link #apply} runs; with a lower number than before only as the last call before {@code
     * close}. When it throws, core uses the engine no more.
     *
     * @param version the number, above 0
     */
    void reserveVersion(long version);

    /**
     * Writes a copy of the current state into a directory that does not exist yet; it opens as a
     * database of this type. Safe while {@code apply} runs.
     *
     * @param directory the directory to create
     */
    void exportTo(Path directory);
}
