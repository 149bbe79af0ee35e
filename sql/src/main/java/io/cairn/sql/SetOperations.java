package io.cairn.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** UNION, INTERSECT and EXCEPT. Stateless. */
final class SetOperations {

    private SetOperations() {}

    /** Compiles the inputs, whose integers become fractions where another input has those. */
    private static List<Source> inputs(SetOp operation, Compiler compiler) {
        List<Source> inputs = new ArrayList<>();
        List<RelDataTypeField> fields = operation.getRowType().getFieldList();
        for (RelNode input : operation.getInputs()) {
            Source source = compiler.compile(input);
            List<Expr> values = new ArrayList<>();
            boolean widens = false;
            for (RelDataTypeField field : fields) {
                int index = field.getIndex();
                SqlTypeName type = field.getType().getSqlTypeName();
                widens |= SqlTypeName.APPROX_TYPES.contains(type);
                values.add(Expressions.widened((run, row) -> row[index], type));
            }
            inputs.add(widens ? Steps.project(source, values, List.of()) : source);
        }
        return inputs;
    }

    static Source union(SetOp union, Compiler compiler) {
        List<Source> inputs = inputs(union, compiler);
        Source all = run -> new Chain(run, inputs.iterator());
        if (union.all) {
            return all;
        }
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < union.getRowType().getFieldCount(); i++) {
            columns.add(i);
        }
        return new Aggregation(all, columns, List.of());
    }

    private static final class Chain implements Rows {
        private final Run run;
        private final Iterator<Source> inputs;
        private @Nullable Rows open;

        Chain(Run run, Iterator<Source> inputs) {
            this.run = run;
            this.inputs = inputs;
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            while (true) {
                Rows rows = open;
                if (rows == null) {
                    if (!inputs.hasNext()) {
                        return null;
                    }
                    open = inputs.next().open(run);
                    continue;
                }
                @Nullable Object[] row = rows.next();
                if (row != null) {
                    return row;
                }
                close();
            }
        }

        @Override
        public void close() {
            Rows rows = open;
            open = null;
            if (rows != null) {
                rows.close();
            }
        }
    }

    /** Compiles INTERSECT and EXCEPT: how often each row is in the first input, then the others. */
    static Source keep(SetOp operation, Compiler compiler) {
        List<Source> inputs = inputs(operation, compiler);
        boolean both = operation instanceof LogicalIntersect;
        boolean all = operation.all;
        return run -> {
            long[] held = {0};
            try {
                Map<List<@Nullable Object>, Long> left = counted(inputs.getFirst(), run, held);
                for (Source input : inputs.subList(1, inputs.size())) {
                    Map<List<@Nullable Object>, Long> other = counted(input, run, held);
                    left.replaceAll(
                            (row, n) -> remaining(n, other.getOrDefault(row, 0L), both, all));
                }
                List<@Nullable Object[]> rows = rows(inputs.getFirst(), run, left, all, held);
                return Steps.of(rows.iterator(), () -> run.release(held[0]));
            } catch (RuntimeException | Error e) {
                run.release(held[0]);
                throw e;
            }
        };
    }

    private static long remaining(long left, long other, boolean both, boolean all) {
        if (both) {
            return Math.min(left, other);
        }
        return all ? Math.max(0, left - other) : other > 0 ? 0 : left;
    }

    private static List<@Nullable Object> key(@Nullable Object[] row) {
        List<@Nullable Object> key = new ArrayList<>(row.length);
        for (Object value : row) {
            key.add(Values.hashed(value));
        }
        return key;
    }

    private static Map<List<@Nullable Object>, Long> counted(Source source, Run run, long[] held) {
        Map<List<@Nullable Object>, Long> counts = new HashMap<>();
        try (Rows rows = source.open(run)) {
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                if (counts.merge(key(row), 1L, Long::sum) == 1) {
                    run.hold();
                    held[0]++;
                }
            }
        }
        return counts;
    }

    /** Reads the first input again and takes from it what remained. */
    private static List<@Nullable Object[]> rows(
            Source source,
            Run run,
            Map<List<@Nullable Object>, Long> remaining,
            boolean all,
            long[] held) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (Rows input = source.open(run)) {
            for (@Nullable Object[] row = input.next(); row != null; row = input.next()) {
                long left = remaining.getOrDefault(key(row), 0L);
                if (left > 0) {
                    rows.add(row);
                    run.hold();
                    held[0]++;
                    remaining.put(key(row), all ? left - 1 : 0);
                }
            }
        }
        return rows;
    }
}
