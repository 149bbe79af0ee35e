/**
 * Sets of tuples that change by named changes and keep every version. A change is written down
 * first and takes effect as a whole when it is applied; each applied change makes a version, and
 * what was there at any version can be read later.
 *
 * <pre>
 *   VersionedTuples ----&gt; Change          edits that wait, and what they were based on
 *      |      \---------&gt; AsOf            the tuples of one version
 *      |                  (all three are TupleReads: ask, select, query, list)
 *   Tables: Head, Past, ChangeRows, RecordedReads, NStore  one class for each kind of rows
 *   Matches, HistoryRows, EditedRows      the tuples of a pattern
 *   Applying                              validates a change and makes a version of it
 *   Pruning                               forgets old versions
 *   Layout, Scan, Stored                  keys, and rows read back
 * </pre>
 *
 * <p>Layout, each line below the store's subspace; {@code c1 .. cn} are the columns of a tuple, all
 * values are packed tuples.
 *
 * <pre>
 *   (0)                                (version, n)             the newest version; begun with the store
 *   (1, rows of an NStore)             (version, change)        tuples alive now, and what added them
 *   (2, c1 .. cn, version)             (added, change)          history of a tuple
 *   (3, version)                       (change)                 what made a version
 *   (3, version, c1 .. cn)             (added)                  what the version added and removed
 *   (4, change)                        (base, message, version or null)
 *   (5, change, c1 .. cn)              (added)                  the change's edits
 *   (6, change, mask, bound columns)   ()                       what the change has read
 *   (7)                                (version)                the oldest version, if not 0
 * </pre>
 *
 * <p><b>Live tuples</b> are the rows of an {@link io.cairn.layer.nstore.NStore}, which finds them
 * by any of their columns with one scan. Asking for a tuple reads one key however often it has
 * changed. Versions before the newest are read from the history, in the order of the columns only:
 * a pattern costs as many rows as the columns that are bound in front leave over, old versions
 * included.
 *
 * <p><b>Edits</b> are kept by tuple, the last one of a tuple counting. When they are applied, only
 * those that make a difference enter the history; so in it additions and removals of a tuple
 * alternate, and a version has at most one row of a tuple.
 *
 * <p><b>Versions</b> are counted in the row (0), which every apply reads and writes: of two that
 * run at the same time one conflicts and is run again by {@code transact}. So versions have no
 * gaps, their order is that of the commits, and nothing can be applied between the validation of a
 * change and its version. {@link io.cairn.layer.versioned.Version} shows nothing of the number, so
 * that commit versionstamps could take its place.
 *
 * <p><b>Serializability.</b> A change reads the state of its base, the newest version when it
 * began, and its own edits on top. Every read is recorded: a mask of the columns that a pattern
 * binds, and their values. Apply walks the versions after the base and looks each of their tuples
 * up under every mask in use; a hit is something that the change read and that is no longer so. A
 * variable that stands twice in a pattern counts as two, which can find a conflict too much, never
 * one too few. Adding does not read. Without a hit the change has seen what it would see now, hence
 * applied changes are as if each had run alone, in the order of versions. This holds in
 * serializable transactions, which is what transactions are unless they are begun otherwise.
 *
 * <p><b>Pruning</b> writes the oldest version down, which every beginning change has read, and
 * keeps to what open changes see. Then it removes the log up to that version, in its order, and
 * with each event those before it in the history of the tuple. So what is left of a tuple's history
 * begins with the addition that it was alive by.
 *
 * <p>Depends on core's API, {@link io.cairn.layer.tuple} and {@link io.cairn.layer.nstore}. Read
 * {@link io.cairn.layer.versioned.VersionedTuples} first.
 */
@NullMarked
package io.cairn.layer.versioned;

import org.jspecify.annotations.NullMarked;
