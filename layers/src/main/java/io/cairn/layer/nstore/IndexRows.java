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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows that have a pattern's constants: a scan of the index in which those come first, of which
 * nothing but the other columns is unpacked. Used by one thread.
 */
final class IndexRows extends RowCursor {

    private final Cursor cursor;
    private final Pattern pattern;
    private final int prefixBytes;
    private final int[] columns;

    private IndexRows(Cursor cursor, Pattern pattern, int prefixBytes, int[] columns) {
        this.cursor = cursor;
        this.pattern = pattern;
        this.prefixBytes = prefixBytes;
        this.columns = columns;
    }

    /** Opens one; when every column is known it is one read and no scan. */
    static RowCursor open(ReadView view, Indexes indexes, Pattern pattern, long limit) {
        int set = pattern.known();
        int index = indexes.serving(set);
        int[] order = indexes.order(index);
        @Nullable Object[] known = new Object[Integer.bitCount(set)];
        for (int i = 0; i < known.length; i++) {
            known[i] = pattern.term(order[i]);
        }
        byte[] prefix = indexes.subspace(index).key(known);
        if (known.length == order.length) {
            return new OneRow(pattern.constants(), view.exists(prefix));
        }
        Cursor cursor =
                view.scan(
                        Subspace.ofPrefix(prefix).range(),
                        limit == Long.MAX_VALUE
                                ? ScanOptions.all()
                                : ScanOptions.all().limit(limit));
        int[] others = Arrays.copyOfRange(order, known.length, order.length);
        return new IndexRows(cursor, pattern, prefix.length, others);
    }

    @Override
    public boolean next() {
        return cursor.next();
    }

    @Override
    public Tuple row() {
        Tuple part = part();
        @Nullable Object[] row = pattern.constants().elements().toArray();
        for (int i = 0; i < columns.length; i++) {
            row[columns[i]] = part.get(i);
        }
        return Tuple.of(row);
    }

    @Override
    int[] columns() {
        return columns;
    }

    @Override
    Tuple part() {
        return later().get();
    }

    @Override
    Supplier<Tuple> later() {
        return new Part(cursor.key(), prefixBytes, columns.length);
    }

    @Override
    public void close() {
        cursor.close();
    }

    /**
     * What is behind the known columns of a key.
     *
     * @param columns how many columns that must be
     */
    private record Part(byte[] key, int prefixBytes, int columns) implements Supplier<Tuple> {

        @Override
        public Tuple get() {
            Tuple part;
            try {
                part = Tuple.unpack(key, prefixBytes);
            } catch (InvalidArgumentException | LimitException e) {
                throw foreign(e);
            }
            if (part.size() != columns) {
                throw foreign(null);
            }
            return part;
        }

        private CorruptionException foreign(@Nullable Exception cause) {
            return new CorruptionException(
                    ErrorCode.FORMAT,
                    "a key among those of the store is no row of it; keep other keys out of its"
                            + " subspace",
                    cause,
                    "key",
                    Bytes.describe(key),
                    "columns",
                    columns);
        }
    }

    /** The row that a pattern without variables is, if it is there. */
    private static final class OneRow extends RowCursor {

        private static final int[] NONE = {};

        private final Tuple row;
        private boolean ahead;

        OneRow(Tuple row, boolean present) {
            this.row = row;
            ahead = present;
        }

        @Override
        public boolean next() {
            boolean found = ahead;
            ahead = false;
            return found;
        }

        @Override
        public Tuple row() {
            return row;
        }

        @Override
        int[] columns() {
            return NONE;
        }

        @Override
        Tuple part() {
            return Tuple.empty();
        }

        @Override
        public void close() {
            ahead = false;
        }
    }
}
