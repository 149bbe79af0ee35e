/**
 * Distances between vectors: of one query to many rows, and of blocks of vectors to each other.
 * Each metric and encoding has a final class of its own, once with the Vector API (which needs
 * {@code --add-modules jdk.incubator.vector}) and once without. Depends on the JDK and the enums of
 * {@code io.cairn.hnsw}. Read {@link io.cairn.hnsw.kernel.Distances} first, then {@link
 * io.cairn.hnsw.kernel.DenseBlock}.
 */
@NullMarked
package io.cairn.hnsw.kernel;

import org.jspecify.annotations.NullMarked;
