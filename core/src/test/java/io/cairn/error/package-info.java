/**
 * Tests of the tree of exceptions.
 *
 * <p>Depends on {@code io.cairn.error} only. Read {@link io.cairn.error.RebuiltExceptionTest}.
 */
@NullMarked
package io.cairn.error;

import org.jspecify.annotations.NullMarked;
