package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import java.io.PrintStream;

/**
 * Moves money at most once per payment, however often it is asked to. As thread-safe as the scope
 * it was made on.
 *
 * <p>A commit whose outcome is unknown (the database failed, or a connection broke, while it was in
 * flight) cannot simply be repeated. Here it can: each payment leaves a key behind in the same
 * transaction, and a payment whose key is there is not made again.
 */
public final class Payments {

    private static final Codec<Long> INT64 = Codec.int64();

    private final TransactionScope scope;

    /**
     * Creates a view of the accounts and payments in a database.
     *
     * @param scope where they are: a database or a transaction
     */
    public Payments(TransactionScope scope) {
        this.scope = scope;
    }

    /** What became of a payment. */
    public enum Outcome {
        /** It was made now. */
        PAID,
        /** It had been made before. */
        ALREADY_PAID,
        /** There is not enough money. */
        REFUSED
    }

    // @start region=once
    /**
     * Makes a payment, unless it has been made.
     *
     * @param id chosen by the caller, once per payment
     * @param from the account that pays
     * @param to the account that is paid
     * @param cents how much
     * @return what became of it
     */
    public Outcome pay(String id, String from, String to, long cents) {
        return scope.transact(tx -> {
            long balance = balance(tx, from);
            if (tx.exists(utf8("payment/" + id))) {
                return Outcome.ALREADY_PAID;
            }
            if (balance < cents) {
                return Outcome.REFUSED;
            }
            tx.put(utf8("payment/" + id), INT64.encode(cents));
            tx.put(utf8("account/" + from), INT64.encode(balance - cents));
            tx.put(utf8("account/" + to), INT64.encode(balance(tx, to) + cents));
            return Outcome.PAID;
        });
    }

    // @end

    /**
     * Sets what is in an account.
     *
     * @param account the account
     * @param cents how much
     */
    public void fill(String account, long cents) {
        scope.transact(tx -> {
            tx.put(utf8("account/" + account), INT64.encode(cents));
            return true;
        });
    }

    /**
     * Reads what is in an account.
     *
     * @param account the account
     * @return how much, in cents; 0 when there is no such account
     */
    public long balance(String account) {
        return scope.transact(tx -> balance(tx, account));
    }

    private static long balance(WriteView tx, String account) {
        byte[] cents = tx.get(utf8("account/" + account));
        return cents == null ? 0 : INT64.decode(cents);
    }

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
            Payments payments = new Payments(db);
            payments.fill("alice", 1_000);
            out.println("first try: " + payments.pay("invoice-1", "alice", "bob", 700));
            out.println("second try: " + payments.pay("invoice-1", "alice", "bob", 700));
            out.println("another: " + payments.pay("invoice-2", "alice", "bob", 700));
            out.println(
                    "alice has "
                            + payments.balance("alice")
                            + ", bob has "
                            + payments.balance("bob"));
        }
    }
}
