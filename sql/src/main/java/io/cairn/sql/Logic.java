package io.cairn.sql;

import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.jspecify.annotations.Nullable;

/** Conditions with three truth values; null is unknown. Stateless. */
final class Logic {

    private Logic() {}

    static Expr compile(RexCall call, List<Expr> operands) {
        Expr first = operands.getFirst();
        return switch (call.getKind()) {
            case AND -> (run, row) -> all(operands, run, row, true);
            case OR -> (run, row) -> all(operands, run, row, false);
            case NOT -> (run, row) -> first.of(run, row) instanceof Boolean truth ? !truth : null;
            case IS_NULL -> (run, row) -> first.of(run, row) == null;
            case IS_NOT_NULL -> (run, row) -> first.of(run, row) != null;
            case IS_TRUE -> (run, row) -> Boolean.TRUE.equals(first.of(run, row));
            case IS_FALSE -> (run, row) -> Boolean.FALSE.equals(first.of(run, row));
            case IS_NOT_TRUE -> (run, row) -> !Boolean.TRUE.equals(first.of(run, row));
            case IS_NOT_FALSE -> (run, row) -> !Boolean.FALSE.equals(first.of(run, row));
            case IS_DISTINCT_FROM -> (run, row) -> !same(operands, run, row);
            case IS_NOT_DISTINCT_FROM -> (run, row) -> same(operands, run, row);
            case CASE -> choice(call, operands);
            default -> throw Errors.unsupported(call.toString());
        };
    }

    /** AND where {@code whole} is true, OR where it is false: one operand that is not decides. */
    private static @Nullable Object all(
            List<Expr> operands, Run run, @Nullable Object[] row, boolean whole) {
        boolean unknown = false;
        for (Expr operand : operands) {
            Object truth = operand.of(run, row);
            if (truth == null) {
                unknown = true;
            } else if ((Boolean) truth != whole) {
                return !whole;
            }
        }
        return unknown ? null : whole;
    }

    private static boolean same(List<Expr> operands, Run run, @Nullable Object[] row) {
        return Values.compareNullable(operands.get(0).of(run, row), operands.get(1).of(run, row))
                == 0;
    }

    private static Expr choice(RexCall call, List<Expr> operands) {
        Expr choice =
                (run, row) -> {
                    int last = operands.size() - 1;
                    for (int i = 0; i < last; i += 2) {
                        if (Boolean.TRUE.equals(operands.get(i).of(run, row))) {
                            return operands.get(i + 1).of(run, row);
                        }
                    }
                    return operands.get(last).of(run, row);
                };
        return Expressions.widened(choice, call.getType().getSqlTypeName());
    }
}
