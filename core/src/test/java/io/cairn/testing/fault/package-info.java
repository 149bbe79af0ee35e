/**
 * Engines that misbehave on purpose, or that watch whether core behaves: wrappers around any
 * storage engine.
 *
 * <p>Depends on {@code io.cairn.engine} and below. Read {@link
 * io.cairn.testing.fault.ForwardingEngine} first.
 */
@NullMarked
package io.cairn.testing.fault;

import org.jspecify.annotations.NullMarked;
