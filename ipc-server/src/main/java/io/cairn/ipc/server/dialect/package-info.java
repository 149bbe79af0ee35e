/**
 * The two dialects without request numbers: the documented one, in which every connection to the
 * main socket begins, and the one of the published SochDB clients. Requests of a connection are
 * served one after the other, in order.
 *
 * <pre>
 * frame -> OrderedDialect -> (layout of keys and values: DocumentedDialect, SdkDialect)
 *                         -> Requests -> a Task, run at once or on a virtual thread
 * </pre>
 *
 * <p>Depends on core's API, {@code io.cairn.ipc.protocol}, {@code io.cairn.compat.sochdb}, {@code
 * io.cairn.toon} and {@code io.cairn.ipc.server.connection}. Read {@link
 * io.cairn.ipc.server.dialect.OrderedDialect} first, then {@link
 * io.cairn.ipc.server.dialect.Requests}.
 */
@NullMarked
package io.cairn.ipc.server.dialect;

import org.jspecify.annotations.NullMarked;
