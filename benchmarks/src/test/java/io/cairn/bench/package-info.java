/**
 * Runs every group of measurements for a moment on little data, so that they cannot rot. Read
 * {@link io.cairn.bench.GroupsTest} first.
 */
@NullMarked
package io.cairn.bench;

import org.jspecify.annotations.NullMarked;
