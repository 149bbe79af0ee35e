/**
 * Strictly serializable transactions over any {@link io.cairn.engine.StorageEngine}: optimistic
 * concurrency control with backward validation.
 *
 * <p>A transaction reads from a snapshot and remembers what it read: keys as hashes, scans as the
 * ranges they consumed. Commits pass one queue; the leader of a group checks each transaction
 * against the commits that came after its snapshot, gives it the next version, and applies all of
 * the group as one batch. The method is Kung and Robinson's backward validation (ACM TODS 6(2),
 * 1981); keeping recent writes in memory and checking reads against them is how FoundationDB's
 * resolvers work.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>{@code visible <= applying}; they differ only while a group is being applied.
 *   <li>A view with read version v contains every commit up to v. Whatever it does not contain has
 *       a higher version and is checked at commit.
 *   <li>A state that anybody has seen is contained in every view taken later: a cached snapshot is
 *       handed out only while no group is being applied and nothing newer is visible.
 *   <li>The history holds every commit above the read version of every tracked transaction, or that
 *       transaction is refused as too old.
 *   <li>After a failed apply or sync nothing is accepted any more.
 * </ol>
 *
 * <p>Depends on {@code io.cairn.engine} and lower packages; knows nothing of pending writes, modes
 * or the public API. Read {@link io.cairn.occ.OptimisticEngine} first, then {@code Committer}.
 */
@NullMarked
package io.cairn.occ;

import org.jspecify.annotations.NullMarked;
