/** Where vectors come from and go to. */
@NullMarked
package io.cairn.hnsw.vector;

import org.jspecify.annotations.NullMarked;
