/** The graph and how it is searched. */
@NullMarked
package io.cairn.hnsw.graph;

import org.jspecify.annotations.NullMarked;
