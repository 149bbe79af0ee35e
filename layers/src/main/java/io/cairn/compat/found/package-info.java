/**
 * The shape of found, the asyncio client of FoundationDB, on a Cairn database: its functions under
 * their names, with the order of their arguments and their defaults, so that a program written
 * against it can be read and rewritten line by line. What a module is there is a class of static
 * methods here, keywords are last arguments, and calls block where coroutines are awaited.
 *
 * <pre>
 *   Found, Atomic, KeySelector      functions on keys, values and transactions
 *   FoundDatabase, FoundTransaction what they take; Work is what runs in a transaction
 *   Hooks, TransactionStats         what runs around it
 *   BStore, NStore, EavStore, PStore, VnStore    handles and functions of the stores
 *   Walk, Bindings, Bound           generators; joins; the layer behind a handle
 * </pre>
 *
 * <p>The stores are the layers {@link io.cairn.layer.blob}, {@link io.cairn.layer.nstore}, {@link
 * io.cairn.layer.eav}, {@link io.cairn.layer.search} and {@link io.cairn.layer.versioned}, whose
 * types and guarantees show: where found's stores answer wrongly, by its own documentation or by
 * its code, these do not, and each class says where that is. Rows are the layers', not found's.
 *
 * <p>Layout: all keys are in the keyspace {@code found}. Keys of {@link
 * io.cairn.compat.found.Found#set} are as they are given; those of a store begin with its packed
 * prefix, behind which its layer says what comes. Only {@link io.cairn.compat.found.BStore} adds
 * rows of its own, since blobs are known by digests there and by UUIDs here:
 *
 * <pre>
 *   prefix, 0, ...           the blobs, as {@code io.cairn.layer.blob} says
 *   prefix, 1, blob id  -&gt;   (uuid)
 *   prefix, 2, uuid     -&gt;   (blob id)
 * </pre>
 *
 * <p>Errors: what found raises as a {@code BaseFoundException} is a {@link
 * io.cairn.error.CairnException}; of a {@code FoundException} {@link
 * io.cairn.error.CairnException#kind} says whether to try again, which {@link
 * io.cairn.compat.found.Found#transactional} does. {@code BStoreException}, {@code NStoreException}
 * and {@code PStoreException}, and the errors of values and assertions, are {@link
 * io.cairn.error.InvalidArgumentException}s.
 *
 * <p>Left out, as this database has nothing of the kind: read versions that are set, write conflict
 * ranges, cluster files, options by number, network threads and addresses.
 *
 * <p>Depends on core's API and on the layers. Read {@link io.cairn.compat.found.Found} first.
 */
@NullMarked
package io.cairn.compat.found;

import org.jspecify.annotations.NullMarked;
