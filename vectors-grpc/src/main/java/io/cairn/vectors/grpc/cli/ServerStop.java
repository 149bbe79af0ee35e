package io.cairn.vectors.grpc.cli;

import io.cairn.vectors.grpc.VectorServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Stops a server when a signal comes. Used once.
 *
 * <p>The JVM answers SIGHUP, SIGINT and SIGTERM by running its shutdown hooks, and exits with 128
 * plus the signal's number. A server that was up and has been closed has done what was asked of it,
 * so the hook ends the process with 0 itself. Vectors that are being linked into a graph are not
 * waited for longer than some seconds: they are in the log.
 */
final class ServerStop implements AutoCloseable {

    private static final Logger LOG = System.getLogger("io.cairn.vectors.grpc");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::signalled, "cairn-stop");
    private volatile @Nullable VectorServer server;

    private ServerStop() {}

    static ServerStop install() {
        ServerStop stop = new ServerStop();
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    void closes(VectorServer started) {
        server = started;
    }

    void await() throws InterruptedException {
        ended.await();
    }

    private void signalled() {
        VectorServer up = server;
        if (up == null) {
            return;
        }
        LOG.log(Level.INFO, "stopping");
        Thread closing = Thread.ofPlatform().daemon().name("cairn-close").start(up::close);
        try {
            if (!closing.join(PATIENCE)) {
                LOG.log(Level.INFO, "vectors are still being linked; the next start does it again");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        LOG.log(Level.INFO, "stopped");
        Runtime.getRuntime().halt(0);
    }

    /** Closes the server where no signal has done so. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The hook is what ended it.
            return;
        }
        VectorServer up = server;
        if (up != null) {
            up.close();
        }
    }
}
