/**
 * How graphs are built. A layer is cut into overlapping balls, in each of which all pairs are
 * compared with dense kernels; what is near is kept, thinned out and linked both ways (the idea of
 * PiPNN, Rubel et al., arXiv:2602.21247). Where that does not find the neighbours, the layer is
 * searched and linked anew, or built by insertion. Every step gives the same result with any number
 * of threads. Depends on {@code graph} and {@code kernel}. Read {@link
 * io.cairn.hnsw.build.GraphBuild} first, then {@link io.cairn.hnsw.build.PartitionLayer}.
 */
@NullMarked
package io.cairn.hnsw.build;

import org.jspecify.annotations.NullMarked;
