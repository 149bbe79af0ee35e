/**
 * Runs the contract suite through a client and a server, on every engine and over both kinds of
 * socket that the client has.
 */
@NullMarked
package io.cairn.ipc.server.suite;

import org.jspecify.annotations.NullMarked;
