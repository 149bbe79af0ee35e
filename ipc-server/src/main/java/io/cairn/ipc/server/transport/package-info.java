/**
 * Moves frames between sockets and handlers, by Netty: accepts and checks clients, cuts the stream
 * into frames, gathers replies, and holds back whoever is faster than the other side.
 *
 * <p>Depends on {@link io.cairn.ipc.server.connection}, the options in {@link io.cairn.ipc.server},
 * {@code io.cairn.ipc.protocol} and Netty's transports. Read {@link
 * io.cairn.ipc.server.transport.Connection} first.
 */
@NullMarked
package io.cairn.ipc.server.transport;

import org.jspecify.annotations.NullMarked;
