/** The two services, and what stands before every call. */
@NullMarked
package io.cairn.vectors.grpc.service;

import org.jspecify.annotations.NullMarked;
