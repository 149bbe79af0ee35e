package io.cairn.testing.isolation;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.util.Objects;
import java.util.Random;

/**
 * Accounts between which money is moved, opened and closed; the sum over a scan, in either
 * direction, never changes.
 */
public final class BankWorkload {

    /** The money there is. */
    public static final long TOTAL = 1_000;

    private static final KeyRange ACCOUNTS = KeyRange.prefix(Bytes.utf8("account"));

    private final Database db;
    private final int accounts;

    /** Gives all money to the first account. */
    public BankWorkload(Database db, int accounts) {
        this.db = db;
        this.accounts = accounts;
        db.put(key(0), Bytes.utf8(Long.toString(TOTAL)));
    }

    /**
     * Moves some money between two accounts; an account that becomes empty is closed by deleting
     * its key.
     */
    public void transfer(Random random) {
        int from = random.nextInt(accounts);
        int to = random.nextInt(accounts);
        long amount = random.nextInt(20);
        db.transact(tx -> {
            long balance = balance(tx, from);
            if (from != to && balance > 0) {
                long moved = Math.min(amount, balance);
                set(tx, from, balance - moved);
                set(tx, to, balance(tx, to) + moved);
            }
            return null;
        });
    }

    /** Adds up all accounts in one consistent state. */
    public long total(boolean reverse) {
        return db.read(view -> sum(view, reverse));
    }

    /**
     * Adds up all accounts by a scan of a transaction that also writes, so that it is validated.
     */
    public long auditedTotal(boolean reverse) {
        return db.transact(tx -> {
            long sum = sum(tx, reverse);
            tx.put(Bytes.utf8("audit"), Bytes.utf8(Long.toString(sum)));
            return sum;
        });
    }

    private static long sum(ReadView view, boolean reverse) {
        long sum = 0;
        ScanOptions options = reverse ? ScanOptions.all().reverse() : ScanOptions.all();
        try (Cursor cursor = view.scan(ACCOUNTS, options)) {
            while (cursor.next()) {
                sum += Long.parseLong(Bytes.text(cursor.value()));
            }
        }
        return sum;
    }

    private static long balance(ReadView view, int account) {
        byte[] value = view.get(key(account));
        return value == null ? 0 : Long.parseLong(Bytes.text(Objects.requireNonNull(value)));
    }

    private static void set(WriteView view, int account, long balance) {
        if (balance == 0) {
            view.delete(key(account));
        } else {
            view.put(key(account), Bytes.utf8(Long.toString(balance)));
        }
    }

    private static byte[] key(int account) {
        return Bytes.utf8("account" + account);
    }
}
