package io.cairn.sql;

import io.cairn.layer.sql.SqlException;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/** Makes expressions of the planner's. Used by one thread, for one plan. */
final class Expressions {

    private final Compiler compiler;

    Expressions(Compiler compiler) {
        this.compiler = compiler;
    }

    List<Expr> compile(List<RexNode> nodes) {
        return nodes.stream().map(this::compile).toList();
    }

    Expr compile(RexNode node) {
        return switch (node) {
            case RexInputRef ref -> {
                int index = ref.getIndex();
                yield (run, row) -> row[index];
            }
            case RexLiteral literal -> {
                Object value = literal(literal);
                yield (run, row) -> value;
            }
            case RexDynamicParam parameter -> parameter(parameter);
            case RexFieldAccess access -> outer(access);
            case RexSubQuery query -> SubQueries.compile(query, compiler, this);
            case RexCall call -> call(call);
            default -> throw Errors.unsupported("the expression " + node);
        };
    }

    private Expr outer(RexFieldAccess access) {
        if (!(access.getReferenceExpr() instanceof RexCorrelVariable variable)) {
            throw Errors.unsupported("the expression " + access);
        }
        int correlation = variable.id.getId();
        int field = access.getField().getIndex();
        compiler.uses(correlation);
        return (run, row) -> run.outer(correlation)[field];
    }

    static @Nullable Object literal(RexLiteral literal) {
        if (literal.isNull()) {
            return null;
        }
        Object value = Objects.requireNonNull(literal.getValue());
        return switch (literal.getType().getSqlTypeName()) {
            case INTEGER, BIGINT, SMALLINT, TINYINT -> Long.valueOf(value.toString());
            // The planner itself writes decimals: a square root is a power of 0.5.
            case DOUBLE, FLOAT, REAL, DECIMAL -> Values.normal(((Number) value).doubleValue());
            case CHAR, VARCHAR -> value instanceof NlsString text ? text.getValue() : value;
            case BOOLEAN -> value;
            case BINARY, VARBINARY -> ((ByteString) value).getBytes();
            default -> throw Errors.unsupported("a literal of type " + literal.getType());
        };
    }

    private static Expr parameter(RexDynamicParam parameter) {
        int index = parameter.getIndex();
        SqlTypeName type = parameter.getType().getSqlTypeName();
        return (run, row) -> {
            Object value = run.parameter(index);
            Object fitting = value == null ? null : fitting(value, type);
            if (value != null && fitting == null) {
                throw Errors.invalid(
                        "parameter "
                                + (index + 1)
                                + " is "
                                + Values.describe(value)
                                + ", where the statement needs a "
                                + type);
            }
            return fitting;
        };
    }

    private static @Nullable Object fitting(Object value, SqlTypeName type) {
        return switch (type) {
            case INTEGER, BIGINT -> ColumnType.BIGINT.converted(value);
            case DOUBLE, FLOAT, REAL -> ColumnType.DOUBLE.converted(value);
            case CHAR, VARCHAR -> ColumnType.TEXT.converted(value);
            case BOOLEAN -> ColumnType.BOOLEAN.converted(value);
            case BINARY, VARBINARY -> ColumnType.BLOB.converted(value);
            default -> throw Errors.unsupported("a parameter of type " + type);
        };
    }

