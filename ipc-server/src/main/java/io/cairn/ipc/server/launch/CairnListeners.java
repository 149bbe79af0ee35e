package io.cairn.ipc.server.launch;

import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The sockets of a {@link CairnServer}. */
final class CairnListeners implements Listeners {

    private final CairnServer server;

    private CairnListeners(CairnServer server) {
        this.server = server;
    }

    static Listeners open(LaunchPlan plan, Map<Integer, Served> databases) throws IOException {
        CairnServer server = CairnServer.start(options(plan), databases);
        boolean done = false;
        try {
            if (!plan.allowUids().isEmpty()) {
                letOthersConnect(plan.socket());
                if (plan.sdkSocket() != null) {
                    letOthersConnect(plan.sdkSocket());
                }
            }
            done = true;
            return new CairnListeners(server);
        } finally {
            if (!done) {
                server.close();
            }
        }
    }

    /** Whoever may connect needs to write to the file; who stays is decided by user number. */
    private static void letOthersConnect(Path socket) throws IOException {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    /** Translates a plan; what a plan does not say has the server's own defaults. */
    static ServerOptions options(LaunchPlan plan) {
        ServerOptions options =
                ServerOptions.in(plan.directory())
                        .withSocket(plan.socket())
                        .withSdkSocket(plan.sdkSocket())
                        .withClientsMax(plan.maxClients())
                        .withIdleTimeout(plan.timeout())
                        .withAllowedUids(plan.allowUids())
                        .withTransport(plan.transport());
        return plan.loopThreads() == 0 ? options : options.withEventLoops(plan.loopThreads());
    }

    @Override
    public String transport() {
        return server.transport().name();
    }

    @Override
    public Map<String, Long> counters() {
        return server.counters();
    }

    @Override
    public void close() {
        server.close();
    }
}
