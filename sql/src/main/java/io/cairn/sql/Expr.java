package io.cairn.sql;

import org.jspecify.annotations.Nullable;

/** An expression of a plan. Immutable, thread-safe. */
@FunctionalInterface
interface Expr {

    /** Computes the value for a row; null is NULL, or unknown. */
    @Nullable Object of(Run run, @Nullable Object[] row);
}
