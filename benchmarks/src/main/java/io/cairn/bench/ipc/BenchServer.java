package io.cairn.bench.ipc;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * A server in a process of its own, until its standard input ends. Arguments: the socket, the
 * engine, the durability, and either {@code grpc}, which also serves gRPC on a socket beside it, or
 * the directory of an engine that needs one.
 */
final class BenchServer {

    private BenchServer() {}

    public static void main(String[] arguments) throws Exception {
        Path socket = Path.of(arguments[0]);
        boolean grpc = arguments.length > 3 && arguments[3].equals("grpc");
        Map<String, Object> engineOptions =
                arguments.length > 3 && !grpc ? Map.of("path", arguments[3]) : Map.of();
        CairnConfig config =
                CairnConfig.of(arguments[1], engineOptions).with(Durability.valueOf(arguments[2]));
        try (Database database = Cairn.open(config);
                CairnServer server =
                        CairnServer.start(
                                ServerOptions.in(
                                        Objects.requireNonNull(
                                                socket.toAbsolutePath().getParent())),
                                Map.of(
                                        0,
                                        new Served(
                                                database,
                                                config.engine(),
                                                config.durability(),
                                                config.limits())))) {
            if (grpc) {
                GrpcService.serve(
                        socket.resolveSibling(LocalServer.GRPC_SOCKET),
                        database,
                        GrpcService.loop());
            }
            System.out.println("ready");
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.exit(0);
    }
}
