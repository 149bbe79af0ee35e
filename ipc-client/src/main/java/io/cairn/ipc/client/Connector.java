package io.cairn.ipc.client;

import io.cairn.config.Components;
import io.cairn.error.CairnException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections. Thread-safe.
 *
 * <p>A server that this client has spoken to may be starting again: it is waited for, up to the
 * time to connect. Where no server has been seen yet, a missing socket is an error at once, and one
 * on which nobody listens after half a second, as a server listens shortly after it makes its
 * socket.
 */
final class Connector {

    private static final long FIRST_PATIENCE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long BACKOFF_NANOS_MIN = Duration.ofMillis(1).toNanos();
    private static final long BACKOFF_NANOS_MAX = Duration.ofMillis(200).toNanos();

    private final ClientOptions options;
    private final Components components;

    /** Ends the waits when it reaches zero. */
    private final CountDownLatch closed;

    private volatile boolean seen;

    Connector(ClientOptions options, Components components, CountDownLatch closed) {
        this.options = options;
        this.components = components;
        this.closed = closed;
    }

    /**
     * Opens a connection, waiting for the server as the class comment says.
     *
     * @return the connection, whose server has been greeted
     * @throws CairnException when there is none to be had
     */
    Connection connect() {
        long begin = now();
        long backoff = BACKOFF_NANOS_MIN;
        long end = begin + options.connectTimeout().toNanos();
        while (true) {
            ConnectFailure failure;
            try {
                return attempt(end);
            } catch (FailedAttempt e) {
                failure = e.failure;
            }
            long left = begin + patience(failure.kind()) - now();
            if (left <= 0 || !pause(Math.min(left, jittered(backoff)))) {
                throw failure.error();
            }
            backoff = Math.min(BACKOFF_NANOS_MAX, 2 * backoff);
        }
    }

    /**
     * Opens a connection if that works at once.
     *
     * @return the connection, whose server has been greeted
     * @throws CairnException when it does not work
     */
    Connection connectNow() {
        try {
            return attempt(now() + options.connectTimeout().toNanos());
        } catch (FailedAttempt e) {
            throw e.failure.error();
        }
    }

    private Connection attempt(long end) throws FailedAttempt {
        Connection connection;
        try {
            Transport transport = options.transport().open(options.socket());
            connection = new Connection(transport, options, components);
        } catch (IOException e) {
            throw new FailedAttempt(ConnectFailure.of(options.socket(), e));
        } catch (LinkageError e) {
            throw new FailedAttempt(ConnectFailure.of(options.transport(), e));
        }
        boolean greeted = false;
        try {
            connection.greet(end);
            greeted = true;
            seen = true;
            return connection;
        } catch (CairnException e) {
            throw new FailedAttempt(ConnectFailure.of(e));
        } finally {
            if (!greeted) {
                connection.close();
            }
        }
    }

    private long patience(ConnectFailure.Kind kind) {
        long whole = options.connectTimeout().toNanos();
        return switch (kind) {
            case FINAL -> 0;
            case BUSY -> whole;
            case MISSING -> seen ? whole : 0;
            case ABSENT -> seen ? whole : Math.min(whole, FIRST_PATIENCE_NANOS);
        };
    }

    private long jittered(long backoff) {
        return backoff / 2 + components.random().nextLong(backoff / 2 + 1);
    }

    /** Waits a while; returns false when the pool is closed. An interrupt does not end it. */
    private boolean pause(long nanos) {
        boolean interrupted = false;
        long end = now() + nanos;
        try {
            while (true) {
                try {
                    return !closed.await(end - now(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long now() {
        return components.nanoTicker().getAsLong();
    }

    /** Carries a failure from an attempt to the loop around it. */
    private static final class FailedAttempt extends Exception {

        private final transient ConnectFailure failure;

        FailedAttempt(ConnectFailure failure) {
            super(failure.error());
            this.failure = failure;
        }
    }
}
