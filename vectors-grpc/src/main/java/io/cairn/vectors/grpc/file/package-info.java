/** Index files below a root directory, open while they are wanted. */
@NullMarked
package io.cairn.vectors.grpc.file;

import org.jspecify.annotations.NullMarked;
