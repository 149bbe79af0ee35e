/** Tests of the shape of found: the examples of its tests, and where it answers wrongly. */
@NullMarked
package io.cairn.compat.found;

import org.jspecify.annotations.NullMarked;
