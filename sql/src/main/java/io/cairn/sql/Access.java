package io.cairn.sql;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * Which keys have to be read for some conditions: those of the primary key or of an index of which
 * the most columns are known, then a range of the next. It only leaves out rows for which the
 * conditions do not hold; they are looked at again for the others. Immutable.
 *
 * @param table the table
 * @param index the index, or null for the rows themselves
 * @param known the possible values of the first columns
 * @param lower the lower bound of the next column, or null
 * @param upper the upper bound of the next column, or null
 */
record Access(
        Table table,
        @Nullable TableIndex index,
        List<List<Expr>> known,
        KnownColumns.@Nullable Bound lower,
        KnownColumns.@Nullable Bound upper) {

    private static final byte BEYOND = (byte) 0xFF;
    private static final byte NOT_NULL = 0x01;

    /** The most key ranges that a list of values may become. */
    private static final int RANGES_MAX = 10_000;

    static Access choose(Table table, List<RexNode> conditions, Expressions expressions) {
        KnownColumns known = new KnownColumns(conditions, expressions);
        Access best = of(table, null, table.primaryKey(), known);
        for (TableIndex index : table.indexes()) {
            Access other = of(table, index, index.columns(), known);
            best = other.worth() > best.worth() ? other : best;
        }
        return best;
    }

    private static Access of(
            Table table, @Nullable TableIndex index, List<Integer> columns, KnownColumns known) {
        List<List<Expr>> equal = new ArrayList<>();
        boolean several = false;
        for (int column : columns) {
            List<Expr> values = known.equal(column);
            if (values.isEmpty() || several && values.size() > 1) {
                break;
            }
            several |= values.size() > 1;
            equal.add(values);
        }
        boolean more = equal.size() < columns.size();
        int next = more ? columns.get(equal.size()) : -1;
        return new Access(
                table,
                index,
                equal,
                more ? known.lower(next) : null,
                more ? known.upper(next) : null);
    }

    /** Three for a value, one for a bound; the rows themselves come before an index. */
    private int worth() {
        int worth = known.size() * 3 + (lower == null ? 0 : 1) + (upper == null ? 0 : 1);
        return 2 * worth + (index == null ? 1 : 0);
    }

    /** Returns the columns that keys or entries begin with, and are ordered by. */
    List<Integer> columns() {
        return index == null ? table.primaryKey() : index.columns();
    }

    /** Tells whether all rows that are read have the same value in a column. */
    boolean isKnown(int column) {
        int at = columns().indexOf(column);
        return at >= 0 && at < known.size() && known.get(at).size() == 1;
    }

    /** Tells whether a row that is read may have NULL in a column. */
    boolean mayBeNull(int column) {
        int at = columns().indexOf(column);
        boolean bounded = at == known.size() && (lower != null || upper != null);
        return !table.columns().get(column).notNull()
                && !table.primaryKey().contains(column)
                && !bounded;
    }

    /** Tells whether each range is one row's key. */
    boolean isPoint() {
        return index == null && table.hasPrimaryKey() && known.size() == table.primaryKey().size();
    }

    /** Returns the ranges in the order of keys, no two alike. */
    List<KeyRange> ranges(Run run) {
        Subspace space = index == null ? Layout.rows(table) : Layout.entries(index);
        if (known.isEmpty() && lower == null && upper == null) {
            return List.of(space.range());
        }
        List<KeyRange> ranges = new ArrayList<>();
        for (byte[] prefix : prefixes(run, space)) {
            KeyRange range = isPoint() ? KeyRange.single(prefix) : range(run, prefix);
            if (range != null) {
                ranges.add(range);
            }
        }
        if (ranges.size() > RANGES_MAX) {
            return List.of(space.range());
        }
        return ranges;
    }

    private Iterable<byte[]> prefixes(Run run, Subspace space) {
        TreeSet<byte[]> prefixes = new TreeSet<>(Comparator.comparing(p -> p, Bytes::compare));
        prefixes.add(space.prefix());
        for (int i = 0; i < known.size(); i++) {
            TreeSet<byte[]> longer = new TreeSet<>(prefixes.comparator());
            ColumnType type = table.columns().get(columns().get(i)).type();
            for (Expr candidate : known.get(i)) {
                Object value = candidate.of(run, new Object[0]);
                Object key = value == null ? null : type.converted(value);
                if (key != null) {
                    prefixes.forEach(prefix -> longer.add(Tuple.of(key).pack(prefix)));
                }
            }
            prefixes = longer;
        }
        return prefixes;
    }

    private @Nullable KeyRange range(Run run, byte[] prefix) {
        if (lower == null && upper == null) {
            return KeyRange.of(prefix, with(prefix, BEYOND));
        }
        ColumnType type = table.columns().get(columns().get(known.size())).type();
        byte[] begin = with(prefix, NOT_NULL);
        byte[] end = with(prefix, BEYOND);
        if (lower != null) {
            Object value = lower.value().of(run, new Object[0]);
            if (value == null) {
                return null;
            }
            Object key = type.converted(value);
            if (key != null) {
                boolean exact = key.getClass() == value.getClass();
                begin = Tuple.of(key).pack(prefix);
                begin = lower.inclusive() || !exact ? begin : with(begin, BEYOND);
            }
        }
        if (upper != null) {
            Object value = upper.value().of(run, new Object[0]);
            if (value == null) {
                return null;
            }
            Object key = type.converted(value);
            if (key != null) {
                boolean exact = key.getClass() == value.getClass();
                end = Tuple.of(key).pack(prefix);
                end = upper.inclusive() || !exact ? with(end, BEYOND) : end;
            }
        }
        return KeyRange.of(begin, end);
    }

    /** Behind a key, 0xFF sorts after all that begins with its columns. */
    private static byte[] with(byte[] prefix, byte last) {
        byte[] longer = Arrays.copyOf(prefix, prefix.length + 1);
        longer[prefix.length] = last;
        return longer;
    }
}
