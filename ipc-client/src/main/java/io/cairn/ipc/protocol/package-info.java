/**
 * What travels between a client and a server: frames, requests, replies and their bytes.
 *
 * <p>Every message in both directions is a {@link io.cairn.ipc.protocol.Frame}: an opcode, a length
 * and a payload. A connection begins in the documented dialect, whose few requests are answered in
 * order. After {@link io.cairn.ipc.protocol.AdminRequest.Hello} it speaks the extended dialect, in
 * which each payload starts with a request number, so that replies may come in any order. {@code
 * docs/wire-protocol.md} draws every frame.
 *
 * <p>Depends on core's API, bytes, config and errors, never on sockets or servers. Read {@link
 * io.cairn.ipc.protocol.Frame} first, then {@link io.cairn.ipc.protocol.Request} and {@link
 * io.cairn.ipc.protocol.Reply}.
 */
@NullMarked
package io.cairn.ipc.protocol;

import org.jspecify.annotations.NullMarked;
