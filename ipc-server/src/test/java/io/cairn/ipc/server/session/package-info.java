/** Tests of sessions, fed with frames; no socket is involved. */
@NullMarked
package io.cairn.ipc.server.session;

import org.jspecify.annotations.NullMarked;
