/**
 * Objects under the method names, argument order, defaults and return codes of Mooncake Store, so
 * that programs written for it can be written down in Java line by line. The quirks live here: a
 * missing object is an empty array, putting to a key that has an object changes nothing and
 * succeeds.
 *
 * <p>It is no peer of a Mooncake cluster. All is in this process, or in a Cairn server's database
 * on the same machine ({@code protocol} {@code unix}, {@code masterServerAddr} its socket). With
 * {@code tcp} all addresses must be this machine's; {@code rdma} gives -1012. The metadata server
 * is not called, as nothing here needs one.
 *
 * <p>A facade over {@code io.cairn.layer.objects}, and knows nothing else but core. Read {@link
 * io.cairn.compat.mooncake.MooncakeDistributedStore} first.
 */
@NullMarked
package io.cairn.compat.mooncake;

import org.jspecify.annotations.NullMarked;
