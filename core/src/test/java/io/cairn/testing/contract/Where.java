package io.cairn.testing.contract;

import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;

/** The places where one and the same call must do one and the same thing. */
enum Where {
    /** On the database: the call is a transaction of its own. */
    DATABASE,
    /** In a transaction, over committed data. */
    TRANSACTION,
    /** In a transaction, over data that this transaction has just written. */
    OWN_WRITES,
    /** In a keyspace, over committed data. */
    KEYSPACE;

    private static final String KEYSPACE_NAME = "elsewhere";

    /** One call whose result matters. */
    interface Call<R, X extends Exception> {
        R on(WriteView view) throws X;
    }

    /** Calls whose result does not matter. */
    interface Steps {
        void on(WriteView view);
    }

    /** Returns the view whose committed state a test looks at before and after. */
    WriteView view(Database db) {
        return this == KEYSPACE ? db.in(db.keyspace(KEYSPACE_NAME)) : db;
    }

    /** Makes the state, makes the call there, and commits it unless it throws. */
    <R, X extends Exception> R run(Database db, Steps state, Call<R, X> call) throws X {
        if (this != OWN_WRITES) {
            state.on(view(db));
        }
        if (this == DATABASE) {
            return call.on(db);
        }
        try (Transaction tx = db.begin()) {
            WriteView view = this == KEYSPACE ? tx.in(db.keyspace(KEYSPACE_NAME)) : tx;
            if (this == OWN_WRITES) {
                state.on(view);
            }
            R result = call.on(view);
            tx.commit();
            return result;
        }
    }
}
