package io.cairn.sql;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** What conditions are made of. Stateless. */
final class Conditions {

    private static final Set<SqlKind> SAFE =
            EnumSet.of(
                    SqlKind.EQUALS,
                    SqlKind.NOT_EQUALS,
                    SqlKind.LESS_THAN,
                    SqlKind.LESS_THAN_OR_EQUAL,
                    SqlKind.GREATER_THAN,
                    SqlKind.GREATER_THAN_OR_EQUAL,
                    SqlKind.AND,
                    SqlKind.OR,
                    SqlKind.NOT,
                    SqlKind.IS_NULL,
                    SqlKind.IS_NOT_NULL,
                    SqlKind.IS_TRUE,
                    SqlKind.IS_FALSE,
                    SqlKind.IS_NOT_TRUE,
                    SqlKind.IS_NOT_FALSE,
                    SqlKind.LIKE,
                    SqlKind.CASE);

    private Conditions() {}

    /** Tells whether it cannot fail for any row, and has no subquery. */
    static boolean isSafe(RexNode node) {
        return switch (node) {
            case RexInputRef ref -> true;
            case RexLiteral literal -> true;
            case RexDynamicParam parameter -> true;
            case RexFieldAccess access -> access.getReferenceExpr() instanceof RexCorrelVariable;
            case RexCall call when call.getKind() == SqlKind.CAST ->
                    widens(call) && isSafe(call.getOperands().getFirst());
            case RexCall call when node.getClass() == RexCall.class ->
                    SAFE.contains(call.getKind())
                            && call.getOperands().size()
                                    < (call.getKind() == SqlKind.LIKE ? 3 : Integer.MAX_VALUE)
                            && call.getOperands().stream().allMatch(Conditions::isSafe);
            default -> false;
        };
    }

    /** Tells whether it is the same for all rows, and cannot fail. */
    static boolean isConstant(RexNode node) {
        if (node instanceof RexCall call && call.getKind() == SqlKind.CAST) {
            return widens(call) && isConstant(call.getOperands().getFirst());
        }
        if (node instanceof RexCall call && call.getKind() == SqlKind.MINUS_PREFIX) {
            return call.getOperands().getFirst() instanceof RexLiteral;
        }
        return !(node instanceof RexInputRef) && !(node instanceof RexCall) && isSafe(node);
    }

    /** Tells whether it is a CAST of numbers that always succeeds. */
    private static boolean widens(RexCall cast) {
        SqlTypeName from = cast.getOperands().getFirst().getType().getSqlTypeName();
        SqlTypeName to = cast.getType().getSqlTypeName();
        boolean integer = from == SqlTypeName.INTEGER || from == SqlTypeName.BIGINT;
        return from == to && to != SqlTypeName.VARCHAR && to != SqlTypeName.CHAR
                || integer && (to == SqlTypeName.BIGINT || SqlTypeName.APPROX_TYPES.contains(to));
    }

    /** Returns the column under a CAST that makes its values no others; else what was given. */
    static RexNode uncast(RexNode node) {
        return node instanceof RexCall call
                        && call.getKind() == SqlKind.CAST
                        && widens(call)
                        && call.getOperands().getFirst() instanceof RexInputRef column
                        && column.getType().getSqlTypeName() == SqlTypeName.INTEGER
                ? column
                : node;
    }

    /** Tells whether all columns it refers to are within [from, to). */
    static boolean within(RexNode node, int from, int to) {
        boolean[] within = {true};
        node.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitInputRef(RexInputRef ref) {
                        within[0] &= ref.getIndex() >= from && ref.getIndex() < to;
                        return ref;
                    }
                });
        return within[0];
    }

    /** Rewrites a condition so that its columns are counted from another one on. */
    static RexNode shifted(RexNode node, int by) {
        return node.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitInputRef(RexInputRef ref) {
                        return new RexInputRef(ref.getIndex() + by, ref.getType());
                    }
                });
    }

    /**
     * Rewrites a condition on a projection to one on its input; null when it is on a computation.
     */
    static @Nullable RexNode below(RexNode condition, List<RexNode> projects) {
        boolean[] plain = {true};
        RexNode below =
                condition.accept(
                        new RexShuttle() {
                            @Override
                            public RexNode visitInputRef(RexInputRef ref) {
                                RexNode project = projects.get(ref.getIndex());
                                plain[0] &= project instanceof RexInputRef;
                                return project;
                            }
                        });
        return plain[0] && isSafe(condition) ? below : null;
    }
}
