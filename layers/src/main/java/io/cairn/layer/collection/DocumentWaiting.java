package io.cairn.layer.collection;

import io.cairn.api.Database;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads and erases that wait for a document. Immutable, thread-safe, never closed.
 *
 * <p>They throw {@link CollectionException} when there is no such collection; one that is dropped
 * meanwhile, and perhaps created again, does not end the wait.
 */
public final class DocumentWaiting {

    private final Database db;
    private final Collection collection;

    DocumentWaiting(Database db, Collection collection) {
        this.db = Objects.requireNonNull(db, "db");
        this.collection = collection;
    }

    /**
     * Waits until there is a document with this id and reads it; with CONSUME, erases it, and of
     * several that wait one gets it.
     *
     * @param id the id
     * @param modes CONSUME matters
     * @param timeout the longest wait; a negative one is none
     * @return its content; empty when the time ran out
     * @throws InterruptedException when the thread is interrupted
     * @throws io.cairn.error.ClosedException when the database is closed meanwhile
     */
    public Optional<byte[]> load(long id, Modes modes, Duration timeout)
            throws InterruptedException {
        Document.checked(id);
        Modes taken = modes.has(Mode.CONSUME) ? Modes.of(Mode.CONSUME) : Modes.none();
        Holder holder = new Holder();
        boolean loaded =
                await(
                        id,
                        timeout,
                        () -> {
                            Optional<byte[]> content = collection.load(db, id, taken);
                            holder.content = content.orElse(null);
                            return content.isPresent();
                        });
        return loaded ? Optional.ofNullable(holder.content) : Optional.empty();
    }

    /**
     * Waits until there is a document with this id and erases it.
     *
     * @param id the id
     * @param timeout the longest wait; a negative one is none
     * @return true when this call erased it; false when the time ran out
     * @throws InterruptedException when the thread is interrupted
     * @throws io.cairn.error.ClosedException when the database is closed meanwhile
     */
    public boolean erase(long id, Duration timeout) throws InterruptedException {
        return await(id, timeout, () -> collection.erase(db, id));
    }

    /** Tries when the document is there, until it succeeds: another may have been faster. */
    private boolean await(long id, Duration timeout, BooleanSupplier attempt)
            throws InterruptedException {
        List<byte[]> row = List.of(collection.rows().document(id));
        long begin = System.nanoTime();
        while (!attempt.getAsBoolean()) {
            Duration left = timeout.minusNanos(System.nanoTime() - begin);
            if (left.isNegative()
                    || !db.waiting(collection.keyspace()).awaitExists(row, left).get(0)) {
                return false;
            }
        }
        return true;
    }

    /** What the last attempt found. */
    private static final class Holder {
        private byte @Nullable [] content;
    }
}
