package io.cairn.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.core.JoinRelType;
import org.jspecify.annotations.Nullable;

/**
 * Joins: keeps the rows of the right side in memory, by the values of the key, and goes through the
 * left one. Without a key each row meets each. Immutable.
 *
 * @param left the left side
 * @param right the right side
 * @param leftWidth how many columns the left side has
 * @param width how many columns both have
 * @param type which rows without a partner are kept
 * @param leftKey columns of the left side
 * @param rightKey columns of the right side that equal them
 * @param on what else has to hold
 */
record Join(
        Source left,
        Source right,
        int leftWidth,
        int width,
        JoinRelType type,
        List<Integer> leftKey,
        List<Integer> rightKey,
        List<Expr> on)
        implements Source {

    /** A row of the right side. */
    private static final class Partner {
        final @Nullable Object[] row;
        boolean met;

        Partner(@Nullable Object[] row) {
            this.row = row;
        }
    }

    @Override
    public Rows open(Run run) {
        return new Joined(run);
    }

    /** Returns what rows with the same values have in common; null when one is NULL. */
    private static @Nullable List<@Nullable Object> key(
            @Nullable Object[] row, List<Integer> columns) {
        List<@Nullable Object> key = new ArrayList<>(columns.size());
        for (int column : columns) {
            Object value = row[column];
            if (value == null) {
                return null;
            }
            key.add(Values.hashed(value));
        }
        return key;
    }

    private final class Joined implements Rows {
        private final Run run;
        private final Map<List<@Nullable Object>, List<Partner>> byKey = new HashMap<>();
        private final List<Partner> all = new ArrayList<>();
        private final Rows lefts;
        private @Nullable Object @Nullable [] current;
        private boolean met;
        private Iterator<Partner> partners = List.<Partner>of().iterator();
        private @Nullable Iterator<Partner> lonely;

        Joined(Run run) {
            this.run = run;
            try {
                read();
                lefts = left.open(run);
            } catch (RuntimeException | Error e) {
                run.release(all.size());
                throw e;
            }
        }

        private void read() {
            try (Rows rights = right.open(run)) {
                for (@Nullable Object[] row = rights.next(); row != null; row = rights.next()) {
                    List<@Nullable Object> key = key(row, rightKey);
                    if (key == null && !type.generatesNullsOnLeft()) {
                        continue;
                    }
                    Partner partner = new Partner(row);
                    all.add(partner);
                    run.hold();
                    if (key != null) {
                        byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(partner);
                    }
                }
            }
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            while (lonely == null) {
                @Nullable Object[] row = current;
                if (row == null) {
                    if (!advance()) {
                        lonely =
                                type.generatesNullsOnLeft()
                                        ? all.iterator()
                                        : List.<Partner>of().iterator();
                    }
                    continue;
                }
                while (partners.hasNext()) {
                    Partner partner = partners.next();
                    @Nullable Object[] both = both(row, partner.row);
                    if (Steps.holds(on, run, both)) {
                        met = true;
                        partner.met = true;
                        return both;
                    }
                }
                current = null;
                if (!met && type.generatesNullsOnRight()) {
                    return both(row, null);
                }
            }
            return nextLonely(lonely);
        }

        private boolean advance() {
            @Nullable Object[] row = lefts.next();
            current = row;
            met = false;
            if (row == null) {
                return false;
            }
            List<@Nullable Object> key = key(row, leftKey);
            partners =
                    (key == null ? List.<Partner>of() : byKey.getOrDefault(key, List.of()))
                            .iterator();
            return true;
        }

        private @Nullable Object @Nullable [] nextLonely(Iterator<Partner> rest) {
            while (rest.hasNext()) {
                Partner partner = rest.next();
                if (!partner.met) {
                    return both(null, partner.row);
                }
            }
            return null;
        }

        private @Nullable Object[] both(
                @Nullable Object @Nullable [] a, @Nullable Object @Nullable [] b) {
            @Nullable Object[] both = new Object[width];
            if (a != null) {
                System.arraycopy(a, 0, both, 0, leftWidth);
            }
            if (b != null) {
                System.arraycopy(b, 0, both, leftWidth, width - leftWidth);
            }
            return both;
        }

        @Override
        public void close() {
            lefts.close();
            run.release(all.size());
        }
    }
}
