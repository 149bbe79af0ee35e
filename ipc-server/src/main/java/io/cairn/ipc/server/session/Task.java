package io.cairn.ipc.server.session;

/**
 * A request that waits for its turn or runs outside the connection's own thread.
 *
 * @param number the request's number
 * @param bytes the length of its frame, counted as held until it is answered
 * @param bulky whether its reply may be long, so that only a few such are made at once
 * @param work what it does
 */
record Task(int number, long bytes, boolean bulky, Work work) {}
