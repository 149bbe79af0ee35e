/**
 * The guided tour: loads the running JDK's own image, shows each feature with the code that runs,
 * and verifies every byte.
 *
 * <p>Each step is a method with its source in a constant above it; a test compares the two, so the
 * printed code cannot drift from the code that runs. Depends on {@code io.cairn.api}, {@code
 * io.cairn.bytes} and {@code io.cairn.cli.terminal}. Read {@link
 * io.cairn.cli.quickstart.Quickstart} first, then {@link io.cairn.cli.quickstart.Step}.
 */
@NullMarked
package io.cairn.cli.quickstart;

import org.jspecify.annotations.NullMarked;
