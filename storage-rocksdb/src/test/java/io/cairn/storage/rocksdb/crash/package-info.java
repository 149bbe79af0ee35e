/**
 * Kills a writing process at random moments and judges what is left.
 *
 * <p>The expected state is kept outside the database: the child prints what was acknowledged, the
 * parent remembers it. Depends on {@code io.cairn} only. Read {@link
 * io.cairn.storage.rocksdb.crash.KillTest} first.
 */
@NullMarked
package io.cairn.storage.rocksdb.crash;

import org.jspecify.annotations.NullMarked;
