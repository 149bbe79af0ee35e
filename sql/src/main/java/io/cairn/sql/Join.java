package io.cairn.sql;

import java.util.Iterator;
import java.util.List;
import org.apache.calcite.rel.core.JoinRelType;
import org.jspecify.annotations.Nullable;

/**
 * Joins: goes through the rows of the left side and finds their partners of the right one, by the
 * values of the key, see {@link RightSide}. Without a key each row meets each. Immutable.
 *
 * @param left the left side
 * @param right the right side
 * @param leftWidth how many columns the left side has
 * @param width how many columns both have
 * @param type which rows without a partner are kept
 * @param leftKey columns of the left side
 * @param rightKey columns of the right side that equal them
 * @param on what else has to hold
 * @param lookup reads the partners of one row; null when only all can be read, or all are needed
 */
record Join(
        Source left,
        Source right,
        int leftWidth,
        int width,
        JoinRelType type,
        List<Integer> leftKey,
        List<Integer> rightKey,
        List<Expr> on,
        @Nullable Lookup lookup)
        implements Source {

    private static final List<RightSide.Partner> NONE = List.of();

    /**
     * Reads the rows of the right side whose key is that of one row of the left side.
     *
     * @param source the rows
     * @param correlation the number under which they see the row of the left side
     */
    record Lookup(Source source, int correlation) {}

    @Override
    public Rows open(Run run) {
        return new Joined(run);
    }

    private final class Joined implements Rows {
        private final Run run;
        private final RightSide rights;
        private final Rows lefts;
        private @Nullable Object @Nullable [] current;
        private boolean met;
        private Iterator<RightSide.Partner> partners = NONE.iterator();
        private @Nullable Iterator<RightSide.Partner> lonely;

        Joined(Run run) {
            this.run = run;
            rights = new RightSide(Join.this, run);
            try {
                lefts = left.open(run);
            } catch (RuntimeException | Error e) {
                rights.close();
                throw e;
            }
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            while (lonely == null) {
                @Nullable Object[] row = current;
                if (row == null) {
                    if (!advance()) {
                        lonely = type.generatesNullsOnLeft() ? rights.all() : NONE.iterator();
                    }
                    continue;
                }
                while (partners.hasNext()) {
                    RightSide.Partner partner = partners.next();
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
            partners = rights.partners(row);
            return true;
        }

        private @Nullable Object @Nullable [] nextLonely(Iterator<RightSide.Partner> rest) {
            while (rest.hasNext()) {
                RightSide.Partner partner = rest.next();
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
            try (RightSide closed = rights) {
                lefts.close();
            }
        }
    }
}
