/** How graphs are built. */
@NullMarked
package io.cairn.hnsw.build;

import org.jspecify.annotations.NullMarked;
