/**
 * Servers and clients as processes of their own: killed, hostile, foreign, many at once.
 *
 * <p>Read {@link io.cairn.ipc.server.process.Child} first.
 */
@NullMarked
package io.cairn.ipc.server.process;

import org.jspecify.annotations.NullMarked;