    private Expr call(RexCall call) {
        SqlKind kind = call.getKind();
        if (kind == SqlKind.SEARCH) {
            RexBuilder builder = new RexBuilder(PlannedTypes.factory());
            return compile(RexUtil.expandSearch(builder, null, call));
        }
        if (kind == SqlKind.CAST) {
            Expr value = compile(call.getOperands().getFirst());
            return strict(value, v -> Casts.cast(v, call.getType()));
        }
        if (SqlKind.COMPARISON.contains(kind)) {
            Families.check(
                    call.getOperands().get(0).getType(), call.getOperands().get(1).getType());
        }
        List<Expr> operands = kind == SqlKind.TRIM ? List.of() : compile(call.getOperands());
        return switch (kind) {
            case EQUALS -> comparison(operands, c -> c == 0);
            case NOT_EQUALS -> comparison(operands, c -> c != 0);
            case LESS_THAN -> comparison(operands, c -> c < 0);
            case LESS_THAN_OR_EQUAL -> comparison(operands, c -> c <= 0);
            case GREATER_THAN -> comparison(operands, c -> c > 0);
            case GREATER_THAN_OR_EQUAL -> comparison(operands, c -> c >= 0);
            case AND,
                    OR,
                    NOT,
                    IS_NULL,
                    IS_NOT_NULL,
                    IS_TRUE,
                    IS_FALSE,
                    IS_NOT_TRUE,
                    IS_NOT_FALSE,
                    IS_DISTINCT_FROM,
                    IS_NOT_DISTINCT_FROM,
                    CASE ->
                    Logic.compile(call, operands);
            case PLUS, MINUS, TIMES, DIVIDE, MOD, MINUS_PREFIX, PLUS_PREFIX, FLOOR, CEIL ->
                    arithmetic(call, operands);
            default -> function(call, operands);
        };
    }

    private static Expr arithmetic(RexCall call, List<Expr> operands) {
        SqlTypeName type = call.getType().getSqlTypeName();
        boolean binary = operands.size() == 2;
        if (binary && call.getKind() == SqlKind.MOD) {
            // The remainder has the type of the divisor, and always fits into it.
            return strict(operands, Arithmetic.BIGINT::remainder);
        }
        Arithmetic numbers = Arithmetic.of(type);
        return switch (call.getKind()) {
            case PLUS -> strict(operands, numbers::plus);
            case MINUS -> strict(operands, numbers::minus);
            case TIMES -> strict(operands, numbers::times);
            case DIVIDE -> strict(operands, numbers::divided);
            case MINUS_PREFIX -> strict(operands.getFirst(), numbers::negated);
            case PLUS_PREFIX -> operands.getFirst();
            case FLOOR, CEIL -> {
                if (binary) {
                    throw Errors.unsupported(call.getOperator().getName() + " TO");
                }
                yield strict(
                        operands.getFirst(),
                        call.getKind() == SqlKind.FLOOR ? numbers::floor : numbers::ceiling);
            }
            default -> throw Errors.unsupported(call.toString());
        };
    }

    private Expr function(RexCall call, List<Expr> operands) {
        String name = call.getOperator().getName();
        SqlTypeName type = call.getType().getSqlTypeName();
        int count = operands.size();
        return switch (name) {
            case "||" -> strict(operands, (a, b) -> text(a) + text(b));
            case "LIKE" -> like(operands);
            case "NOT LIKE" -> strict(like(operands), v -> !(Boolean) v);
            case "UPPER" ->
                    strict(operands.getFirst(), v -> text(v).toUpperCase(java.util.Locale.ROOT));
            case "LOWER" ->
                    strict(operands.getFirst(), v -> text(v).toLowerCase(java.util.Locale.ROOT));
            case "CHAR_LENGTH", "CHARACTER_LENGTH", "LENGTH" ->
                    strict(
                            operands.getFirst(),
                            v -> v instanceof byte[] b ? b.length : Texts.length(text(v)));
            case "SUBSTRING" -> substring(operands);
            case "TRIM" -> trim(call);
            case "POSITION" -> {
                if (count != 2) {
                    throw Errors.unsupported("POSITION with FROM");
                }
                yield strict(operands, (a, b) -> Texts.position(text(a), text(b)));
            }
            case "REPLACE" ->
                    (run, row) -> {
                        Object text = operands.get(0).of(run, row);
                        Object from = operands.get(1).of(run, row);
                        Object to = operands.get(2).of(run, row);
                        return text == null || from == null || to == null
                                ? null
                                : text(from).isEmpty()
                                        ? text
                                        : text(text).replace(text(from), text(to));
                    };
            case "COALESCE" -> widened((run, row) -> firstKnown(operands, run, row), type);
            case "ABS" -> strict(operands.getFirst(), Arithmetic.of(type)::absolute);
            case "ROUND" ->
                    count == 1
                            ? strict(operands.getFirst(), v -> Arithmetic.of(type).rounded(v, 0L))
                            : strict(operands, Arithmetic.of(type)::rounded);
            case "SQRT" -> strict(operands.getFirst(), v -> power(v, 0.5));
            case "POWER" -> strict(operands, Expressions::power);
            default -> throw Errors.unsupported(name);
        };
    }

