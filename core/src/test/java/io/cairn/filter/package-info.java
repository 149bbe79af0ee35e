/** Tests of how filters are named, found and guarded. */
@NullMarked
package io.cairn.filter;

import org.jspecify.annotations.NullMarked;
