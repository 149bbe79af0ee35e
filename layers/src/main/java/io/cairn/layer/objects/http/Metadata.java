package io.cairn.layer.objects.http;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.WriteView;
import io.cairn.layer.tuple.Subspace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is kept under keys. Thread-safe.
 *
 * @param database where it is
 * @param keyspace where in the database
 * @param subspace what its keys begin with
 */
record Metadata(Database database, Keyspace keyspace, Subspace subspace) {

    /** What keys have in them whose values never change. */
    private static final String FIXED = "rpc_meta";

    /** What came of a put. */
    enum Put {
        /** It is stored. */
        UPDATED,
        /** The same was there, under a key whose value never changes. */
        UNCHANGED,
        /** Something else was there, under a key whose value never changes. */
        REFUSED
    }

    byte @Nullable [] get(String key) {
        return database.in(keyspace).get(subspace.key(key));
    }

    Put put(String key, byte[] value) {
        return database.transact(tx -> {
            WriteView view = tx.in(keyspace);
            byte[] row = subspace.key(key);
            byte[] present = key.contains(FIXED) ? view.get(row) : null;
            if (present != null) {
                return Arrays.equals(present, value) ? Put.UNCHANGED : Put.REFUSED;
            }
            view.put(row, value);
            return Put.UPDATED;
        });
    }

    boolean delete(String key) {
        return database.in(keyspace).take(subspace.key(key)) != null;
    }

    long count() {
        return database.in(keyspace).count(subspace.range());
    }
}
