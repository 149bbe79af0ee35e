package io.cairn.sql;

import org.jspecify.annotations.Nullable;

/** Rows, one after the other. Whoever opened it closes it. Used by one thread. */
interface Rows extends AutoCloseable {

    /** Returns the next row, which its taker may keep and must not change; null at the end. */
    @Nullable Object @Nullable [] next();

    @Override
    void close();
}
