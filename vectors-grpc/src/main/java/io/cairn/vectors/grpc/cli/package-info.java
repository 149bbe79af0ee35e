/** The command {@code cairn grpc-server}. */
@NullMarked
package io.cairn.vectors.grpc.cli;

import org.jspecify.annotations.NullMarked;
