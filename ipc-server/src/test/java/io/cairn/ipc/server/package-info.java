/** Tests of whole servers, from a client's socket to a database. */
@NullMarked
package io.cairn.ipc.server;

import org.jspecify.annotations.NullMarked;
