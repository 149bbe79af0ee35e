package io.cairn.sql;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of one row: inserted when there is nothing before, deleted when there is nothing
 * after. Both have their key behind their columns; of a row that is inserted it is yet to be found.
 */
record Change(@Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after) {}
