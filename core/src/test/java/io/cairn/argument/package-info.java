/**
 * Tests of the checks that implementations share.
 *
 * <p>Depends on {@code io.cairn.argument} only. Read {@link io.cairn.argument.ArgumentChecksTest}.
 */
@NullMarked
package io.cairn.argument;

import org.jspecify.annotations.NullMarked;
