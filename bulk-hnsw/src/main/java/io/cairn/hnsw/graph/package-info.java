/**
 * The graph of an index (Malkov, Yashunin: Efficient and robust approximate nearest neighbor search
 * using Hierarchical Navigable Small World graphs, 2018) and how it is searched, the same for one
 * that is being built and one that is mapped from a file. Depends on {@code kernel}. Read {@link
 * io.cairn.hnsw.graph.Graph} first, then {@link io.cairn.hnsw.graph.GraphSearch}.
 */
@NullMarked
package io.cairn.hnsw.graph;

import org.jspecify.annotations.NullMarked;
