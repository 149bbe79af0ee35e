/**
 * Checks of arguments, for those who implement {@link io.cairn.api.Database}.
 *
 * <p>Every implementation refuses a bad argument with the same error, whether the data is in this
 * process or behind a connection.
 *
 * <p>Depends on {@code io.cairn.api}, {@code io.cairn.config} and {@code io.cairn.error}. Read
 * {@link io.cairn.argument.ArgumentChecks} first.
 */
@NullMarked
package io.cairn.argument;

import org.jspecify.annotations.NullMarked;
