package io.cairn.sql;

import java.math.BigDecimal;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.BitString;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/** Parts of syntax trees. Stateless. */
final class Constants {

    private Constants() {}

    /** Returns the value of a literal that {@link Preparation} has let pass. */
    static @Nullable Object of(SqlLiteral literal) {
        Object value = literal.getValue();
        if (value == null || literal.getTypeName() == SqlTypeName.NULL) {
            return null;
        }
        if (literal instanceof SqlNumericLiteral number) {
            return number.isInteger()
                    ? (Object) new BigDecimal(value.toString()).longValueExact()
                    : Values.normal(Double.parseDouble(value.toString()));
        }
        return switch (value) {
            case NlsString text -> text.getValue();
            case BitString bits -> bits.getAsByteArray();
            case ByteString bytes -> bytes.getBytes();
            case Boolean truth -> truth;
            default ->
                    throw Errors.unsupported(
                            "a literal of type " + literal.getTypeName(),
                            literal.getParserPosition());
        };
    }

    static SqlSelect select(SqlNodeList list, @Nullable SqlNode from, @Nullable SqlNode where) {
        return new SqlSelect(
                SqlParserPos.ZERO,
                null,
                list,
                from,
                where,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
