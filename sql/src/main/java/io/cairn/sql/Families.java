package io.cairn.sql;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Types that can be compared with each other. */
enum Families {
    NUMBER("a number"),
    TEXT("a text"),
    TRUTH("a boolean"),
    BYTES("bytes");

    private final String text;

    Families(String text) {
        this.text = text;
    }

    /** Returns where a type belongs; null for that of NULL and of what is not known yet. */
    static @Nullable Families of(RelDataType type) {
        SqlTypeName name = type.getSqlTypeName();
        return switch (name) {
            case INTEGER, BIGINT, DOUBLE, FLOAT, REAL, DECIMAL -> NUMBER;
            case CHAR, VARCHAR -> TEXT;
            case BOOLEAN -> TRUTH;
            case BINARY, VARBINARY -> BYTES;
            default -> null;
        };
    }

    static String difference(Families a, Families b) {
        return "cannot compare " + a.text + " with " + b.text + "; use CAST";
    }

    /** Refuses a comparison of different types, of which Calcite lets some pass. */
    static void check(RelDataType a, RelDataType b) {
        Families first = of(a);
        Families second = of(b);
        if (first != null && second != null && first != second) {
            throw Errors.invalid(difference(first, second));
        }
    }
}
