package io.cairn.ipc.server.launch;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a server until a signal comes. Used once.
 *
 * <p>The JVM answers SIGHUP, SIGINT and SIGTERM by running its shutdown hooks, after which it exits
 * with 128 plus the signal's number. A server that was up and has closed everything in order has
 * done what was asked of it, so the hook ends the process with 0 itself, which is what {@link
 * Runtime#halt} is for. A server that was not up yet keeps the JVM's code: 130 after SIGINT.
 */
final class ServerRun {

    private final ServerProcess process;
    private final CountDownLatch ended = new CountDownLatch(1);

    ServerRun(ServerProcess process) {
        this.process = process;
    }

    /**
     * Starts the server and stays.
     *
     * @return how it ended, unless the process ended with it
     * @throws IOException as {@link ServerProcess#start} does
     */
    ServerExit untilStopped() throws IOException {
        Thread hook = new Thread(this::signalled, "cairn-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean up = false;
        try {
            process.start();
            up = true;
            ended.await();
            return ServerExit.OK;
        } catch (InterruptedException _) {
            process.stop();
            return ServerExit.OK;
        } finally {
            if (!up) {
                remove(hook);
            }
        }
    }

    private void signalled() {
        TerminationSignals.restoreDefaults();
        if (process.stop()) {
            Runtime.getRuntime().halt(ServerExit.OK.number());
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The hook is what ended the start.
        }
    }
}
