package io.cairn.compat.found;

import io.cairn.api.Keyspace;
import java.util.function.Function;

/**
 * The layer behind a handle: handles are made without a database, layers for one. Keeps the layer
 * of the database used last. Thread-safe.
 */
final class Bound<L> {

    private record Made<L>(Keyspace keyspace, L layer) {}

    /** Of no database; what is made for it only shows that it can be made. */
    private static final Keyspace NOWHERE = () -> "";

    private final Function<Keyspace, L> maker;
    private volatile Made<L> last;

    /** Makes a layer at once, so that what is wrong with a handle shows when it is made. */
    Bound(Function<Keyspace, L> maker) {
        this.maker = maker;
        this.last = new Made<>(NOWHERE, maker.apply(NOWHERE));
    }

    L in(FoundTransaction tx) {
        Keyspace keyspace = tx.keyspace();
        Made<L> made = last;
        if (made.keyspace() != keyspace) {
            made = new Made<>(keyspace, maker.apply(keyspace));
            last = made;
        }
        return made.layer();
    }
}
