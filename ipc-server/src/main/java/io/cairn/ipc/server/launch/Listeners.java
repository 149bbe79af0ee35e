package io.cairn.ipc.server.launch;

import io.cairn.ipc.server.Served;
import java.io.IOException;
import java.util.Map;

/** The sockets of a running server, as the program sees them. Thread-safe. */
interface Listeners extends AutoCloseable {

    /** Tells which of the operating system's calls serve the sockets. */
    String transport();

    /** Returns the server's counters now, by name. */
    Map<String, Long> counters();

    /** Stops accepting, lets what is under way end within a limit, and removes the sockets. */
    @Override
    void close();

    /** Opens the sockets. */
    @FunctionalInterface
    interface Opener {

        /**
         * Starts to serve.
         *
         * @param plan where and how
         * @param databases the open databases by number, the one for clients without numbers first
         * @throws IOException when a socket cannot be made
         */
        Listeners open(LaunchPlan plan, Map<Integer, Served> databases) throws IOException;
    }
}
