/**
 * What stands between a transport and a dialect: the transport cuts frames out of the stream and
 * hands them to a {@link io.cairn.ipc.server.connection.FrameHandler}; the handler answers through
 * a {@link io.cairn.ipc.server.connection.Peer}.
 *
 * <p>Depends on {@code io.cairn.ipc.protocol} only. Read {@link
 * io.cairn.ipc.server.connection.FrameHandler} first.
 */
@NullMarked
package io.cairn.ipc.server.connection;

import org.jspecify.annotations.NullMarked;
