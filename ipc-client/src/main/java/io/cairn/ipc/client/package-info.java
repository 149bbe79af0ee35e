/**
 * Databases of another process: the same API as in process, each call a message to a server.
 *
 * <p>Depends on core's exported packages and on {@code io.cairn.ipc.protocol}. Read {@code
 * RemoteDatabase} first.
 */
@NullMarked
package io.cairn.ipc.client;

import org.jspecify.annotations.NullMarked;
