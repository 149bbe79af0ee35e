/**
 * What users of Cairn hold: databases, transactions, views, cursors.
 *
 * <p>Rules that hold everywhere:
 *
 * <ul>
 *   <li><b>Absent is not an error.</b> {@code get} returns null, a refused conditional put is a
 *       {@link io.cairn.api.PutOutcome}, an empty range gives nothing. Exceptions are for what the
 *       caller did not ask about.
 *   <li><b>Arguments are copied before a method returns; returned arrays are yours.</b> Memory
 *       segments are borrowed, and each method says until when.
 *   <li><b>Keys are not empty.</b> Values may be. Both have limits ({@link
 *       io.cairn.config.Limits}); a call that would break one says which, and has done nothing.
 *   <li><b>Null arguments</b> are {@link java.lang.NullPointerException}s that name the parameter.
 *   <li><b>After close</b> every method throws {@link io.cairn.error.ClosedException}, except
 *       {@code close}, which does nothing.
 *   <li><b>After a failed write or sync</b> the database answers {@code ClosedException} with
 *       reason {@code POISONED} until reopened.
 *   <li><b>Mode flags</b> that have no meaning for an operation are ignored; refused pairs are an
 *       {@link io.cairn.error.InvalidModeException} before anything happens.
 *   <li><b>Paths are keys</b>: a path's key is its UTF-8 bytes, so path writes and byte reads see
 *       each other.
 * </ul>
 *
 * <p>Depends on {@code io.cairn.bytes}, {@code io.cairn.error} and {@code io.cairn.config}, never
 * on engines. Read {@link io.cairn.api.Database} first, then {@link io.cairn.api.WriteView}.
 */
@NullMarked
package io.cairn.api;

import org.jspecify.annotations.NullMarked;
