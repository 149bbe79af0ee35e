package io.cairn.sql;

import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/** Reads statements about rows. Stateless. */
final class Parsed {

    /** The longest statement, in characters. */
    static final int LENGTH_MAX = 1 << 20;

    private static final int IDENTIFIER_LENGTH_MAX = 128;

    static final SqlConformance DIALECT =
            new SqlDelegatingConformance(SqlConformanceEnum.DEFAULT) {
                @Override
                public boolean isBangEqualAllowed() {
                    return true;
                }

                @Override
                public boolean isPercentRemainderAllowed() {
                    return true;
                }
            };

    private static final SqlParser.Config CONFIG =
            SqlParser.config()
                    .withUnquotedCasing(Casing.UNCHANGED)
                    .withQuotedCasing(Casing.UNCHANGED)
                    .withQuoting(Quoting.DOUBLE_QUOTE)
                    .withCaseSensitive(false)
                    .withIdentifierMaxLength(IDENTIFIER_LENGTH_MAX)
                    .withConformance(DIALECT);

    private Parsed() {}

    static SqlNode statement(String sql) {
        SqlNodeList list;
        try {
            list = SqlParser.create(sql, CONFIG).parseStmtList();
        } catch (SqlParseException e) {
            throw syntax(e);
        }
        if (list.size() != 1) {
            throw Errors.unsupported("more than one statement", list.get(1).getParserPosition());
        }
        return list.get(0);
    }

    private static SqlException syntax(SqlParseException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        message = message.replaceFirst(" at line \\d+, column \\d+\\.?.*$", "");
        SqlParserPos at = e.getPos() == null ? SqlParserPos.ZERO : e.getPos();
        return new SqlException(Kind.SYNTAX, message, at.getLineNum(), at.getColumnNum(), e);
    }

    /** Names the columns of a query that have no name by what they say. */
    static void nameColumns(SqlNode query, String sql) {
        switch (query) {
            case SqlOrderBy ordered -> nameColumns(ordered.query, sql);
            case SqlWith with -> nameColumns(with.body, sql);
            case SqlSelect select -> {
                List<SqlNode> items = new ArrayList<>();
                for (SqlNode item : select.getSelectList()) {
                    items.add(named(item, sql));
                }
                select.setSelectList(
                        new SqlNodeList(items, select.getSelectList().getParserPosition()));
            }
            default -> {}
        }
    }

    private static SqlNode named(SqlNode item, String sql) {
        if (item instanceof SqlIdentifier || item.getKind() == SqlKind.AS) {
            return item;
        }
        SqlParserPos at = item.getParserPosition();
        SqlIdentifier name = new SqlIdentifier(text(sql, at), at);
        return SqlStdOperatorTable.AS.createCall(at, item, name);
    }

    private static String text(String sql, SqlParserPos at) {
        String[] lines = sql.split("\r\n|\r|\n", -1);
        StringBuilder text = new StringBuilder();
        for (int line = at.getLineNum(); line <= at.getEndLineNum(); line++) {
            String whole = lines[line - 1];
            int begin = line == at.getLineNum() ? at.getColumnNum() - 1 : 0;
            int end = line == at.getEndLineNum() ? at.getEndColumnNum() : whole.length();
            text.append(whole, begin, Math.min(end, whole.length())).append(' ');
        }
        return text.toString().strip().replaceAll("\\s+", " ");
    }
}
