package io.cairn.compat.yokan;

import io.cairn.api.Database;
import io.cairn.api.Transaction;
import java.time.Duration;
import java.util.List;

/** What a call with WAIT waits for. Immutable. */
interface Awaited {

    /** Tells whether there is anything to wait for. */
    boolean isEmpty();

    /** Tells whether everything is there. */
    boolean present(Transaction tx);

    /**
     * Waits until something that was missing is there; the rest is looked for again afterwards.
     *
     * @return false when the time ran out
     */
    boolean await(Database db, Duration timeout) throws InterruptedException;

    /** Keys of the default keyspace. */
    record Keys(List<byte[]> keys) implements Awaited {

        @Override
        public boolean isEmpty() {
            return keys.isEmpty();
        }

        @Override
        public boolean present(Transaction tx) {
            return tx.existsAll(keys).cardinality() == keys.size();
        }

        @Override
        public boolean await(Database db, Duration timeout) throws InterruptedException {
            return db.waiting().awaitExists(keys, timeout).cardinality() == keys.size();
        }
    }
}
