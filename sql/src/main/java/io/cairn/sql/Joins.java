package io.cairn.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/** Splits the conditions of a join: some go to its sides, equalities become its key. Used once. */
final class Joins {

    private final LogicalJoin join;
    private final int left;
    private final int width;
    private final List<RexNode> toLeft = new ArrayList<>();
    private final List<RexNode> toRight = new ArrayList<>();
    private final List<RexNode> on = new ArrayList<>();
    private final List<RexNode> above = new ArrayList<>();
    private final List<Integer> leftKey = new ArrayList<>();
    private final List<Integer> rightKey = new ArrayList<>();

    private Joins(LogicalJoin join) {
        this.join = join;
        this.left = join.getLeft().getRowType().getFieldCount();
        this.width = left + join.getRight().getRowType().getFieldCount();
    }

    static Source compile(LogicalJoin join, List<RexNode> conditions, Compiler compiler) {
        JoinRelType type = join.getJoinType();
        switch (type) {
            case INNER, LEFT, RIGHT, FULL -> {}
            default -> throw Errors.unsupported("a join of type " + type);
        }
        if (!join.getVariablesSet().isEmpty()) {
            throw Errors.unsupported("a subquery in ON that refers to the joined tables");
        }
        Joins joins = new Joins(join);
        joins.split(conditions);
        Source left = compiler.compile(join.getLeft(), joins.toLeft);
        Source right = compiler.compile(join.getRight(), joins.toRight);
        Join.Lookup lookup = joins.lookup(compiler);
        Source joined =
                new Join(
                        left,
                        right,
                        joins.left,
                        joins.width,
                        type,
                        joins.leftKey,
                        joins.rightKey,
                        compiler.expressions().compile(joins.on),
                        lookup);
        return compiler.filtered(joined, joins.above);
    }

    private void split(List<RexNode> conditions) {
        JoinRelType type = join.getJoinType();
        // A side that the join fills up with NULL must not lose rows early.
        for (RexNode condition : conditions) {
            if (Conditions.within(condition, 0, left) && !type.generatesNullsOnLeft()) {
                toLeft.add(condition);
            } else if (Conditions.within(condition, left, width) && !type.generatesNullsOnRight()) {
                toRight.add(Conditions.shifted(condition, -left));
            } else if (type != JoinRelType.INNER || !addKey(condition)) {
                above.add(condition);
            }
        }
        // What ON asks of a side may be asked early unless all rows of that side are kept.
        for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
            boolean safe = Conditions.isSafe(condition);
            if (safe && Conditions.within(condition, 0, left) && !type.generatesNullsOnRight()) {
                toLeft.add(condition);
            } else if (safe
                    && Conditions.within(condition, left, width)
                    && !type.generatesNullsOnLeft()) {
                toRight.add(Conditions.shifted(condition, -left));
            } else if (!addKey(condition)) {
                on.add(condition);
            }
        }
    }

    /**
     * Makes a way to read the partners of one row, as if the right side were a subquery that refers
     * to it; null where that would not narrow the keys that are read.
     */
    private Join.@Nullable Lookup lookup(Compiler compiler) {
        RelNode right = join.getRight();
        Access all = compiler.access(KeyOrder.scanned(right));
        if (all == null || leftKey.isEmpty() || join.getJoinType().generatesNullsOnLeft()) {
            return null;
        }
        CorrelationId id = join.getCluster().createCorrel();
        RexBuilder builder = join.getCluster().getRexBuilder();
        RexNode row = builder.makeCorrel(join.getLeft().getRowType(), id);
        List<RexNode> conditions = new ArrayList<>(toRight);
        for (int i = 0; i < leftKey.size(); i++) {
            conditions.add(
                    builder.makeCall(
                            SqlStdOperatorTable.EQUALS,
                            builder.makeInputRef(right, rightKey.get(i)),
                            builder.makeFieldAccess(row, leftKey.get(i))));
        }
        compiler.bind(Set.of(id));
        Source source = compiler.compile(right, conditions);
        Access one = compiler.access(KeyOrder.scanned(right));
        return one != null && one.known().size() > all.known().size()
                ? new Join.Lookup(source, id.getId())
                : null;
    }

    private boolean addKey(RexNode condition) {
        if (condition.getKind() != SqlKind.EQUALS
                || !(condition instanceof RexCall call)
                || !(call.getOperands().get(0) instanceof RexInputRef a)
                || !(call.getOperands().get(1) instanceof RexInputRef b)) {
            return false;
        }
        int first = Math.min(a.getIndex(), b.getIndex());
        int second = Math.max(a.getIndex(), b.getIndex());
        if (first >= left || second < left) {
            return false;
        }
        Families.check(a.getType(), b.getType());
        leftKey.add(first);
        rightKey.add(second - left);
        return true;
    }
}
