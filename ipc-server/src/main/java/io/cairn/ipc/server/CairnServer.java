package io.cairn.ipc.server;

import io.cairn.error.ConfigException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.server.connection.ServerCounters;
import io.cairn.ipc.server.transport.TransportServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Offers open databases to other processes over Unix-domain sockets. Thread-safe. Whoever started
 * it closes it, and afterwards the databases.
 *
 * <p>The main socket speaks the documented dialect, and the extended one after a client's HELLO.
 * The other socket speaks the dialect of SochDB's published client libraries. The server's threads
 * are daemons: they do not keep the process alive.
 */
public final class CairnServer implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ServerOptions options;
    private final long instance;
    private final ServerCounters counters;
    private final TransportServer transport;

    private CairnServer(
            ServerOptions options,
            long instance,
            ServerCounters counters,
            TransportServer transport) {
        this.options = options;
        this.instance = instance;
        this.counters = counters;
        this.transport = transport;
    }

    /**
     * Binds the sockets and serves databases on them.
     *
     * @param options where and how
     * @param databases the open databases by number, in order: clients that give no number get the
     *     first
     * @return the running server
     * @throws ConfigException when there is no database, or a path cannot be that of a socket
     * @throws io.cairn.error.UnavailableException (LOCKED) when another server has a socket; its
     *     context names the process. (PERMISSION) when a socket's directory belongs to somebody
     *     else. (IO) when the operating system refuses, or the transport is not available here
     */
    public static CairnServer start(ServerOptions options, Map<Integer, Served> databases) {
        if (databases.isEmpty()) {
            throw new ConfigException("/databases: a server needs at least one");
        }
        Map<Integer, Served> offered = Collections.unmodifiableMap(new LinkedHashMap<>(databases));
        long instance = RANDOM.nextLong();
        ServerCounters counters = new ServerCounters();
        DialectHandlers handlers = new DialectHandlers(options, offered, instance, counters);
        TransportServer transport = TransportServer.start(options, counters, handlers);
        if (!options.allowedUids().isEmpty()) {
            letOthersConnect(options, transport);
        }
        return new CairnServer(options, instance, counters, transport);
    }

    /** Whoever may connect needs to write to the file; who stays is decided by user number. */
    private static void letOthersConnect(ServerOptions options, TransportServer transport) {
        try {
            Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-rw-rw-");
            Files.setPosixFilePermissions(options.socket(), permissions);
            Path sdkSocket = options.sdkSocket();
            if (sdkSocket != null) {
                Files.setPosixFilePermissions(sdkSocket, permissions);
            }
        } catch (IOException e) {
            transport.close();
            throw new UnavailableException(
                    ErrorCode.IO,
                    "the sockets cannot be opened to the users admitted; check their directory",
                    e,
                    "socket",
                    options.socket());
        }
    }

    /**
     * Returns how the server is reached.
     *
     * @return the options that it was started with
     */
    public ServerOptions options() {
        return options;
    }

    /**
     * Returns a random number that tells this start of a server from all others.
     *
     * @return the number that clients are told in the answer to HELLO
     */
    public long instance() {
        return instance;
    }

    /**
     * Tells how the server talks to the operating system.
     *
     * @return never {@link Transport#AUTO}
     */
    public Transport transport() {
        return transport.transport();
    }

    /**
     * Reads the server's counters: connections, requests, bytes and seconds since the start. They
     * can be read after closing, too.
     *
     * @return names and values, none negative; the map belongs to the caller
     */
    public Map<String, Long> counters() {
        return counters.read();
    }

    /**
     * Stops accepting, ends waits, lets requests in progress finish within {@link
     * ServerOptions#drainTimeout}, closes the connections, whose transactions are aborted, and
     * removes the sockets' files. Does nothing when it is closed already. The databases stay open.
     */
    @Override
    public void close() {
        transport.close();
    }
}
