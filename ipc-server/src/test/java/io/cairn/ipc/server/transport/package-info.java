/**
 * Tests of the transport over real sockets, with handlers that know nothing of databases.
 *
 * <p>Read {@link io.cairn.ipc.server.transport.EchoHandler} first.
 */
@NullMarked
package io.cairn.ipc.server.transport;

import org.jspecify.annotations.NullMarked;
