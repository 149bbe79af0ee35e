package io.cairn.sql;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of plans that take one row at a time. Stateless. */
final class Steps {

    private Steps() {}

    /** Rows of a step that only differs in the next row. */
    private abstract static class Step implements Rows {
        final Rows input;

        Step(Rows input) {
            this.input = input;
        }

        @Override
        public void close() {
            input.close();
        }
    }

    /** Keeps the rows for which all conditions are true, looked at in order until one is not. */
    static Source filter(Source source, List<Expr> conditions, List<Integer> correlations) {
        return run ->
                new Step(source.open(run)) {
                    @Override
                    public @Nullable Object @Nullable [] next() {
                        @Nullable Object[] row = input.next();
                        while (row != null && !holds(conditions, correlations, run, row)) {
                            row = input.next();
                        }
                        return row;
                    }
                };
    }

    private static boolean holds(
            List<Expr> conditions, List<Integer> correlations, Run run, @Nullable Object[] row) {
        for (int correlation : correlations) {
            run.outer(correlation, row);
        }
        return holds(conditions, run, row);
    }

    static boolean holds(List<Expr> conditions, Run run, @Nullable Object[] row) {
        for (Expr condition : conditions) {
            if (!Boolean.TRUE.equals(condition.of(run, row))) {
                return false;
            }
        }
        return true;
    }

    static Source project(Source source, List<Expr> values, List<Integer> correlations) {
        return run ->
                new Step(source.open(run)) {
                    @Override
                    public @Nullable Object @Nullable [] next() {
                        @Nullable Object[] row = input.next();
                        if (row == null) {
                            return null;
                        }
                        for (int correlation : correlations) {
                            run.outer(correlation, row);
                        }
                        @Nullable Object[] projected = new Object[values.size()];
                        for (int i = 0; i < projected.length; i++) {
                            projected[i] = values.get(i).of(run, row);
                        }
                        return projected;
                    }
                };
    }

    static Source values(List<@Nullable Object[]> rows) {
        return run -> of(rows.iterator(), () -> {});
    }

    static Rows of(Iterator<@Nullable Object[]> rows, Runnable behind) {
        return new Rows() {
            @Override
            public @Nullable Object @Nullable [] next() {
                return rows.hasNext() ? rows.next() : null;
            }

            @Override
            public void close() {
                behind.run();
            }
        };
    }
}
