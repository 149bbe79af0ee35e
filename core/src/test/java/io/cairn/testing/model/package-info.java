/**
 * The oracle: the simplest engine that can be right, a sorted map that is copied before every
 * change.
 *
 * <p>Depends on {@code io.cairn.engine} and below; its fixtures on the contract suite. Read {@link
 * io.cairn.testing.model.ModelEngine} first.
 */
@NullMarked
package io.cairn.testing.model;

import org.jspecify.annotations.NullMarked;