    private static @Nullable Object firstKnown(
            List<Expr> operands, Run run, @Nullable Object[] row) {
        for (Expr operand : operands) {
            Object value = operand.of(run, row);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static Object power(Object base, Object exponent) {
        double result = Math.pow(((Number) base).doubleValue(), ((Number) exponent).doubleValue());
        if (Double.isNaN(result) || Double.isInfinite(result)) {
            throw Errors.value("the power " + exponent + " of " + base + " is no number");
        }
        return Values.normal(result);
    }

    private static Expr like(List<Expr> operands) {
        return (run, row) -> {
            Object text = operands.get(0).of(run, row);
            Object pattern = operands.get(1).of(run, row);
            Object escape = operands.size() == 2 ? null : operands.get(2).of(run, row);
            if (text == null || pattern == null || operands.size() > 2 && escape == null) {
                return null;
            }
            return Texts.like(text(text), text(pattern), (String) escape);
        };
    }

    private static Expr substring(List<Expr> operands) {
        return (run, row) -> {
            Object text = operands.get(0).of(run, row);
            Object from = operands.get(1).of(run, row);
            Object count = operands.size() == 2 ? null : operands.get(2).of(run, row);
            return text == null || from == null || operands.size() == 3 && count == null
                    ? null
                    : Texts.substring(text(text), (Long) from, (Long) count);
        };
    }

    private Expr trim(RexCall call) {
        var flag =
                ((RexLiteral) call.getOperands().get(0))
                        .getValueAs(org.apache.calcite.sql.fun.SqlTrimFunction.Flag.class);
        Expr what = compile(call.getOperands().get(1));
        Expr text = compile(call.getOperands().get(2));
        if (flag == null) {
            throw Errors.unsupported("TRIM of this form");
        }
        return strict(List.of(what, text), (w, t) -> Texts.trimmed(flag, text(w), text(t)));
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw Errors.unsupported("this function of bytes");
    }

    /** A comparison, or unknown when a side is. */
    static Expr comparison(List<Expr> operands, IntPredicate result) {
        return strict(operands, (a, b) -> result.test(Values.compare(a, b)));
    }

    private static Expr strict(Expr operand, UnaryOperator<Object> function) {
        return (run, row) -> {
            Object value = operand.of(run, row);
            return value == null ? null : function.apply(value);
        };
    }

    /** A function of two that is NULL when one of them is. */
    private static Expr strict(List<Expr> operands, BinaryOperator<Object> function) {
        Expr left = operands.get(0);
        Expr right = operands.get(1);
        if (operands.size() != 2) {
            throw new SqlException(
                    SqlException.Kind.UNSUPPORTED, "an operator with more than two operands");
        }
        return (run, row) -> {
            Object a = left.of(run, row);
            Object b = right.of(run, row);
            return a == null || b == null ? null : function.apply(a, b);
        };
    }

    /** Makes integers fractions where a place of fractions takes values from one of integers. */
    static Expr widened(Expr value, SqlTypeName type) {
        if (!SqlTypeName.APPROX_TYPES.contains(type)) {
            return value;
        }
        return strict(value, Arithmetic.DOUBLE::widened);
    }
}
