package io.cairn.layer.nstore;

import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionScope;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A set of rows with a fixed number of columns, each row with a value. Rows are found by any of
 * their columns, with one scan for each {@link Pattern}; patterns that share a {@link Variable} are
 * joined.
 *
 * <p>Every row is a key in each of C(n, n/2) indexes: 3 for three columns, 10 for five, 252 for
 * ten. Writes cost that many keys.
 *
 * <p>A subspace keeps the number of columns as long as it has rows: every operation throws {@link
 * InvalidArgumentException} when they have another number than the store was made with.
 *
 * <p>Thread-safe, never closed. Every operation is one transaction, or a part of the one it is
 * given.
 */
public final class NStore {

    /** The most columns. */
    public static final int COLUMNS_MAX = 10;

    private final Subspace subspace;
    private final Indexes indexes;
    private final ColumnCount columns;

    /**
     * Makes a store. Nothing is read or written.
     *
     * @param keyspace where it keeps its keys
     * @param subspace what they begin with; no other keys may
     * @param columns how many columns its rows have, 1 to {@link #COLUMNS_MAX}
     * @throws InvalidArgumentException when it cannot have so many columns
     */
    public NStore(Keyspace keyspace, Subspace subspace, int columns) {
        Objects.requireNonNull(keyspace, "keyspace");
        this.subspace = Objects.requireNonNull(subspace, "subspace");
        if (columns < 1 || columns > COLUMNS_MAX) {
            throw new InvalidArgumentException(
                    "a store cannot have this number of columns",
                    "columns",
                    columns,
                    "min",
                    1,
                    "max",
                    COLUMNS_MAX);
        }
        indexes = new Indexes(subspace, columns);
        this.columns = new ColumnCount(keyspace, subspace, columns);
    }

    /**
     * Returns how many columns rows have.
     *
     * @return the number of columns
     */
    public int columns() {
        return indexes.columns();
    }

    /**
     * Returns how many keys a row takes.
     *
     * @return the number of indexes
     */
    public int indexes() {
        return indexes.count();
    }

    /**
     * Adds a row with an empty value, or empties the value of a present one.
     *
     * @param scope where it happens
     * @param row the row
     * @throws InvalidArgumentException when the row has another number of columns, or cannot be
     *     packed
     */
    public void add(TransactionScope scope, Tuple row) {
        add(scope, row, Bytes.EMPTY);
    }

    /**
     * Adds a row, or replaces the value of a present one. Reads nothing.
     *
     * @param scope where it happens
     * @param row the row
     * @param value the row's value
     * @throws InvalidArgumentException when the row has another number of columns, or cannot be
     *     packed
     */
    public void add(TransactionScope scope, Tuple row, byte[] value) {
        addAll(scope, List.of(row), value);
    }

    /**
     * Adds rows, or replaces the values of present ones.
     *
     * @param scope where it happens
     * @param rows the rows
     * @param value the value of each
     * @throws InvalidArgumentException when a row has another number of columns, or cannot be
     *     packed; nothing is added then
     */
    public void addAll(TransactionScope scope, List<Tuple> rows, byte[] value) {
        Objects.requireNonNull(value, "value");
        List<Entry> entries = new ArrayList<>(rows.size() * indexes.count());
        for (Tuple row : rows) {
            byte[][] keys = indexes.keys(checked(row));
            for (int index = 0; index < keys.length; index++) {
                entries.add(new Entry(keys[index], index == 0 ? value : Bytes.EMPTY));
            }
        }
        scope.transact(tx -> {
            columns.write(tx).putAll(entries);
            return null;
        });
    }

    /**
     * Removes a row with its value; removing an absent row is not an error. Reads nothing.
     *
     * @param scope where it happens
     * @param row the row
     * @throws InvalidArgumentException when the row has another number of columns, or cannot be
     *     packed
     */
    public void remove(TransactionScope scope, Tuple row) {
        removeAll(scope, List.of(row));
    }

    /**
     * Removes rows with their values; absent ones are no error.
     *
     * @param scope where it happens
     * @param rows the rows
     * @throws InvalidArgumentException when a row has another number of columns, or cannot be
     *     packed; nothing is removed then
     */
    public void removeAll(TransactionScope scope, List<Tuple> rows) {
        List<byte[]> keys = new ArrayList<>(rows.size() * indexes.count());
        for (Tuple row : rows) {
            keys.addAll(List.of(indexes.keys(checked(row))));
        }
        scope.transact(tx -> {
            columns.write(tx).deleteAll(keys);
            return null;
        });
    }

    /**
     * Removes all rows.
     *
     * @param scope where it happens
     */
    public void clear(TransactionScope scope) {
        scope.transact(tx -> {
            columns.write(tx).deleteRange(subspace.range());
            return null;
        });
    }

