package io.cairn.vectors.grpc;

import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import io.cairn.vectors.grpc.file.OpenFiles;
import io.cairn.vectors.grpc.file.RootDirectory;
import io.cairn.vectors.grpc.live.LiveIndexes;
import io.cairn.vectors.grpc.service.CallLimit;
import io.cairn.vectors.grpc.service.FileSearchService;
import io.cairn.vectors.grpc.service.IndexService;
import io.cairn.vectors.grpc.service.TokenCheck;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A gRPC server for vector searches: {@code sochdb.v1.VectorService} answers from index files below
 * a directory, {@code sochdb.v1.VectorIndexService} keeps indexes there that take vectors while
 * they are searched.
 *
 * <p>It listens from {@link #start} to {@link #close}; whoever starts it closes it. Thread-safe.
 * Without a token it serves everybody who reaches its port, which by default are the programs of
 * this machine; nothing is encrypted.
 */
public final class VectorServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger("io.cairn.vectors.grpc");
    private static final int HEADERS_MAX_BYTES = 8 << 10;
    private static final int CONNECTION_CALLS_MAX = 1_000;
    private static final long HANDSHAKE_SECONDS = 10;
    private static final long KEEP_ALIVE_SECONDS = 60;
    private static final long GRACE_SECONDS = 5;

    private final VectorServerOptions options;
    private final OpenFiles files;
    private final LiveIndexes indexes;
    private final ExecutorService workers;
    private final Server server;

    private VectorServer(
            VectorServerOptions options,
            InetSocketAddress address,
            RootDirectory root,
            LiveIndexes indexes) {
        VectorServerLimits limits = options.limits();
        this.options = options;
        this.files = new OpenFiles(limits.openFiles());
        this.indexes = indexes;
        this.workers = workers(limits.calls());
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(address)
                        .executor(workers)
                        .maxInboundMessageSize(limits.messageBytes())
                        .maxInboundMetadataSize(HEADERS_MAX_BYTES)
                        .maxConcurrentCallsPerConnection(CONNECTION_CALLS_MAX)
                        .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .addService(new FileSearchService(root, files, limits))
                        .addService(new IndexService(indexes, limits, Clock.systemUTC()))
                        .intercept(new CallLimit(limits));
        // The last is asked first: who may not call takes no place from those who may.
        options.token().ifPresent(token -> builder.intercept(new TokenCheck(token)));
        this.server = builder.build();
    }

    private static ExecutorService workers(int most) {
        ThreadPoolExecutor workers =
                new ThreadPoolExecutor(
                        most,
                        most,
                        KEEP_ALIVE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("cairn-vectors-", 0).factory());
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    /**
     * Opens the indexes and starts to listen.
     *
     * @param options how to serve
     * @return the running server, to be closed
     * @throws InvalidArgumentException when the host is not known
     * @throws UnavailableException when the root directory cannot be read, or the port cannot be
     *     had
     * @throws io.cairn.error.LimitException when there are more indexes than allowed
     */
    public static VectorServer start(VectorServerOptions options) {
        InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
        if (address.isUnresolved()) {
            throw new InvalidArgumentException(
                    "the host is not known; name an address of this machine",
                    "host",
                    options.host());
        }
        RootDirectory root = RootDirectory.of(options.root());
        LiveIndexes indexes = LiveIndexes.open(root.path(), options.limits().indexes());
        VectorServer server = new VectorServer(options, address, root, indexes);
        boolean listening = false;
        try {
            server.listen();
            listening = true;
        } finally {
            if (!listening) {
                server.close();
            }
        }
        if (!address.getAddress().isLoopbackAddress()) {
            LOG.log(
                    Level.WARNING,
                    options.token().isPresent()
                            ? "{0} is not of this machine alone, and nothing is encrypted: the token can be read on the way"
                            : "{0} is not of this machine alone, and the service has no authentication: whoever reaches the port can read, add and delete",
                    options.host());
        }
        return server;
    }

    private void listen() {
        try {
            server.start();
        } catch (IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            // The exception's class differs from one of Netty's transports to another.
            boolean inUse = String.valueOf(cause.getMessage()).contains("in use");
            throw new UnavailableException(
                    inUse ? ErrorCode.LOCKED : ErrorCode.IO,
                    inUse
                            ? "another process listens at this port; stop it, or choose another port"
                            : "the server cannot listen at this address",
                    e,
                    "host",
                    options.host(),
                    "port",
                    options.port(),
                    "problem",
                    cause.getMessage());
        }
    }

    /**
     * Returns the port that the server listens at.
     *
     * @return 1 to 65,535; -1 when it does not listen
     */
    public int port() {
        return server.getPort();
    }

    /**
     * Returns where the server listens, for people to read.
     *
     * @return the host as it was given, and the port
     */
    public String address() {
        String host = options.host();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /**
     * Stops listening, gives calls that are under way some seconds to end, and closes the indexes;
     * waits for vectors that are being linked into one. Does nothing the second time.
     */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
                server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        workers.shutdown();
        files.close();
        indexes.close();
    }
}
