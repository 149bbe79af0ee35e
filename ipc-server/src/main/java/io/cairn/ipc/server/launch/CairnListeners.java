package io.cairn.ipc.server.launch;

import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import java.util.Map;

/** The sockets of a {@link CairnServer}. */
final class CairnListeners implements Listeners {

    private final CairnServer server;

    private CairnListeners(CairnServer server) {
        this.server = server;
    }

    static Listeners open(LaunchPlan plan, Map<Integer, Served> databases) {
        return new CairnListeners(CairnServer.start(options(plan), databases));
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
                        .withTransport(plan.transport())
                        .withLuaFilters(plan.luaFilters());
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
