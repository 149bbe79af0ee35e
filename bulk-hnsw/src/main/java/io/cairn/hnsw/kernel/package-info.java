/** Distances. */
@NullMarked
package io.cairn.hnsw.kernel;

import org.jspecify.annotations.NullMarked;
