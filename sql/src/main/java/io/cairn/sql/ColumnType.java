package io.cairn.sql;

import java.util.Locale;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** The types that columns have. Their names are stored. */
enum ColumnType {
    /** 32 bits. */
    INT(SqlTypeName.INTEGER),
    /** 64 bits. */
    BIGINT(SqlTypeName.BIGINT),
    /** A binary fraction of 64 bits. */
    DOUBLE(SqlTypeName.DOUBLE),
    /** Any text. */
    TEXT(SqlTypeName.VARCHAR),
    /** TRUE or FALSE. */
    BOOLEAN(SqlTypeName.BOOLEAN),
    /** Bytes. */
    BLOB(SqlTypeName.VARBINARY);

    private final SqlTypeName planned;

    ColumnType(SqlTypeName planned) {
        this.planned = planned;
    }

    /** Returns what the planner takes it for. */
    SqlTypeName planned() {
        return planned;
    }

    /** Finds a type by what SQL calls it, or returns null. */
    static @Nullable ColumnType named(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "INT", "INTEGER" -> INT;
            case "BIGINT" -> BIGINT;
            case "FLOAT", "REAL", "DOUBLE" -> DOUBLE;
            case "TEXT", "VARCHAR" -> TEXT;
            case "BOOL", "BOOLEAN" -> BOOLEAN;
            case "BLOB" -> BLOB;
            default -> null;
        };
    }

    /**
     * Makes a value one of this type, where that loses nothing.
     *
     * @return the value, or null when it does not fit
     */
    @Nullable Object converted(Object value) {
        return switch (this) {
            case INT -> integer(value) instanceof Long n && n.intValue() == n ? n : null;
            case BIGINT -> integer(value);
            case DOUBLE -> fraction(value);
            case TEXT -> value instanceof String ? value : null;
            case BOOLEAN -> value instanceof Boolean ? value : null;
            case BLOB -> value instanceof byte[] ? value : null;
        };
    }

    private static @Nullable Long integer(Object value) {
        if (value instanceof Double d) {
            return Values.hashed(d) instanceof Long n ? n : null;
        }
        return value instanceof Long n ? n : null;
    }

    private static @Nullable Double fraction(Object value) {
        if (value instanceof Long n) {
            return (double) n;
        }
        return value instanceof Double d && !d.isNaN() ? Values.normal(d) : null;
    }

    /** Makes a value what a user is given. */
    @Nullable Object given(@Nullable Object value) {
        return switch (value) {
            case Long n when this == INT -> n.intValue();
            case Long n when this == DOUBLE -> n.doubleValue();
            case byte[] bytes -> bytes.clone();
            case null, default -> value;
        };
    }
}
