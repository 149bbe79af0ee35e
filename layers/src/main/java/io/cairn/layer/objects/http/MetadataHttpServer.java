package io.cairn.layer.objects.http;

import com.sun.net.httpserver.HttpServer;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.layer.tuple.Subspace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Serves metadata over HTTP. Thread-safe. Whoever started it closes it; what was put stays in the
 * database.
 *
 * <p>{@code GET}, {@code PUT} and {@code DELETE} of {@code /metadata?key=...} read, store and
 * remove a body of up to 1 MiB; a longer one gives 413. The value of a key that has {@code
 * rpc_meta} in it is stored once and not changed. {@code /health} answers OK, {@code /metrics} has
 * counters, a line each.
 *
 * <p>Four threads answer, and requests that wait for them are at most 256; a client that sends its
 * request slowly holds one of them.
 */
public final class MetadataHttpServer implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int WAITING_MAX = 256;

    private final HttpServer server;
    private final ExecutorService threads;

    private MetadataHttpServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts a server.
     *
     * @param options where it listens and whom it serves
     * @param database where metadata is kept; it stays open as long as the server, and is closed by
     *     who opened it
     * @param keyspace where in the database
     * @param subspace what its keys begin with; nothing else may be in it
     * @return the running server
     * @throws UnavailableException when it cannot listen at the address
     */
    public static MetadataHttpServer start(
            MetadataHttpOptions options, Database database, Keyspace keyspace, Subspace subspace) {
        HttpServer server;
        try {
            server = HttpServer.create(options.address(), 0);
        } catch (IOException e) {
            throw new UnavailableException(
                    ErrorCode.IO,
                    "the metadata server cannot listen there; choose another address",
                    e,
                    "address",
                    options.address());
        }
        MetadataRequests requests =
                new MetadataRequests(
                        new Metadata(database, keyspace, subspace),
                        options.token(),
                        new LongAdder(),
                        new LongAdder());
        server.createContext("/metadata", requests::metadata);
        server.createContext("/health", requests::health);
        server.createContext("/metrics", requests::metrics);
        ExecutorService threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING_MAX),
                        Thread.ofPlatform().daemon().name("cairn-metadata-", 0).factory(),
                        new ThreadPoolExecutor.CallerRunsPolicy());
        server.setExecutor(threads);
        server.start();
        return new MetadataHttpServer(server, threads);
    }

    /**
     * Returns where it listens.
     *
     * @return the address, with the port that was taken
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Ends it, and the requests that are being answered. Calling it again does nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
