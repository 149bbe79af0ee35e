package io.cairn.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/** What conditions say about single columns. Used by one thread. */
final class KnownColumns {

    /**
     * An end of a range.
     *
     * @param value the value at the end
     * @param inclusive whether it is inside
     */
    record Bound(Expr value, boolean inclusive) {}

    private final Expressions expressions;
    private final Map<Integer, List<Expr>> equal = new HashMap<>();
    private final Map<Integer, Bound> lower = new HashMap<>();
    private final Map<Integer, Bound> upper = new HashMap<>();

    KnownColumns(List<RexNode> conditions, Expressions expressions) {
        this.expressions = expressions;
        for (RexNode condition : conditions) {
            RelOptUtil.conjunctions(condition).forEach(this::add);
        }
    }

    /** Returns the values of which the column has one; none when it is not known. */
    List<Expr> equal(int column) {
        return equal.getOrDefault(column, List.of());
    }

    @Nullable Bound lower(int column) {
        return lower.get(column);
    }

    @Nullable Bound upper(int column) {
        return upper.get(column);
    }

    private void add(RexNode condition) {
        if (!(condition instanceof RexCall call) || call.getOperands().size() < 2) {
            return;
        }
        if (call.getKind() == SqlKind.OR) {
            addList(call);
            return;
        }
        RexNode left = Conditions.uncast(call.getOperands().get(0));
        RexNode right = Conditions.uncast(call.getOperands().get(1));
        if (left instanceof RexInputRef ref && Conditions.isConstant(right)) {
            add(ref.getIndex(), call.getKind(), right);
        } else if (right instanceof RexInputRef ref && Conditions.isConstant(left)) {
            add(ref.getIndex(), call.getKind().reverse(), left);
        }
    }

    private void add(int column, SqlKind kind, RexNode constant) {
        Expr value = expressions.compile(constant);
        switch (kind) {
            case EQUALS -> {
                // Of a list and a single value the single one says more.
                if (equal(column).size() != 1) {
                    equal.put(column, List.of(value));
                }
            }
            case GREATER_THAN -> lower.putIfAbsent(column, new Bound(value, false));
            case GREATER_THAN_OR_EQUAL -> lower.putIfAbsent(column, new Bound(value, true));
            case LESS_THAN -> upper.putIfAbsent(column, new Bound(value, false));
            case LESS_THAN_OR_EQUAL -> upper.putIfAbsent(column, new Bound(value, true));
            default -> {}
        }
    }

    /** Takes an IN, which the planner has made an OR of equalities. */
    private void addList(RexCall call) {
        List<Expr> values = new ArrayList<>();
        int column = -1;
        for (RexNode part : RelOptUtil.disjunctions(call)) {
            if (!(part instanceof RexCall equality)
                    || equality.getKind() != SqlKind.EQUALS
                    || !(Conditions.uncast(equality.getOperands().get(0))
                            instanceof RexInputRef ref)
                    || !Conditions.isConstant(equality.getOperands().get(1))
                    || column >= 0 && column != ref.getIndex()) {
                return;
            }
            column = ref.getIndex();
            values.add(expressions.compile(equality.getOperands().get(1)));
        }
        equal.putIfAbsent(column, values);
    }
}
