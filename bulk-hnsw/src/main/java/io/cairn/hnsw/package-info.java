/** Indexes of vectors. */
@NullMarked
package io.cairn.hnsw;

import org.jspecify.annotations.NullMarked;
