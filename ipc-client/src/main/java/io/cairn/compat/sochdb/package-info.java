/**
 * The wire dialect of the published SochDB clients, and a client in their shape.
 *
 * <p>Depends on core's API and errors, {@code io.cairn.ipc.protocol} and {@code io.cairn.toon}.
 * Read {@link io.cairn.compat.sochdb.IpcClient} first; {@link io.cairn.compat.sochdb.DialectCode}
 * lists the frames.
 */
@NullMarked
package io.cairn.compat.sochdb;

import org.jspecify.annotations.NullMarked;
