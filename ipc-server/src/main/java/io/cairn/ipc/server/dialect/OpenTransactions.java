package io.cairn.ipc.server.dialect;

import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.util.HashMap;
import java.util.Map;

/**
 * The transactions of one connection, numbered 1, 2, 3 and so on. No request can write into them:
 * they tell a version at their end. For the connection's own thread.
 */
final class OpenTransactions {

    private final Database database;
    private final int max;
    private final Map<Long, Transaction> open = new HashMap<>();
    private long lastId;

    OpenTransactions(Database database, int max) {
        this.database = database;
        this.max = max;
    }

    /** Begins a transaction and returns its number. */
    long begin() {
        if (open.size() >= max) {
            throw new LimitException(
                    "the connection has too many open transactions; commit or abort some",
                    "limit",
                    "transactionsMax",
                    "max",
                    max);
        }
        Transaction transaction = database.begin();
        open.put(++lastId, transaction);
        return lastId;
    }

    /** Takes a transaction out; the caller ends it. */
    Ending end(long id) {
        Transaction transaction = open.remove(id);
        if (transaction == null) {
            throw new InvalidArgumentException(
                    "there is no open transaction with this number on this connection",
                    "transaction",
                    Long.toUnsignedString(id));
        }
        return new Ending(transaction);
    }

    void abortAll() {
        open.values().forEach(Transaction::close);
        open.clear();
    }

    /**
     * A transaction that is being ended.
     *
     * @param transaction the transaction
     */
    record Ending(Transaction transaction) {

        /** Commits; returns the version, positive also where nothing was ever written. */
        long commit() {
            try (transaction) {
                return Math.max(1, transaction.commit());
            }
        }

        void abort() {
            transaction.close();
        }
    }
}
