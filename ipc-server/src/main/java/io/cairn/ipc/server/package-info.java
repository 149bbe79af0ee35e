/**
 * Offers open databases to other processes over Unix-domain sockets.
 *
 * <p>Depends on core's exported packages, {@code io.cairn.ipc.protocol} and Netty's transports.
 * Read {@code CairnServer} first.
 */
@NullMarked
package io.cairn.ipc.server;

import org.jspecify.annotations.NullMarked;
