/**
 * The extended dialect as a state machine without a socket: frames in, replies out.
 *
 * <p>A {@link io.cairn.ipc.server.session.Session} belongs to one connection. It owns what the
 * client opened (transactions, snapshots, cursors, watches, shared memory) and ends all of it with
 * the connection. Quick requests run on the connection's own thread, the others on virtual threads;
 * requests that name the same transaction or cursor share a {@code Lane} and so keep their order.
 *
 * <p>Depends on core's exported packages, {@code io.cairn.ipc.protocol}, {@code
 * io.cairn.ipc.server.connection} and {@code io.cairn.ipc.server.region}. Read {@link
 * io.cairn.ipc.server.session.Session} first, then {@code Runner}.
 */
@NullMarked
package io.cairn.ipc.server.session;

import org.jspecify.annotations.NullMarked;
