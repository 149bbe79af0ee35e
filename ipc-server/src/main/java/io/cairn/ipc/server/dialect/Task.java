package io.cairn.ipc.server.dialect;

import io.cairn.ipc.protocol.WireWriter;

/**
 * A request that has been read and remains to be carried out.
 *
 * @param waits whether it may take longer than the connection's own thread has time
 * @param body carries it out and writes the reply
 */
record Task(boolean waits, Body body) {

    /** Carries a request out. */
    @FunctionalInterface
    interface Body {

        /**
         * Writes one frame, the reply. What it has written when it throws is taken back.
         *
         * @param out where to write
         */
        void run(WireWriter out);
    }
}
