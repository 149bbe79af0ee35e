/**
 * Shared memory that the server makes, seals and lends to clients, which read and write values in
 * it by offset; and messages too long for a frame, which travel in such memory.
 *
 * <p>A client can write to the memory at any time. So what lies there is copied into memory of the
 * server first and judged afterwards, and a segment of it is never given to native code, where a
 * fault would end the process.
 *
 * <p>Depends on {@code io.cairn.ipc.protocol}, core's errors and argument checks, and the C library
 * of Linux. Read {@link io.cairn.ipc.server.region.RegionTable} first.
 */
@NullMarked
package io.cairn.ipc.server.region;

import org.jspecify.annotations.NullMarked;
