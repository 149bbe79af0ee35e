/**
 * What mode flags mean, written once, as reads and writes of a transaction; engines never see a
 * flag.
 *
 * <p>{@link io.cairn.mode.ModeRules} is the table of what each flag does to each operation. {@link
 * io.cairn.mode.ReadOperations} and {@link io.cairn.mode.WriteOperations} carry operations out,
 * {@link io.cairn.mode.ScanCursor} walks. Callers have checked arguments for null, emptiness and
 * limits before.
 *
 * <p>Depends on {@code io.cairn.api}, {@code io.cairn.bytes}, {@code io.cairn.error}, {@code
 * io.cairn.engine}, {@code io.cairn.filter} and {@code io.cairn.txn}. Read {@link
 * io.cairn.mode.ModeRules} first.
 */
@NullMarked
package io.cairn.mode;

import org.jspecify.annotations.NullMarked;
