package io.cairn.layer.nstore;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of one pattern, again and again as the variables bound before it change: one scan
 * each time, or one read when every column is known. Used by one thread.
 */
final class Lookup {

    private final ReadView view;
    private final Terms terms;
    private final @Nullable Object[] elements;
    private final Subspace index;
    private final int[] order;
    private final int known;

    /** For each column that is not known, in the index's order, the first one of its variable. */
    private final int[] first;

    private final boolean repeats;

    /** The columns that are not known are all variables of the query, in their order. */
    private final boolean whole;

    private @Nullable Cursor cursor;
    private int prefixBytes;
    private boolean present;
    private boolean delivered;

    /**
     * Prepares.
     *
     * @param bound the variables that are bound before this lookup
     * @param elements what variables stand for, by number; shared by the lookups of a query
     */
    Lookup(ReadView view, Indexes indexes, Terms terms, BitSet bound, @Nullable Object[] elements) {
        this.view = view;
        this.terms = terms;
        this.elements = elements;
        int set = terms.known(bound);
        int serving = indexes.serving(set);
        index = indexes.subspace(serving);
        order = indexes.order(serving);
        known = Integer.bitCount(set);
        first = new int[order.length - known];
        boolean same = false;
        boolean ordered = first.length == elements.length;
        for (int i = 0; i < first.length; i++) {
            first[i] = i;
            ordered &= variable(i) == i;
            for (int before = i - 1; before >= 0; before--) {
                if (variable(before) == variable(i)) {
                    first[i] = before;
                    same = true;
                }
            }
        }
        repeats = same;
        whole = ordered;
    }

    private int variable(int unknown) {
        return terms.variable(order[known + unknown]);
    }

    /** The known columns, packed. */
    private byte[] prefix() {
        @Nullable Object[] values = new Object[known];
        for (int i = 0; i < known; i++) {
            values[i] = terms.element(order[i], elements);
        }
        return index.pack(Tuple.of(values));
    }

    /** Returns how many rows have the known columns, at most {@code max}. */
    int size(int max) {
        byte[] prefix = prefix();
        if (first.length == 0) {
            return view.exists(prefix) ? 1 : 0;
        }
        int size = 0;
        try (Cursor rows =
                view.scan(Subspace.ofPrefix(prefix).range(), ScanOptions.all().limit(max))) {
            while (rows.next()) {
                size++;
            }
        }
        return size;
    }

    /** Begins with the variables bound as they are. */
    void open() {
        close();
        byte[] prefix = prefix();
        if (first.length == 0) {
            present = view.exists(prefix);
        } else {
            prefixBytes = prefix.length;
            cursor = view.scan(Subspace.ofPrefix(prefix).range());
        }
    }

    /** Moves to the next row that matches. */
    boolean next() {
        if (cursor == null) {
            boolean found = present;
            present = false;
            return found;
        }
        while (cursor.next()) {
            delivered = false;
            if (!repeats || unified()) {
                return true;
            }
        }
        return false;
    }

    private boolean unified() {
        Tuple unknown = unknown();
        for (int i = 0; i < first.length; i++) {
            if (first[i] != i && !Arrays.equals(packed(unknown, i), packed(unknown, first[i]))) {
                return false;
            }
        }
        deliver(unknown);
        return true;
    }

    private static byte[] packed(Tuple tuple, int at) {
        return tuple.slice(at, at + 1).pack();
    }

    /** Binds the variables of the row. Done on demand: who only counts rows need not unpack. */
    void deliver() {
        if (cursor != null && !delivered) {
            deliver(unknown());
        }
    }

    /** Returns what all variables of the query stand for when this lookup is its last. */
    Tuple answer() {
        if (whole && cursor != null) {
            return unknown();
        }
        deliver();
        return Tuple.of(elements);
    }

    private void deliver(Tuple unknown) {
        for (int i = 0; i < first.length; i++) {
            elements[variable(i)] = unknown.get(i);
        }
        delivered = true;
    }

    /** Unpacks the columns that are not known. */
    private Tuple unknown() {
        Cursor row = Objects.requireNonNull(cursor, "cursor");
        Tuple unknown;
        try {
            unknown = Tuple.unpack(row.key(), prefixBytes);
        } catch (InvalidArgumentException | LimitException e) {
            throw foreign(row, e);
        }
        if (unknown.size() != first.length) {
            throw foreign(row, null);
        }
        return unknown;
    }

    private CorruptionException foreign(Cursor row, @Nullable Exception cause) {
        return new CorruptionException(
                ErrorCode.FORMAT,
                "a key among those of the store is no row of it; keep other keys out of its"
                        + " subspace and open it with its own number of columns",
                cause,
                "key",
                Bytes.describe(row.key()),
                "columns",
                order.length);
    }

    /** Ends. Doing it again does nothing. */
    void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
        present = false;
    }
}
