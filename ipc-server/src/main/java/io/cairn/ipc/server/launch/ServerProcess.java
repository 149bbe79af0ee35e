package io.cairn.ipc.server.launch;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.error.CairnException;
import io.cairn.ipc.server.Served;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The server as a process: what is opened, in which order, and how it is closed again, which is the
 * reverse. Thread-safe; used once.
 */
final class ServerProcess {

    static final String LOGGER = "io.cairn.ipc.server";

    private static final Logger LOG = System.getLogger(LOGGER);
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final LaunchPlan plan;
    private final Listeners.Opener opener;
    private final Map<Integer, Served> databases = new LinkedHashMap<>();

    /** What to close, the last opened first. Guarded by this. */
    private final Deque<Closing> open = new ArrayDeque<>();

    /** Set once; from then on nothing more is opened. */
    private volatile boolean stopping;

    private record Closing(String what, AutoCloseable resource) {}

    ServerProcess(LaunchPlan plan, Listeners.Opener opener) {
        this.plan = plan;
        this.opener = opener;
    }

    /** Tells that {@link #stop} came before {@link #start} was done. */
    static final class StoppedException extends IOException {

        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("interrupted while starting");
        }
    }

    /**
     * Opens everything; when one thing fails, closes what was opened.
     *
     * @throws InUseException when another process has the socket
     * @throws StoppedException when the process is to end
     * @throws IOException when a file, socket or port cannot be had
     * @throws CairnException when a database cannot be opened
     */
    synchronized void start() throws IOException {
        boolean up = false;
        try {
            openAll();
            up = true;
        } finally {
            if (!up) {
                closeAll();
            }
        }
        LOG.log(Level.INFO, "ready");
    }

    private void openAll() throws IOException {
        makeDirectory(plan.directory());
        makeDirectory(plan.socket().toAbsolutePath().getParent());
        makeDirectory(plan.pidFile().toAbsolutePath().getParent());
        opened("pid file " + plan.pidFile(), PidFile.claim(plan.pidFile()));
        refuseLive(plan.socket());
        if (plan.sdkSocket() != null) {
            makeDirectory(plan.sdkSocket().toAbsolutePath().getParent());
            refuseLive(plan.sdkSocket());
        }
        for (OfferedDatabase offered : plan.databases()) {
            openDatabase(offered);
        }
        Listeners listeners = opener.open(plan, databases);
        opened("sockets", listeners);
        LOG.log(Level.INFO, "socket {0}", plan.socket());
        LOG.log(
                Level.INFO,
                plan.sdkSocket() == null ? "no socket for SochDB clients" : "SochDB socket {0}",
                plan.sdkSocket());
        LOG.log(
                Level.INFO,
                "at most {0} clients, idle for at most {1} ms, transport {2}, other users {3}",
                Integer.toString(plan.maxClients()),
                Long.toString(plan.timeout().toMillis()),
                listeners.transport(),
                plan.allowUids().isEmpty() ? "none" : plan.allowUids());
        if (plan.metricsPort() != 0) {
            Metrics metrics = Metrics.start(plan.metricsPort(), databases, listeners::counters);
            opened("metrics", metrics);
            LOG.log(Level.INFO, "metrics at {0}", metrics.url());
        }
        LOG.log(Level.INFO, "process {0}", Long.toString(ProcessHandle.current().pid()));
    }

    private void openDatabase(OfferedDatabase offered) throws StoppedException {
        Database database = Cairn.open(offered.config());
        String what = "database " + offered.id();
        opened(what, database);
        opened(what + " (checkpoint)", database::checkpoint);
        databases.put(
                offered.id(),
                new Served(
                        database,
                        offered.config().engine(),
                        offered.config().durability(),
                        offered.config().limits()));
        LOG.log(Level.INFO, "database {0}", offered.describe());
        LOG.log(
                Level.DEBUG,
                "limits of database {0}: {1}",
                offered.id(),
                offered.config().limits());
    }

    /** Notes what must be closed, and goes no further when the process is to end. */
    private void opened(String what, AutoCloseable resource) throws StoppedException {
        open.push(new Closing(what, resource));
        if (stopping) {
            throw new StoppedException();
        }
    }

    /**
     * Makes a directory for this user only where there is none.
     *
     * @param directory its path, null for the root of the file system
     */
    private static void makeDirectory(@Nullable Path directory) throws IOException {
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, OWNER_ONLY);
        }
    }

    /** Refuses where a live server listens, before a database is opened for nothing. */
    private static void refuseLive(Path socket) throws IOException {
        try (SocketProbe probe = SocketProbe.connect(socket, PROBE_PATIENCE)) {
            if (probe != null) {
                OptionalLong holder = probe.holder();
                throw new InUseException(
                        "process "
                                + (holder.isPresent() ? holder.getAsLong() : "unknown")
                                + " listens at "
                                + socket
                                + " already; stop it, or choose another --socket");
            }
        }
    }

    /**
     * Ends the server: closes everything, the last opened first. Waits for a start that is under
     * way. Does nothing the second time.
     *
     * @return whether the server was up
     */
    boolean stop() {
        stopping = true;
        synchronized (this) {
            boolean up = !open.isEmpty();
            if (up) {
                LOG.log(Level.INFO, "stopping");
                closeAll();
                LOG.log(Level.INFO, "stopped");
            }
            return up;
        }
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            Closing next = open.pop();
            try {
                next.resource().close();
                LOG.log(Level.DEBUG, "closed: {0}", next.what());
            } catch (Exception | Error e) {
                LOG.log(Level.ERROR, "closing failed: " + next.what(), e);
            }
        }
    }
}
