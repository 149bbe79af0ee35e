package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.api.Entry;
import io.cairn.compat.sochdb.embedded.Database;
import io.cairn.compat.sochdb.embedded.DatabaseError;
import io.cairn.compat.sochdb.embedded.Transaction;
import io.cairn.compat.sochdb.embedded.TransactionError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Transactions under SochDB's names, and what goes wrong with them. Stateless. */
public final class SochDbTransactions {

    private SochDbTransactions() {}

    /**
     * Runs the example in a directory.
     *
     * @param args the directory; a new temporary one when left out
     * @throws IOException when no temporary directory can be made
     */
    public static void main(String[] args) throws IOException {
        run(
                args.length == 0 ? Files.createTempDirectory("cairn-sochdb") : Path.of(args[0]),
                System.out);
    }

    static void run(Path directory, PrintStream out) {
        try (Database db = Database.open(directory)) {
            blocksAndByHand(db, out);
            numbers(db, out);
            errors(db, out);
            List<Entry> items =
                    List.of(
                            new Entry(utf8("item:1"), utf8("lamp")),
                            new Entry(utf8("item:2"), utf8("chair")));
            together(db, items);
            db.scanPrefix(utf8("item:")).forEach(item -> out.println(text(item.value())));
        }
    }

    private static void blocksAndByHand(Database db, PrintStream out) {
        // @start region=sochdb-transactions
        db.withTransaction(txn -> {
            txn.put(utf8("key1"), utf8("value1"));
            txn.put(utf8("key2"), utf8("value2"));
            // commits when the block returns, aborts when it throws
        });

        Transaction txn = db.transaction();
        txn.put(utf8("key"), utf8("value"));
        txn.commit(); // or txn.abort()
        // @end
        Transaction given = db.transaction();
        given.put(utf8("key"), utf8("another value"));
        given.abort();
        out.println("aborted: " + db.stats().get("transactions_aborted"));
    }

    private static void numbers(Database db, PrintStream out) {
        // @start region=sochdb-lsn
        Transaction txn = db.transaction();
        out.println("Transaction ID: " + txn.id()); // such as 42
        txn.put(utf8("key"), utf8("value"));
        long lsn = txn.commit();
        out.println("Data committed at LSN " + lsn);

        db.checkpoint(); // or somebody else's, later
        if (db.stats().getOrDefault("last_checkpoint_lsn", 0L) >= lsn) {
            out.println("Data is checkpointed and durable");
        }
        // @end
    }

    private static void errors(Database db, PrintStream out) {
        // @start region=sochdb-errors
        try {
            db.withTransaction(txn -> {
                txn.get(utf8("key"));
                db.put(utf8("key"), utf8("somebody else was faster"));
                txn.put(utf8("key"), utf8("too late"));
            });
        } catch (TransactionError e) { // nothing was written: do it again
            out.println("Transaction failed: " + e.getMessage());
        } catch (DatabaseError e) {
            out.println("Database error: " + e.getMessage());
        }

        Transaction txn = db.transaction();
        txn.commit();
        try {
            txn.commit();
        } catch (TransactionError e) {
            out.println(e.getMessage());
        }
        Transaction txn2 = db.transaction(); // a new one instead
        txn2.put(utf8("key"), utf8("value"));
        txn2.commit();
        // @end
        try {
            db.put(utf8(""), utf8("value"));
        } catch (DatabaseError e) {
            out.println("Database error: " + e.getMessage());
        }
    }

    /** One transaction is much faster than one for each item. */
    private static void together(Database db, List<Entry> items) {
        db.withTransaction(txn -> {
            for (Entry item : items) {
                txn.put(item.key(), item.value());
            }
        });
    }
}
