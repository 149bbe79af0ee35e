/**
 * Storage engines with one planted fault each. The contract suite must fail on every one of them:
 * that is how we know that its tests can fail.
 *
 * <p>Depends on {@code io.cairn.testing.model} and {@code io.cairn.testing.fault}. Read {@link
 * io.cairn.testing.mutant.Mutant} first.
 */
@NullMarked
package io.cairn.testing.mutant;

import org.jspecify.annotations.NullMarked;
