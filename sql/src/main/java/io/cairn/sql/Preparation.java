package io.cairn.sql;

import io.cairn.layer.sql.SqlException.Kind;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what is not supported, where its position is still known, and puts the dialect's own
 * words into the planner's: fractions are doubles, and types have other names. Used once.
 */
final class Preparation extends SqlShuttle {

    private static final Set<SqlKind> KINDS =
            EnumSet.of(
                    SqlKind.SELECT,
                    SqlKind.ORDER_BY,
                    SqlKind.WITH,
                    SqlKind.WITH_ITEM,
                    SqlKind.VALUES,
                    SqlKind.ROW,
                    SqlKind.UNION,
                    SqlKind.INTERSECT,
                    SqlKind.EXCEPT,
                    SqlKind.JOIN,
                    SqlKind.AS,
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
                    SqlKind.IS_DISTINCT_FROM,
                    SqlKind.IS_NOT_DISTINCT_FROM,
                    SqlKind.PLUS,
                    SqlKind.MINUS,
                    SqlKind.TIMES,
                    SqlKind.DIVIDE,
                    SqlKind.MOD,
                    SqlKind.MINUS_PREFIX,
                    SqlKind.PLUS_PREFIX,
                    SqlKind.BETWEEN,
                    SqlKind.IN,
                    SqlKind.NOT_IN,
                    SqlKind.LIKE,
                    SqlKind.CASE,
                    SqlKind.CAST,
                    SqlKind.COALESCE,
                    SqlKind.NULLIF,
                    SqlKind.EXISTS,
                    SqlKind.SCALAR_QUERY,
                    SqlKind.FILTER,
                    SqlKind.FLOOR,
                    SqlKind.CEIL,
                    SqlKind.TRIM,
                    SqlKind.POSITION,
                    SqlKind.COUNT,
                    SqlKind.SUM,
                    SqlKind.AVG,
                    SqlKind.MIN,
                    SqlKind.MAX,
                    SqlKind.DESCENDING,
                    SqlKind.NULLS_FIRST,
                    SqlKind.NULLS_LAST);

    private static final Set<String> FUNCTIONS =
            Set.of(
                    "||",
                    "COUNT",
                    "SUM",
                    "AVG",
                    "MIN",
                    "MAX",
                    "UPPER",
                    "LOWER",
                    "LENGTH",
                    "CHAR_LENGTH",
                    "CHARACTER_LENGTH",
                    "SUBSTRING",
                    "REPLACE",
                    "ABS",
                    "MOD",
                    "FLOOR",
                    "CEIL",
                    "ROUND",
                    "SQRT",
                    "POWER",
                    "POSITION",
                    "TRIM",
                    "COALESCE",
                    "NULLIF");

    /** What reads like a column and is a function. */
    private static final Set<String> AMBIENT =
            Set.of(
                    "CURRENT_DATE",
                    "CURRENT_TIME",
                    "CURRENT_TIMESTAMP",
                    "LOCALTIME",
                    "LOCALTIMESTAMP",
                    "CURRENT_USER",
                    "SESSION_USER",
                    "SYSTEM_USER",
                    "USER",
                    "CURRENT_ROLE",
                    "CURRENT_PATH",
                    "CURRENT_CATALOG",
                    "CURRENT_SCHEMA");

    private int parameters;

    /** Returns how many question marks there were. */
    int parameters() {
        return parameters;
    }

    <N extends SqlNode> N prepared(N node) {
        @SuppressWarnings("unchecked") // a shuttle gives back what it was given, or its like
        N prepared = (N) node.accept(this);
        return prepared;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        SqlKind kind = call.getKind();
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        boolean function =
                FUNCTIONS.contains(name)
                        && (kind == SqlKind.OTHER_FUNCTION || kind == SqlKind.OTHER);
        if (!function && !KINDS.contains(kind)
                || name.contains("SIMILAR")
                || name.contains("POSIX")) {
            throw Errors.unsupported(name.isEmpty() ? kind.toString() : name, position(call));
        }
        if (call instanceof SqlSelect select) {
            check(select);
        }
        if (call instanceof SqlJoin join) {
            check(join);
        }
        return super.visit(call);
    }

    private static SqlParserPos position(SqlNode node) {
        return node.getParserPosition();
    }

    @Override
    public SqlNode visit(SqlIdentifier name) {
        if (name.isSimple()
                && !name.isComponentQuoted(0)
                && AMBIENT.contains(name.getSimple().toUpperCase(Locale.ROOT))) {
            throw Errors.unsupported(name.getSimple(), position(name));
        }
        return name;
    }

    private static void check(SqlJoin join) {
        if (join.isNatural()) {
            throw Errors.unsupported("NATURAL JOIN", position(join));
        }
        if (join.getConditionType() == JoinConditionType.USING) {
            throw Errors.unsupported("USING", position(join));
        }
    }

    private static void check(SqlSelect select) {
        if (!select.getWindowList().isEmpty()) {
            throw Errors.unsupported("WINDOW", position(select.getWindowList()));
        }
        if (select.getQualify() != null) {
            throw Errors.unsupported("QUALIFY", position(select));
        }
        if (select.hasHints()) {
            throw Errors.unsupported("a hint", position(select));
        }
    }

    @Override
    public SqlNode visit(SqlDynamicParam parameter) {
        parameters = Math.max(parameters, parameter.getIndex() + 1);
        return parameter;
    }

    @Override
    public SqlNode visit(SqlLiteral literal) {
        if (literal instanceof SqlNumericLiteral number) {
            return number(number);
        }
        return switch (literal.getTypeName()) {
            case NULL, CHAR, BINARY, BOOLEAN, SYMBOL -> literal;
            default -> throw Errors.unsupported("the literal " + literal, position(literal));
        };
    }

    private static SqlNode number(SqlNumericLiteral number) {
        String text = String.valueOf(number.getValue());
        if (!number.isInteger()) {
            return SqlLiteral.createApproxNumeric(
                    String.valueOf(Double.parseDouble(text)), position(number));
        }
        BigDecimal value = new BigDecimal(text);
        if (value.abs().compareTo(new BigDecimal("9223372036854775807")) > 0) {
            throw Errors.at(Kind.VALUE, text + " is no BIGINT", position(number));
        }
        return number;
    }

    @Override
    public SqlNode visit(SqlDataTypeSpec spec) {
        String name = spec.getTypeName().names.getLast();
        ColumnType type =
                spec.getCollectionsTypeName() == null && spec.getTypeName().names.size() == 1
                        ? ColumnType.named(name)
                        : null;
        if (type == null) {
            throw Errors.unsupported("the type " + name, position(spec));
        }
        int length = -1;
        if (spec.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic
                && type == ColumnType.TEXT) {
            length = basic.getPrecision();
        }
        SqlTypeName planned = type.planned();
        return new SqlDataTypeSpec(
                new SqlBasicTypeNameSpec(planned, length, position(spec)), position(spec));
    }
}
