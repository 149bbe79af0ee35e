package io.cairn.sql;

import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlException.Kind;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Makes the exceptions of this package. Stateless. */
final class Errors {

    private Errors() {}

    static SqlException unsupported(String what) {
        return new SqlException(Kind.UNSUPPORTED, what + " is not supported");
    }

    static SqlException unsupported(String what, SqlParserPos at) {
        return at(Kind.UNSUPPORTED, what + " is not supported", at);
    }

    static SqlException at(Kind kind, String message, SqlParserPos at) {
        return new SqlException(kind, message, at.getLineNum(), at.getColumnNum(), null);
    }

    static SqlException invalid(String message) {
        return new SqlException(Kind.INVALID, message);
    }

    static SqlException value(String message) {
        return new SqlException(Kind.VALUE, message);
    }

    static SqlException constraint(String message) {
        return new SqlException(Kind.CONSTRAINT, message);
    }
}
