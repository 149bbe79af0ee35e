/** Tests of the program around the server. */
@NullMarked
package io.cairn.ipc.server.launch;

import org.jspecify.annotations.NullMarked;
