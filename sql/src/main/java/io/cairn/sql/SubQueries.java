package io.cairn.sql;

import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlException.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexSubQuery;
import org.jspecify.annotations.Nullable;

/**
 * Subqueries in expressions: run for each row as SQL defines them, or once when they do not refer
 * to the row. Stateless.
 */
final class SubQueries {

    /** The rows of a subquery that is run once, with the values of its only column. */
    private record Answer(
            List<@Nullable Object[]> rows, Set<@Nullable Object> values, boolean hasNull) {}

    private SubQueries() {}

    static Expr compile(RexSubQuery query, Compiler compiler, Expressions expressions) {
        List<Expr> operands = expressions.compile(query.getOperands());
        for (int i = 0; i < operands.size(); i++) {
            Families.check(
                    query.getOperands().get(i).getType(),
                    query.rel.getRowType().getFieldList().get(i).getType());
        }
        Compiler.Inner inner = compiler.inner(query.rel);
        Source source = inner.source();
        return switch (query.getKind()) {
            case EXISTS -> once(inner, (run, row) -> exists(source, run));
            case SCALAR_QUERY -> once(inner, (run, row) -> single(source, run));
            case IN ->
                    inner.correlated()
                            ? (run, row) -> inNow(values(operands, run, row), source, run)
                            : (run, row) ->
                                    in(
                                            values(operands, run, row),
                                            run.once(
                                                    source,
                                                    Answer.class,
                                                    () -> answer(source, run)));
            default -> throw Errors.unsupported("a subquery with " + query.getOperator());
        };
    }

    /** Remembers the value in the run when it is the same for all rows. */
    private static Expr once(Compiler.Inner inner, Expr value) {
        if (inner.correlated()) {
            return value;
        }
        return (run, row) ->
                run.once(inner, Object[].class, () -> new Object[] {value.of(run, row)})[0];
    }

    private static boolean exists(Source source, Run run) {
        try (Rows rows = source.open(run)) {
            return rows.next() != null;
        }
    }

    private static @Nullable Object single(Source source, Run run) {
        try (Rows rows = source.open(run)) {
            @Nullable Object[] row = rows.next();
            if (row != null && rows.next() != null) {
                throw new SqlException(
                        Kind.VALUE, "a subquery that stands for a value has more than one row");
            }
            return row == null ? null : row[0];
        }
    }

    private static @Nullable Object[] values(List<Expr> operands, Run run, @Nullable Object[] row) {
        @Nullable Object[] values = new Object[operands.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = operands.get(i).of(run, row);
        }
        return values;
    }

    private static Answer answer(Source source, Run run) {
        List<@Nullable Object[]> found = new ArrayList<>();
        Set<@Nullable Object> values = new HashSet<>();
        boolean hasNull = false;
        try (Rows rows = source.open(run)) {
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                if (row.length > 1) {
                    found.add(row);
                    run.hold();
                } else if (row[0] == null) {
                    hasNull = true;
                } else if (values.add(Values.hashed(row[0]))) {
                    run.hold();
                }
            }
        }
        return new Answer(found, values, hasNull);
    }

    /** Runs the subquery and forgets its rows again. */
    private static @Nullable Boolean inNow(@Nullable Object[] values, Source source, Run run) {
        Answer answer = answer(source, run);
        run.release(answer.rows.size() + answer.values.size());
        return in(values, answer);
    }

    /** Tells whether values are among the rows; unknown when a NULL leaves it open. */
    private static @Nullable Boolean in(@Nullable Object[] values, Answer answer) {
        if (values.length == 1) {
            if (values[0] == null) {
                return answer.values.isEmpty() && !answer.hasNull ? false : null;
            }
            return answer.values.contains(Values.hashed(values[0]))
                    ? Boolean.TRUE
                    : answer.hasNull ? null : Boolean.FALSE;
        }
        boolean unknown = false;
        for (@Nullable Object[] row : answer.rows) {
            boolean differs = false;
            boolean open = false;
            for (int i = 0; i < values.length; i++) {
                Object a = values[i];
                Object b = row[i];
                if (a == null || b == null) {
                    open = true;
                } else {
                    differs |= Values.compare(a, b) != 0;
                }
            }
            if (!differs && !open) {
                return true;
            }
            unknown |= !differs;
        }
        return unknown ? null : false;
    }
}
