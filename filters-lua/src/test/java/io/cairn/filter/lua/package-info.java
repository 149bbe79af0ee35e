/** Tests of what scripts can do, and of what they cannot. */
@NullMarked
package io.cairn.filter.lua;

import org.jspecify.annotations.NullMarked;
