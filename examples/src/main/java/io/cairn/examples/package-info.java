/**
 * Small programs, each of which answers one question that users of a key-value store ask; worth
 * copying.
 *
 * <p>They use what users use: {@code io.cairn}, {@code io.cairn.api}, {@code io.cairn.bytes},
 * {@code io.cairn.config} and {@code io.cairn.error}; of the engines, only RocksDB's backups; of
 * the client and the server, their exported packages. Each has a {@code main}, which most often
 * takes a database URL ({@code memory:} when left out), and a {@code run} that the tests call. Code
 * between {@code @start} and {@code @end} comments is quoted in the documentation. Read {@link
 * io.cairn.examples.FirstSteps} first.
 */
@NullMarked
package io.cairn.examples;

import org.jspecify.annotations.NullMarked;
