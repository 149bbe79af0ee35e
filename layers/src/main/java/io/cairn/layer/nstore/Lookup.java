package io.cairn.layer.nstore;

import io.cairn.layer.tuple.Tuple;
import java.util.BitSet;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of one pattern, again and again as the variables bound before it change. Used by
 * one thread.
 */
final class Lookup {

    private final RowSource rows;
    private final Terms terms;
    private final @Nullable Object[] elements;

    /** The columns that are known before a lookup, a bit for each. */
    private final int known;

    private @Nullable RowCursor cursor;

    /** Which columns the cursor delivers. */
    private int[] columns = {};

    /** For each of them, where its variable stands first; itself when it is none to bind. */
    private int[] first = {};

    private boolean repeats;

    /** The delivered columns are all variables of the query, in their order. */
    private boolean whole;

    private boolean delivered;

    /**
     * Prepares.
     *
     * @param bound the variables that are bound before this lookup
     * @param elements what variables stand for, by number; shared by the lookups of a query
     */
    Lookup(RowSource rows, Terms terms, BitSet bound, @Nullable Object[] elements) {
        this.rows = rows;
        this.terms = terms;
        this.elements = elements;
        known = terms.known(bound);
    }

    /** Returns how many rows have the known columns, at most {@code max}. */
    int size(int max) {
        int size = 0;
        try (RowCursor counted = rows.scan(terms.pattern(known, elements), max)) {
            while (size < max && counted.next()) {
                size++;
            }
        }
        return size;
    }

    /** Begins with the variables bound as they are. */
    void open() {
        close();
        RowCursor opened = rows.scan(terms.pattern(known, elements), Long.MAX_VALUE);
        cursor = opened;
        int[] delivers = opened.columns();
        if (first.length == 0) {
            shape(delivers == null ? IntStream.range(0, terms.columns()).toArray() : delivers);
        }
    }

    /** Every cursor of a lookup delivers the same columns, since the same ones are known. */
    private void shape(int[] delivers) {
        columns = delivers;
        first = new int[columns.length];
        whole = columns.length == elements.length;
        for (int i = 0; i < columns.length; i++) {
            first[i] = i;
            whole &= variable(i) == i;
            for (int before = i - 1; before >= 0; before--) {
                if (variable(i) >= 0 && variable(before) == variable(i)) {
                    first[i] = before;
                    repeats = true;
                }
            }
        }
    }

    /** Returns the variable that a delivered column binds; negative when it binds none. */
    private int variable(int i) {
        return (known & 1 << columns[i]) == 0 ? terms.variable(columns[i]) : -1;
    }

    /** Moves to the next row that matches. */
    boolean next() {
        RowCursor open = opened();
        while (open.next()) {
            delivered = false;
            if (!repeats || unified(open.part())) {
                return true;
            }
        }
        return false;
    }

    private RowCursor opened() {
        return Objects.requireNonNull(cursor, "cursor");
    }

    private boolean unified(Tuple part) {
        for (int i = 0; i < first.length; i++) {
            if (first[i] != i && !Pattern.same(part, i, part, first[i])) {
                return false;
            }
        }
        deliver(part);
        return true;
    }

    /** Binds the variables of the row. Done on demand: who only counts rows need not unpack. */
    void deliver() {
        if (!delivered) {
            deliver(opened().part());
        }
    }

    private void deliver(Tuple part) {
        for (int i = 0; i < first.length; i++) {
            if (variable(i) >= 0) {
                elements[variable(i)] = part.get(i);
            }
        }
        delivered = true;
    }

    /** Returns what all variables of the query stand for when this lookup is its last. */
    Supplier<Tuple> answer() {
        if (whole) {
            return opened().later();
        }
        deliver();
        Tuple answer = Tuple.of(elements);
        return () -> answer;
    }

    /** Ends. Doing it again does nothing. */
    void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
