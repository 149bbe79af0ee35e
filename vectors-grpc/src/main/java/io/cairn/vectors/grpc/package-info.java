/**
 * A gRPC server for searches in indexes of vectors: in files below a directory, and in indexes of
 * its own that take vectors while they are searched. {@link io.cairn.vectors.grpc.VectorServer} is
 * where to begin.
 */
@NullMarked
package io.cairn.vectors.grpc;

import org.jspecify.annotations.NullMarked;
