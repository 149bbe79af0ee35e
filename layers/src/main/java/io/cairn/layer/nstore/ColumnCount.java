package io.cairn.layer.nstore;

import io.cairn.api.Cursor;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.RequestException;
import io.cairn.layer.tuple.Subspace;
import java.util.List;

/**
 * Refuses a subspace whose rows have another number of columns, which keys begin with. It looks at
 * the first and the last key, until it has once seen rows of its own number. While there are none,
 * a transaction that writes depends on nobody else writing the first one. Thread-safe.
 */
final class ColumnCount {

    private static final List<ScanOptions> ENDS =
            List.of(ScanOptions.all().limit(1), ScanOptions.all().limit(1).reverse());
    private static final long NONE = -1;

    private final Keyspace keyspace;
    private final Subspace subspace;
    private final int columns;
    private volatile boolean seen;

    /**
     * The transaction that last found no rows at all. It need not look again, and what it would see
     * may be its own, which it can still abort.
     */
    private volatile long first = NONE;

    ColumnCount(Keyspace keyspace, Subspace subspace, int columns) {
        this.keyspace = keyspace;
        this.subspace = subspace;
        this.columns = columns;
    }

    /** Returns the view in which rows are read. */
    ReadView read(ReadView view) {
        if (view instanceof Transaction tx) {
            seen = seen || (first != tx.id() && look(tx.untracked()));
        } else {
            seen = seen || look(view);
        }
        return view.in(keyspace);
    }

    /** Returns the view in which rows are written. */
    WriteView write(Transaction tx) {
        if (!seen && first != tx.id()) {
            seen = look(tx.untracked());
            if (!seen) {
                tx.track(keyspace, subspace.range());
                first = tx.id();
            }
        }
        return tx.in(keyspace);
    }

    private boolean look(ReadView view) {
        boolean found = false;
        for (ScanOptions end : ENDS) {
            try (Cursor cursor = view.in(keyspace).scan(subspace.range(), end)) {
                if (cursor.next()) {
                    check(cursor.key());
                    found = true;
                }
            }
        }
        return found;
    }

    private void check(byte[] key) {
        long stored;
        try {
            stored = subspace.unpack(key).integer(0);
        } catch (RequestException e) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "a key among those of the store is no row; keep other keys out of its subspace",
                    e,
                    "key",
                    Bytes.describe(key));
        }
        if (stored != columns) {
            throw new InvalidArgumentException(
                    "the store was made with another number of columns",
                    "columns",
                    columns,
                    "stored",
                    stored);
        }
    }
}
