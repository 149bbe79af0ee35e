/** Tests of the wire protocol: samples of every message, their bytes, and what is refused. */
@NullMarked
package io.cairn.ipc.protocol;

import org.jspecify.annotations.NullMarked;
