/** Yokan's calls on every store, row by row. */
@NullMarked
package io.cairn.compat.yokan;

import org.jspecify.annotations.NullMarked;
