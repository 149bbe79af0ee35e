/**
 * Byte order, half-open key ranges, paths as keys, and the callback that lends memory.
 *
 * <p>Depends on nothing but {@code io.cairn.error}. Read {@link io.cairn.bytes.KeyRange} first.
 */
@NullMarked
package io.cairn.bytes;

import org.jspecify.annotations.NullMarked;
