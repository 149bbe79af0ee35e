package io.cairn.sql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.calcite.sql.type.SqlTypeName;

/** Numbers. Integers that do not fit are an error, and so is a division by zero. Stateless. */
enum Arithmetic {
    /** 32 bits. */
    INT,
    /** 64 bits. */
    BIGINT,
    /** Binary fractions. */
    DOUBLE;

    private static final int SCALE_MAX = 400;

    static Arithmetic of(SqlTypeName type) {
        return switch (type) {
            case INTEGER -> INT;
            case BIGINT -> BIGINT;
            case DOUBLE, FLOAT, REAL -> DOUBLE;
            default -> throw Errors.unsupported("arithmetic of type " + type);
        };
    }

    private Long fitting(long value) {
        if (this == INT && (int) value != value) {
            throw Errors.value(value + " is out of the range of INT");
        }
        return value;
    }

    private static double fraction(Object value) {
        return ((Number) value).doubleValue();
    }

    /** Returns an integer, for a type of integers has no other values. */
    private static long integer(Object value) {
        if (value instanceof Long n) {
            return n;
        }
        throw Errors.value(Values.describe(value) + " is no integer");
    }

    Object plus(Object a, Object b) {
        if (this == DOUBLE) {
            return Values.normal(fraction(a) + fraction(b));
        }
        try {
            return fitting(Math.addExact(integer(a), integer(b)));
        } catch (ArithmeticException e) {
            throw outOfRange(a, "+", b);
        }
    }

    Object minus(Object a, Object b) {
        if (this == DOUBLE) {
            return Values.normal(fraction(a) - fraction(b));
        }
        try {
            return fitting(Math.subtractExact(integer(a), integer(b)));
        } catch (ArithmeticException e) {
            throw outOfRange(a, "-", b);
        }
    }

    Object times(Object a, Object b) {
        if (this == DOUBLE) {
            return Values.normal(fraction(a) * fraction(b));
        }
        try {
            return fitting(Math.multiplyExact(integer(a), integer(b)));
        } catch (ArithmeticException e) {
            throw outOfRange(a, "*", b);
        }
    }

    Object divided(Object a, Object b) {
        if (fraction(b) == 0) {
            throw Errors.value("division by zero");
        }
        if (this == DOUBLE) {
            return Values.normal(fraction(a) / fraction(b));
        }
        try {
            return fitting(Math.divideExact(integer(a), integer(b)));
        } catch (ArithmeticException e) {
            throw outOfRange(a, "/", b);
        }
    }

    Object remainder(Object a, Object b) {
        if (fraction(b) == 0) {
            throw Errors.value("division by zero");
        }
        return this == DOUBLE
                ? (Object) Values.normal(fraction(a) % fraction(b))
                : fitting(integer(a) % integer(b));
    }

    Object negated(Object a) {
        return minus(0L, a);
    }

    Object absolute(Object a) {
        return fraction(a) < 0 ? negated(a) : widened(a);
    }

    Object floor(Object a) {
        return this == DOUBLE ? Values.normal(Math.floor(fraction(a))) : (Object) integer(a);
    }

    Object ceiling(Object a) {
        return this == DOUBLE ? Values.normal(Math.ceil(fraction(a))) : (Object) integer(a);
    }

    /** Rounds to places behind the point, or before it when they are negative; halves go up. */
    Object rounded(Object a, Object places) {
        int scale = Math.clamp(integer(places), -SCALE_MAX, SCALE_MAX);
        if (this != DOUBLE) {
            BigDecimal exact = BigDecimal.valueOf(integer(a)).setScale(scale, RoundingMode.HALF_UP);
            try {
                return fitting(exact.longValueExact());
            } catch (ArithmeticException e) {
                throw outOfRange(a, "rounded to", places);
            }
        }
        double value = fraction(a);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        return Values.normal(
                BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP).doubleValue());
    }

    /** Makes an integer a fraction where the type is one of fractions. */
    Object widened(Object a) {
        return this == DOUBLE && a instanceof Long n ? (Object) (double) n : a;
    }

    private RuntimeException outOfRange(Object a, String operator, Object b) {
        return Errors.value(a + " " + operator + " " + b + " is out of the range of BIGINT");
    }
}
