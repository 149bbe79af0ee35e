/**
 * Objects: byte strings of any size under names, in memory up to a limit, in databases, or in both.
 * What is in memory is evicted when room is needed; what is stored stays.
 *
 * <pre>
 *   ObjectStore ----&gt; ObjectWriter ----&gt; Placement ----&gt; Room
 *     |  |  \-------&gt; ObjectReader             \
 *     |  \----------&gt; ObjectRemoval --&gt; Catalog ----&gt; Mounts ----&gt; Shelf
 *     |                                   |  \--------&gt; Directory      | MemoryShelf ----&gt; MemoryPool
 *     \-------------&gt; Registrations       |                           | KeyspaceShelf
 *                                         \-----------&gt; ObjectEntry ----&gt; Replica
 * </pre>
 *
 * <p>Which objects are in memory segments is known in memory only, as they go with the process.
 * Which are in stored segments says a directory of rows. Layout: keys and values are packed tuples,
 * except that a chunk is its bytes.
 *
 * <pre>
 *   directory
 *   (1, key)     -&gt; (1, size, checksum, token, hard pin, (segments))   an object; 1 is the format
 *   (2, token)   -&gt; (milliseconds)                                     a put that has not ended
 *
 *   stored segment
 *   (token, i)   -&gt; bytes                                              chunk i, 128 KiB but the last
 * </pre>
 *
 * <p>A token is a random UUID that each put gives anew, so that versions never mix. An object of up
 * to four megabytes, all of whose stored segments are in the directory's database, is written with
 * its row in one transaction. Any other is announced by row 2, its chunks are written piece by
 * piece, and the transaction that writes row 1 finds row 2 and removes it: a put that was swept
 * meanwhile fails. What a crash leaves behind is what no row 1 names.
 *
 * <p>Of an object in memory segments only, the map of {@link io.cairn.layer.objects.Catalog} is
 * right; of a stored one, the row is, and each use reads it. So several stores, also in several
 * processes, can share a directory; each has memory segments of its own.
 *
 * <p>{@link io.cairn.layer.objects.StoredObjects} does what can be a part of a transaction: it
 * writes row and chunks in the transaction that it is given, and the map follows the row.
 *
 * <p>A copy protects against the loss of a segment (its memory, file or device), not of the
 * machine. Depends on core's API, on tuples, and on RE2/J for expressions. Read {@link
 * io.cairn.layer.objects.ObjectStore} first.
 */
@NullMarked
package io.cairn.layer.objects;

import org.jspecify.annotations.NullMarked;
