/**
 * The suite that every database must pass, whatever engine or transport is below: written against
 * {@code io.cairn.api} only, without skips.
 *
 * <p>A module runs it with a class like this, where {@code memory} is the name of a {@link
 * io.cairn.testing.contract.DatabaseFixture} that {@link java.util.ServiceLoader} finds:
 *
 * <pre>{@code
 * @ContractSuite
 * @ConfigurationParameter(key = DatabaseFixture.PARAMETER, value = "memory")
 * class MemorySuiteTest {}
 * }</pre>
 *
 * <p>A test's display name begins with the rows it shows: P, G, L, X, E, C, K, W and F are those of
 * Yokan's behaviour, restated; Y those of its acceptance list, and S those of SochDB's.
 *
 * <p>Depends on {@code io.cairn.api}, {@code io.cairn.bytes}, {@code io.cairn.error}, {@code
 * io.cairn.config} and JUnit. Read {@link io.cairn.testing.contract.DatabaseFixture} first, then
 * {@link io.cairn.testing.contract.DatabaseContract}.
 */
@NullMarked
package io.cairn.testing.contract;

import org.jspecify.annotations.NullMarked;
