/**
 * Measurements of the server: against Redis over the same kind of socket, by one generator that
 * speaks both protocols; and a soak.
 *
 * <p>{@code benchmarks/redis} and {@code benchmarks/soak} start them. Read {@code RedisComparison}
 * first, then {@code Generator}.
 */
@NullMarked
package io.cairn.bench.ipc;

import org.jspecify.annotations.NullMarked;
