package io.cairn.compat.yokan;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Modes;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionScope;
import io.cairn.layer.collection.Collection;
import io.cairn.layer.collection.Collections;
import io.cairn.layer.tuple.Subspace;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Runs the calls of a collection. The collections have a keyspace to themselves, so that no pair
 * disturbs them; it is created when it is first needed. Immutable and thread-safe.
 *
 * @param calls runs calls on the database
 * @param name the collection's name
 */
record DocumentCalls(Calls calls, String name) {

    /** Where all collections of a database are. */
    static final String KEYSPACE = "yokan.collections";

    /** Does something with all collections. */
    static <R> R run(Calls calls, BiFunction<Database, Collections, R> work) {
        return calls.run(db -> work.apply(db, collections(db)));
    }

    /** Does something with the collection, in a transaction of its own. */
    <R> R run(BiFunction<Database, Collection, R> work) {
        return calls.run(db -> work.apply(db, collection(db)));
    }

    /** Does something with documents; with WAIT, in a transaction in which all of them exist. */
    <R> R run(long[] ids, ModeBits modes, BiFunction<TransactionScope, Collection, R> work) {
        return run((db, collection) ->
                calls.perform(
                        db,
                        new Documents(collection, ids),
                        modes,
                        same -> work.apply(same, collection),
                        tx -> work.apply(tx, collection)));
    }

    static long[] ids(List<Long> ids) {
        return Buffers.given(ids).stream().mapToLong(Buffers::given).toArray();
    }

    private Collection collection(Database db) {
        return collections(db).open(name);
    }

    private static Collections collections(Database db) {
        Keyspace keyspace = db.keyspace(KEYSPACE);
        return new Collections(keyspace, Subspace.of());
    }

    /** Documents that are waited for, the missing one that was named first before the others. */
    private record Documents(Collection collection, long... ids) implements Awaited {

        @Override
        public boolean isEmpty() {
            return ids.length == 0;
        }

        @Override
        public boolean present(Transaction tx) {
            return Arrays.stream(collection.lengths(tx, ids)).allMatch(length -> length >= 0);
        }

        @Override
        public boolean await(Database db, Duration timeout) throws InterruptedException {
            long[] lengths = collection.lengths(db, ids);
            for (int i = 0; i < ids.length; i++) {
                if (lengths[i] < 0) {
                    return collection.waiting(db).load(ids[i], Modes.none(), timeout).isPresent();
                }
            }
            return true;
        }
    }
}
