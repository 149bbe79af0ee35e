/**
 * Measurements of vector indexes: against hnswlib and faiss, two programs in C++ under {@code
 * src/main/cpp}, and against Lucene, jvector and jelmerk's hnswlib, each in a process of its own
 * that obeys the same commands.
 *
 * <p>{@code benchmarks/hnsw} starts them. Depends on {@code io.cairn.hnsw} and on the peers. Read
 * {@code HnswComparison} first, then {@code PeerProcess}.
 */
@NullMarked
package io.cairn.bench.vector;

import org.jspecify.annotations.NullMarked;
