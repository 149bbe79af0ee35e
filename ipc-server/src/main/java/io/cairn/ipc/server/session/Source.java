package io.cairn.ipc.server.session;

import io.cairn.api.ReadView;
import io.cairn.api.WriteView;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One keyspace of the state that a request names. */
sealed interface Source permits DatabaseSource, TransactionSource, SnapshotSource {

    /** Returns the lane of the requests that name the same object; null when order is free. */
    @Nullable Lane lane();

    /** Tells whether each request is a transaction of its own. */
    boolean isDatabase();

    /** Returns what single reads are made on. */
    ReadView reads();

    /**
     * Returns what single writes are made on.
     *
     * @throws io.cairn.error.InvalidModeException when it cannot be written
     */
    WriteView writes();

    /** Runs several reads on one state. */
    <R extends @Nullable Object> R read(Function<ReadView, R> body);

    /**
     * Runs reads and writes that belong together; on the database in a transaction of their own,
     * which is aborted when the body throws and may run the body again.
     *
     * @throws io.cairn.error.InvalidModeException when it cannot be written
     */
    <R extends @Nullable Object> R change(Function<WriteView, R> body);
}
