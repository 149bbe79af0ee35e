/**
 * Measurements of the server: against Redis over the same kind of socket, by one generator that
 * speaks both protocols.
 *
 * <p>{@code benchmarks/redis} starts it. Read {@code RedisComparison} first, then {@code
 * Generator}.
 */
@org.jspecify.annotations.NullMarked
package io.cairn.bench.ipc;
