/** Tests of versioned tuples, on every store. */
@NullMarked
package io.cairn.layer.versioned;

import org.jspecify.annotations.NullMarked;
