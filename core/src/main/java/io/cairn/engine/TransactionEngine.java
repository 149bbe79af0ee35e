package io.cairn.engine;

import io.cairn.config.Durability;
import java.nio.file.Path;

/**
 * An engine that decides conflicts itself. Thread-safe. Core holds back the writes of a transaction
 * and hands them over at commit.
 */
public non-sealed interface TransactionEngine extends Engine {

    /**
     * Starts a transaction. Cheap: nothing is read yet.
     *
     * @param options how it will read and conflict
     * @return the transaction; the caller closes it
     */
    EngineTransaction begin(BeginOptions options);

    /**
     * Commits a batch that depends on nothing that was read: the same as a transaction that reads
     * nothing, for less.
     *
     * @param writes what to write, at least one operation; not to be changed afterwards
     * @param durability what the commit must survive
     * @return the version of the commit
     */
    long commit(WriteBatch writes, Durability durability);

    /**
     * Pins the newest committed state.
     *
     * @return a thread-safe view; the caller closes it
     */
    VersionedSnapshot snapshot();

    /**
     * Returns a view that is not pinned: each single call on it sees one committed state at least
     * as new as every commit that returned before the call.
     *
     * @return the same thread-safe object every time; closing it does nothing
     */
    EngineSnapshot latest();

    /**
     * Makes everything committed so far durable and shortens the log.
     *
     * @return a version at least as high as that of every commit that returned before the call
     */
    long checkpoint();

    /**
     * Returns the version of the newest visible commit.
     *
     * @return a commit version; 0 when there was none yet
     */
    long version();

    /**
     * Writes a copy of the current state into a directory that does not exist yet; it opens as a
     * database of this type.
     *
     * @param directory the directory to create
     */
    void exportTo(Path directory);
}
