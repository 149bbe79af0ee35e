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
 * <p>Rows such as P04, K19 or W07 are those of Yokan's behaviour, restated; a test's display name
 * carries the row.
 *
 * <p>Depends on {@code io.cairn.api}, {@code io.cairn.bytes}, {@code io.cairn.error}, {@code
 * io.cairn.config} and JUnit. Read {@link io.cairn.testing.contract.DatabaseFixture} first, then
 * {@link io.cairn.testing.contract.DatabaseContract}.
 */
@NullMarked
package io.cairn.testing.contract;

import org.jspecify.annotations.NullMarked;