    /**
     * Reads a row's value.
     *
     * @param scope where it happens
     * @param row the row
     * @return the value, owned by the caller, or null when the row is absent
     * @throws InvalidArgumentException when the row has another number of columns, or cannot be
     *     packed
     */
    public byte @Nullable [] get(TransactionScope scope, Tuple row) {
        return scope.<byte @Nullable [], RuntimeException>read(view -> getIn(view, row));
    }

    /**
     * As {@link #get}, in a given state.
     *
     * @param view a snapshot, a transaction, or what a body of {@link TransactionScope#read} is
     *     given
     * @param row the row
     * @return the value, owned by the caller, or null when the row is absent
     * @throws InvalidArgumentException as {@link #get}
     */
    public byte @Nullable [] getIn(ReadView view, Tuple row) {
        return columns.read(view).get(indexes.key(checked(row)));
    }

    /**
     * Tells whether a row is present.
     *
     * @param scope where it happens
     * @param row the row
     * @return true when it is
     * @throws InvalidArgumentException when the row has another number of columns, or cannot be
     *     packed
     */
    public boolean contains(TransactionScope scope, Tuple row) {
        byte[] key = indexes.key(checked(row));
        return scope.read(view -> columns.read(view).exists(key));
    }

    /**
     * Tells which of some rows are present.
     *
     * @param scope where it happens
     * @param rows the rows
     * @return bit i is set when row i is
     * @throws InvalidArgumentException when a row has another number of columns, or cannot be
     *     packed
     */
    public BitSet containsAll(TransactionScope scope, List<Tuple> rows) {
        List<byte[]> keys = rows.stream().map(row -> indexes.key(checked(row))).toList();
        return scope.read(view -> columns.read(view).existsAll(keys));
    }

    /**
     * Counts the rows by walking them.
     *
     * @param scope where it happens
     * @return the exact number
     */
    public long count(TransactionScope scope) {
        return scope.read(view -> columns.read(view).count(indexes.subspace(0).range()));
    }

    /**
     * Finds all ways to make every pattern a row of the store by giving elements to variables. A
     * pattern without variables gives one empty binding when its row is present, else none.
     *
     * <p>The order in which patterns are written decides the order of the variables in a binding
     * and not what is looked up first.
     *
     * @param scope a {@link Database}, of which the newest state is read, or a {@link Transaction}
     * @param patterns what is asked, 1 to 64 patterns
     * @return the answers, found one by one; the caller closes the cursor
     * @throws InvalidArgumentException when there is no pattern, when one has another number of
     *     columns or cannot be packed, or when the scope is something else
     * @throws io.cairn.error.LimitException when there are too many patterns, or too many cursors
     *     or snapshots are open
     */
    public BindingCursor query(TransactionScope scope, Pattern... patterns) {
        return where(scope, Binding.empty(), patterns);
    }

    /**
     * As {@link #query}, with elements given to some variables: asks what else is true of an
     * answer.
     *
     * @param scope a {@link Database}, of which the newest state is read, or a {@link Transaction}
     * @param known what some variables stand for; it is a part of every answer
     * @param patterns what is asked, 1 to 64 patterns
     * @return the answers, found one by one; the caller closes the cursor
     * @throws InvalidArgumentException as {@link #query}
     * @throws io.cairn.error.LimitException as {@link #query}
     */
    public BindingCursor where(TransactionScope scope, Binding known, Pattern... patterns) {
        return Query.of(columns(), known, patterns).open(scope, this::rows);
    }

    /**
     * Returns the first answers of a query.
     *
     * @param scope where it happens
     * @param limit the most answers, all of which are in memory at once
     * @param patterns what is asked, 1 to 64 patterns
     * @return the answers, in the order of {@link #query}; a list that cannot be changed
     * @throws InvalidArgumentException when the limit is negative, or as {@link #query}
     * @throws io.cairn.error.LimitException as {@link #query}
     */
    public List<Binding> list(TransactionScope scope, int limit, Pattern... patterns) {
        Query query = Query.of(columns(), Binding.empty(), patterns);
        return scope.read(view -> query.list(view, limit, this::rows));
    }

    /**
     * Returns the rows of one state, to be walked or to put a {@link Query} to.
     *
     * @param view a snapshot, a transaction, or what a body of {@link TransactionScope#read} is
     *     given
     * @return the rows, valid as long as the view
     * @throws InvalidArgumentException when the store was made with another number of columns
     */
    public RowSource rows(ReadView view) {
        ReadView in = columns.read(view);
        return (pattern, limit) -> IndexRows.open(in, indexes, pattern, limit);
    }

    private Tuple checked(Tuple row) {
        if (row.size() != indexes.columns()) {
            throw new InvalidArgumentException(
                    "the row has another number of columns than the store",
                    "columns",
                    row.size(),
                    "expected",
                    indexes.columns());
        }
        return row;
    }
}
