package io.cairn.sql;

import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.jspecify.annotations.Nullable;

/**
 * ORDER BY, LIMIT and OFFSET. With a limit it keeps no more rows in memory than twice those that
 * are asked for. Rows that are equal stay in the order in which they came. Immutable.
 *
 * @param by what to sort by; empty for the order in which rows come
 * @param offset how many rows to leave out, or null
 * @param fetch how many rows to give, or null
 */
record Sorting(List<RelFieldCollation> by, @Nullable Expr offset, @Nullable Expr fetch) {

    private static final int SLACK = 1_000;

    Source over(Source input) {
        Comparator<@Nullable Object[]> order = order();
        return run -> {
            long from = offset == null ? 0 : count(offset, run, "OFFSET");
            long most = fetch == null ? Long.MAX_VALUE : count(fetch, run, "LIMIT");
            if (most == 0) {
                return Steps.of(List.<@Nullable Object[]>of().iterator(), () -> {});
            }
            Rows rows = by.isEmpty() ? input.open(run) : sorted(input, run, order, from, most);
            return new Window(rows, from, most);
        };
    }

    private static long count(Expr expr, Run run, String what) {
        if (expr.of(run, new Object[0]) instanceof Long n && n >= 0) {
            return n;
        }
        throw new SqlException(Kind.VALUE, what + " is an integer that is not negative");
    }

    private Comparator<@Nullable Object[]> order() {
        Comparator<@Nullable Object[]> order = (_, _) -> 0;
        for (RelFieldCollation part : by) {
            int index = part.getFieldIndex();
            boolean descending = part.getDirection().isDescending();
            boolean nullsFirst = nullsFirst(part);
            order =
                    order.thenComparing(
                            (a, b) -> compare(a[index], b[index], descending, nullsFirst));
        }
        return order;
    }

    /** Tells where NULL stands; where nothing is said it is the least value. */
    static boolean nullsFirst(RelFieldCollation part) {
        return part.nullDirection == RelFieldCollation.NullDirection.FIRST
                || part.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED
                        && !part.getDirection().isDescending();
    }

    private static int compare(
            @Nullable Object a, @Nullable Object b, boolean descending, boolean nullsFirst) {
        if (a == null || b == null) {
            return a == b ? 0 : (a == null) == nullsFirst ? -1 : 1;
        }
        return descending ? Values.compare(b, a) : Values.compare(a, b);
    }

    private static Rows sorted(
            Source input, Run run, Comparator<@Nullable Object[]> order, long from, long most) {
        long wanted = from > Long.MAX_VALUE - most ? Long.MAX_VALUE : from + most;
        long room = wanted > Integer.MAX_VALUE / 4 ? Long.MAX_VALUE : 2 * wanted + SLACK;
        List<@Nullable Object[]> kept = new ArrayList<>();
        try (Rows rows = input.open(run)) {
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                kept.add(row);
                run.hold();
                if (kept.size() >= room) {
                    kept.sort(order);
                    run.release(kept.size() - wanted);
                    kept.subList((int) wanted, kept.size()).clear();
                }
            }
        } catch (RuntimeException | Error e) {
            run.release(kept.size());
            throw e;
        }
        kept.sort(order);
        return Steps.of(kept.iterator(), () -> run.release(kept.size()));
    }

    /** Some rows in the middle of others. */
    private static final class Window implements Rows {
        private final Rows rows;
        private long skipped;
        private long left;

        Window(Rows rows, long from, long most) {
            this.rows = rows;
            this.skipped = from;
            this.left = most;
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            for (; skipped > 0; skipped--) {
                if (rows.next() == null) {
                    left = 0;
                    skipped = 0;
                    break;
                }
            }
            return left-- > 0 ? rows.next() : null;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
