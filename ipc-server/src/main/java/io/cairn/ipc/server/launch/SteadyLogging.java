package io.cairn.ipc.server.launch;

import java.util.logging.LogManager;

/**
 * Keeps the log open until the process has ended. The JDK's own manager closes it as soon as a
 * signal arrives, before anything has been drained, stored or closed. Named in the system property
 * {@code java.util.logging.manager}; the JDK creates it.
 */
public final class SteadyLogging extends LogManager {

    /** Creates the manager; called by the JDK. */
    public SteadyLogging() {}

    /** Does nothing: there is nothing to close, for the log goes to standard error. */
    @Override
    public void reset() {}
}
