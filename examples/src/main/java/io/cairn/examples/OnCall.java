package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.IsolationLevel;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ConflictException;
import java.io.PrintStream;

/**
 * Shows what the isolation levels are about: at least one doctor must stay on call, two doctors
 * leave at the same moment, and each transaction for itself looks right. Stateless.
 */
public final class OnCall {

    private static final KeyRange ON_CALL = KeyRange.prefix(utf8("on-call/"));

    private OnCall() {}

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     */
    public static void main(String[] args) {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    static void run(String url, PrintStream out) {
        try (Database db = Cairn.open(url)) {
            out.println("serializable: " + bothLeave(db, IsolationLevel.SERIALIZABLE));
            out.println("snapshot: " + bothLeave(db, IsolationLevel.SNAPSHOT));
        }
    }

    // @start region=write-skew
    static String bothLeave(Database db, IsolationLevel isolation) {
        db.put(utf8("on-call/alice"), utf8("yes"));
        db.put(utf8("on-call/bob"), utf8("yes"));
        TransactionOptions options = TransactionOptions.defaults().with(isolation);
        try (Transaction alice = db.begin(options);
                Transaction bob = db.begin(options)) {
            if (alice.count(ON_CALL) >= 2) {
                alice.delete(utf8("on-call/alice"));
            }
            if (bob.count(ON_CALL) >= 2) {
                bob.delete(utf8("on-call/bob"));
            }
            alice.commit();
            bob.commit(); // bob counted what alice has changed since
            return "both have left, " + db.count(ON_CALL) + " on call";
        } catch (ConflictException refused) {
            return "the second was refused, " + db.count(ON_CALL) + " on call";
        }
    }
    // @end
}
