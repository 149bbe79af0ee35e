/**
 * Indexes that take vectors while they are searched: a saved graph, and a log of what is not yet in
 * it.
 */
@NullMarked
package io.cairn.vectors.grpc.live;

import org.jspecify.annotations.NullMarked;
