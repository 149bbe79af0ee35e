/**
 * Tests of the optimistic transaction manager. May depend on the test kit. Read {@link
 * io.cairn.occ.OptimisticEngineTest} first.
 */
@NullMarked
package io.cairn.occ;

import org.jspecify.annotations.NullMarked;
