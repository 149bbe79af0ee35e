/**
 * A database in this process under the names of SochDB's embedded API: {@code open}, {@code
 * putPath}, {@code transaction}, {@code scanPrefix}, {@code toToon} and so on.
 *
 * <pre>
 *   Database ----&gt; Transaction        both read and write by KeyValues
 *      |                |
 *      v                v
 *          Scan                       entries in the order of their keys
 *   SochDbError &lt;- DatabaseError, TransactionError
 * </pre>
 *
 * <p>Everything is translated into a call of {@link io.cairn.api}, so keys are what they are there:
 * a key in the default keyspace is the user's key, a path is the bytes of its text. The socket
 * clients of the same family are in {@code io.cairn.compat.sochdb}. SQL needs the library {@code
 * io.cairn:cairn-sql} at run time.
 *
 * <p>Depends on core's API, {@code io.cairn.layer.sql} and {@code io.cairn.toon}. Read {@link
 * io.cairn.compat.sochdb.embedded.Database} first.
 */
@NullMarked
package io.cairn.compat.sochdb.embedded;

import org.jspecify.annotations.NullMarked;
